package io.autopurchase.provider.taobao;

import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Lets the gateway itself see to it that a request that was stuck is not carried out later. The gateway refuses what is
 * signed with a time that differs too much from its own; so requests that change something are signed with a time near the
 * old end of that window, and die by themselves soon after. Everything here is in the gateway's time, which its answers
 * tell: how far our clock is off, or that it jumps, makes no request live longer than is believed.
 *
 * <p>That the gateway does refuse is seen, not believed: a harmless read, signed with a time just outside the window, must
 * have been refused by this very gateway. If it is not, requests carry the present time, and conclusiveAt is after the whole
 * window. Thread-safe.
 */
@ThreadSafe
final class EffectWindow {
  /** How far the clocks of the gateway's own machines, and what we know of them, may be apart. */
  static final Duration MARGIN = Duration.ofSeconds(2);

  private static final Duration PROOF_LIFE = Duration.ofMinutes(10);

  private final TaobaoSettings settings;

  /** What to add to our clock; null before the first answer. */
  @GuardedBy("this")
  @Nullable private Duration offset;

  @GuardedBy("this")
  @Nullable private Instant provenAt;

  @GuardedBy("this")
  private boolean enforced;

  @GuardedBy("this")
  private boolean givenUp;

  @GuardedBy("this")
  private String staleCode = "IllegalTimestamp";

  EffectWindow(TaobaoSettings settings) {
    this.settings = settings;
  }

  /** The gateway's clock at a moment of ours; ours while that is unknown. */
  synchronized Instant gatewayTime(Instant now) {
    return offset == null ? now : now.plus(offset);
  }

  /**
   * An answer shows the gateway's clock. Without a date, our own clock is used.
   *
   * @return whether a time signed before this answer was about right
   */
  synchronized boolean learn(Instant now, @Nullable Instant askedAt) {
    Duration before = offset == null ? Duration.ZERO : offset;
    offset = askedAt == null || !settings.trustsDate ? before : Duration.between(now, askedAt);
    return offset.minus(before).abs().compareTo(MARGIN) <= 0;
  }

  Instant probeTime(Instant now) {
    return gatewayTime(now).minus(settings.window).minus(MARGIN);
  }

  /** The gateway refused the probe, with a code that it has for this. */
  synchronized void refused(Instant now, String code) {
    provenAt = now;
    enforced = true;
    staleCode = code;
  }

  /** The gateway answered the probe: it enforces no window that we know of. */
  synchronized void answered(Instant now) {
    provenAt = now;
    enforced = false;
  }

  synchronized Optional<RequestValidity> validity(Instant now) {
    if (provenAt == null || now.isAfter(provenAt.plus(PROOF_LIFE)) || now.isBefore(provenAt.minus(MARGIN))) {
      return Optional.empty();
    }
    Instant there = gatewayTime(now);
    Instant signedAt = enforced && !givenUp ? there.minus(settings.window).plus(settings.requestTtl) : there;
    Instant acceptedUntil = signedAt.plus(settings.window);
    return Optional.of(
        new RequestValidity(signedAt, acceptedUntil, acceptedUntil.plus(MARGIN).plus(settings.visibilityLag)));
  }

  /** Whether a refusal of a request says that its time is too old; then no more requests are signed so. */
  synchronized boolean isStale(String code, Instant signedAt, Instant now) {
    boolean stale = code.equals(staleCode) && signedAt.isBefore(gatewayTime(now).minus(settings.window.dividedBy(2)));
    givenUp |= stale;
    return stale;
  }
}
