package io.autopurchase.core.session;

import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.runtime.ClockWatch;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * When calls in a session's name may leave, after the provider has asked for pauses. An activity that must wait is given a slot
 * of its own, so that those who wait do not all come back in the same moment, and cost nothing until then. A slot is worth some
 * calls, one after the other: what an order needs comes together, so that no price grows old while others have their turn.
 *
 * <p>The distance of the calls is learned. How many the provider took before it refused one says which distance it takes, and that is the
 * first one. Whenever a call is refused it grows by a quarter, but hardly beyond what the provider took: a refusal may be due to slots
 * that were given before, or to one who goes on after a pause, and many such refusals must not slow down those who take a slot now,
 * because a slot is not moved. While no call is refused the distance shrinks, slowly at first, as it is about right, then faster, and is
 * gone after the time of fifty calls. Slots are a little further apart than their calls need, so that one who was refused finds room.
 *
 * <p>In the provider's time. Mutable, as {@link ActivityRecord}.
 */
public final class CallPace {
  /** How many calls a slot is worth: to look an item up, to ask for a quote, and to place the order. */
  public static final int CALLS = 3;

  private static final Duration MOST_GAP = Duration.ofSeconds(10);
  private static final long GROWS_BY = 4;

  /** Which part of the distance that the provider takes it may be above that. */
  private static final long MOST_ABOVE = 64;

  /** After the time of so many calls without a refusal none is delayed any more. */
  private static final long FORGOTTEN_AFTER = 50;

  /** Which part of a slot is left free. */
  private static final long SPARE = 16;

  private static final long LEAST_GAP_MILLIS = 20;

  /** Until when the provider wants no calls, and since when that is known. */
  public Instant quietUntil = Instant.EPOCH;

  Instant quietSince = Instant.EPOCH;

  /** The distance of two calls when one was refused last. */
  long gapMillis;

  @Nullable Instant refusedAt;

  /** The first free slot. */
  Instant nextSlot = Instant.EPOCH;

  @Nullable Instant slotGivenAt;

  public CallPace copy() {
    CallPace copy = new CallPace();
    copy.quietUntil = quietUntil;
    copy.quietSince = quietSince;
    copy.gapMillis = gapMillis;
    copy.refusedAt = refusedAt;
    copy.nextSlot = nextSlot;
    copy.slotGivenAt = slotGivenAt;
    return copy;
  }

  /** Whether the provider wants no calls now; a pause that a clock which was ahead has noted is none. */
  public boolean isQuiet(Instant now) {
    return now.isBefore(quietUntil) && !ClockWatch.isAhead(quietSince, now);
  }

  /** Whether calls need slots. */
  public boolean isThrottled(Instant now) {
    return isQuiet(now) || gap(now) > 0;
  }

  /** Whether a slot in the future is one that this pace can have given. */
  public boolean hasGiven(Instant slot, Instant now) {
    return !ClockWatch.isAhead(slotGivenAt, now) && slot.isBefore(nextSlot) && (!isQuiet(now) || !slot.isBefore(quietUntil));
  }

  /** Gives the first slot that is free; it may be now. */
  public Instant takeSlot(Instant now) {
    Instant slot = now;
    if (isQuiet(now)) {
      slot = quietUntil;
    }
    if (!ClockWatch.isAhead(slotGivenAt, now) && nextSlot.isAfter(slot)) {
      slot = nextSlot;
    }
    nextSlot = slot.plusMillis(slotMillis(now));
    slotGivenAt = now;
    return slot;
  }

  /** The slot right after the pause, for who has begun already. */
  public Instant resume(Instant now) {
    Instant slot = isQuiet(now) ? quietUntil : now;
    Instant next = slot.plusMillis(slotMillis(now));
    if (ClockWatch.isAhead(slotGivenAt, now) || next.isAfter(nextSlot)) {
      nextSlot = next;
    }
    slotGivenAt = now;
    return slot;
  }

  /** When the next call may leave of an activity that makes one now: what has shrunk since is tried by slots alone. */
  public Instant nextCall(Instant now) {
    return now.plusMillis(gap(now) == 0 ? 0 : gapMillis);
  }

  /**
   * The provider has refused a call.
   *
   * @param now when this is noted, which may be long after the refusal: never earlier than what others have noted before
   * @param until when the pause is over that it asked for
   * @param taken the distance of the calls that it took before, as far as this node knows
   */
  public void refused(Instant now, Instant until, Duration taken) {
    learn(now, Math.max(LEAST_GAP_MILLIS, taken.toMillis()));
    keepQuiet(now, until);
  }

  /** @param first the distance that the provider took, as far as this node knows: what others have called makes it shorter */
  private void learn(Instant now, long first) {
    // Several calls that were under way together are one refusal.
    if (refusedAt == null || ClockWatch.isAhead(refusedAt, now) || !now.isBefore(refusedAt.plusMillis(gap(now)))) {
      long gap = gap(now);
      long most = Math.max(gap, first + first / MOST_ABOVE);
      gapMillis = Math.min(MOST_GAP.toMillis(), gap == 0 ? first : Math.min(gap + gap / GROWS_BY, most));
      refusedAt = now;
    }
  }

  private void keepQuiet(Instant now, Instant until) {
    if (!isQuiet(now) || until.isAfter(quietUntil)) {
      quietUntil = until;
      quietSince = now;
    }
  }

  private long slotMillis(Instant now) {
    long calls = CALLS * gap(now);
    return Math.max(1, calls + calls / SPARE);
  }

  private long gap(Instant now) {
    if (refusedAt == null || ClockWatch.isAhead(refusedAt, now)) {
      return 0;
    }
    double forgotten = Math.max(0, Duration.between(refusedAt, now).toMillis()) / (double) (FORGOTTEN_AFTER * gapMillis);
    long gap = Math.round(gapMillis * (1 - forgotten * forgotten));
    return gap < LEAST_GAP_MILLIS ? 0 : gap;
  }
}
