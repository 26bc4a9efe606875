package io.autopurchase.provider.taobao;

import io.autopurchase.spi.EffectTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Lets the gateway itself see to it that a request that was stuck is not carried out later. The gateway refuses what is
 * signed with a time that differs too much from its own; so requests that change something are signed with a time near the
 * old end of that window, and die by themselves soon after.
 *
 * <p>That the gateway does refuse is seen, not believed: a harmless read, signed with a time just outside the window, must
 * have been refused by this very gateway. Where it is not, requests carry the present time, and the horizon is the whole
 * window. Thread-safe.
 */
final class EffectWindow {
  /** How much older than the window the probe is: our clock may run ahead of the gateway's by about as much. */
  static final Duration MARGIN = Duration.ofSeconds(2);

  private static final Duration PROOF_LIFE = Duration.ofMinutes(10);

  private final TaobaoSettings settings;
  @Nullable private Instant provenAt;
  private boolean enforced;
  private boolean givenUp;
  private String staleCode = "IllegalTimestamp";

  EffectWindow(TaobaoSettings settings) {
    this.settings = settings;
  }

  Instant probeTime(Instant now) {
    return now.minus(settings.window).minus(MARGIN);
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

  synchronized Optional<EffectTerms> terms(Instant now) {
    if (provenAt == null || now.isAfter(provenAt.plus(PROOF_LIFE)) || now.isBefore(provenAt.minus(MARGIN))) {
      return Optional.empty();
    }
    boolean backDated = enforced && !givenUp;
    Duration life = backDated ? settings.requestLife : settings.window;
    Instant signedAt = backDated ? now.minus(settings.window).plus(life) : now;
    Instant acceptedUntil = now.plus(life);
    return Optional.of(
        new EffectTerms(signedAt, acceptedUntil, acceptedUntil.plus(MARGIN).plus(settings.visibilityLag)));
  }

  /** Whether a refusal of a request says that its time is too old; then no more requests are signed so. */
  synchronized boolean isStale(String code, Instant signedAt, Instant now) {
    boolean stale = code.equals(staleCode) && signedAt.isBefore(now.minus(settings.window.dividedBy(2)));
    givenUp |= stale;
    return stale;
  }
}
