package io.autopurchase.core.purchase;

import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * How old what is known of a purchase may grow before it is read again, whether or not the provider lists it as modified. The
 * more may happen to it, the younger it is kept.
 */
public final class StalenessPolicy {
  private static final Duration BEING_MADE = Duration.ofMinutes(1);
  private static final Duration MISSING = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration UNPAID = Duration.ofMinutes(30);
  private static final Duration NEAR_DEADLINE = Duration.ofMinutes(5);
  private static final Duration NEAR = Duration.ofHours(1);
  private static final Duration JUST_CHANGED = Duration.ofHours(2);
  private static final Duration UNDER_WAY = Duration.ofHours(6);

  /** No purchase that is shown as expected is read later. */
  public static final Duration LONGEST_USUAL = UNDER_WAY.plusHours(1);

  private StalenessPolicy() {}

  /**
   * A synchronization may have seen the order before it was linked, and newer than it was read for the link: so the next one reads
   * it once more, whatever its node's clock shows, unless it is listed again.
   */
  static Instant ofNewLink() {
    return Instant.EPOCH;
  }

  /**
   * @param readAt when it was read last
   * @param changed whether that has shown something new
   */
  static Instant readBy(PurchaseRecord purchase, Instant readAt, boolean changed) {
    return switch (purchase.status) {
      case PENDING -> readAt.plus(BEING_MADE);
      case UNKNOWN -> readAt.plus(growing(UNPAID, purchase.unchangedReads));
      case AWAITING_PAYMENT -> awaitingPayment(readAt, purchase.payBy);
      default -> readAt.plus(changed ? JUST_CHANGED : UNDER_WAY);
    };
  }

  /** When an order is looked for again that the provider has not shown for so many times. */
  static Duration missing(int reads) {
    return growing(MISSING, reads - 1);
  }

  private static Duration growing(Duration first, int times) {
    Duration pause = first.multipliedBy(1L << Math.max(0, Math.min(times, 12)));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  private static Instant awaitingPayment(Instant readAt, @Nullable Instant payBy) {
    Instant next = readAt.plus(UNPAID);
    if (payBy == null) {
      return next;
    }
    // Right after the deadline, so that a closed order is seen to be closed, and often in the hours around it.
    if (payBy.isAfter(readAt) && payBy.isBefore(next)) {
      next = payBy.plusSeconds(1);
    }
    boolean near = !payBy.minus(NEAR).isAfter(readAt) && payBy.plus(NEAR).isAfter(readAt);
    return near && next.isAfter(readAt.plus(NEAR_DEADLINE)) ? readAt.plus(NEAR_DEADLINE) : next;
  }
}
