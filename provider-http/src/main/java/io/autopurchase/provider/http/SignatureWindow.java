package io.autopurchase.provider.http;

import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Lets the gateway itself see to it that a request that was stuck is not carried out later. The gateway refuses what is
 * signed with a time that differs too much from its own. Everything here is in the gateway's time, which its answers
 * tell: how far our clock is off, or that it jumps, makes no request live longer than is believed.
 *
 * <p>That the gateway does refuse is seen, not believed: a harmless read, signed with a time just outside the window, must
 * have been refused by this very gateway. If the size of the window is known, requests that change something are then signed with a time near
 * its old end, and die by themselves soon after. If it is not, it is measured: the windows are probed from the smallest one on, requests
 * carry the present time, and live as long as the first one that is enforced. If none is, requests live as long as the gateway may carry
 * them out for any other reason. Thread-safe.
 */
@ThreadSafe
public final class SignatureWindow {
  /** How far the clocks of the gateway's own machines, and what we know of them, may be apart. */
  public static final Duration MARGIN = Duration.ofSeconds(2);

  private static final Duration PROOF_LIFE = Duration.ofMinutes(10);

  private final List<Duration> windows;
  @Nullable private final Duration requestTtl;
  private final Duration unenforcedLife;
  private final Duration visibilityLag;
  private final boolean trustsDate;

  // Guarded by this, as what follows.

  /** Which of the windows is probed, or enforced. */
  private int rung;

  /** What to add to our clock; null before the first answer. */
  @Nullable private Duration offset;

  @Nullable private Instant provenAt;

  private boolean enforced;

  private boolean givenUp;

  private String staleCode = "IllegalTimestamp";

  private SignatureWindow(
      List<Duration> windows, @Nullable Duration requestTtl, Duration unenforcedLife, Duration visibilityLag, boolean trustsDate) {
    this.windows = List.copyOf(windows);
    this.requestTtl = requestTtl;
    this.unenforcedLife = unenforcedLife;
    this.visibilityLag = visibilityLag;
    this.trustsDate = trustsDate;
  }

  /**
   * A window whose size is known.
   *
   * @param window by how much a request's time may differ from the gateway's
   * @param requestTtl how long a request lives if the window is enforced; below the window
   * @param unenforcedLife how long it lives if not
   * @param visibilityLag how long after it was accepted a request shows in look-ups
   * @param trustsDate whether the date of an answer is the clock by which the gateway judges times
   */
  public static SignatureWindow of(
      Duration window, Duration requestTtl, Duration unenforcedLife, Duration visibilityLag, boolean trustsDate) {
    return new SignatureWindow(List.of(window), requestTtl, unenforcedLife, visibilityLag, trustsDate);
  }

  /**
   * A window whose size is measured.
   *
   * @param windows sizes to try, from the smallest one
   * @param unenforcedLife how long a request lives if none is enforced
   * @param visibilityLag how long after it was accepted a request shows in look-ups
   * @param trustsDate whether the date of an answer is the clock by which the gateway judges times
   */
  public static SignatureWindow measured(List<Duration> windows, Duration unenforcedLife, Duration visibilityLag, boolean trustsDate) {
    return new SignatureWindow(windows, null, unenforcedLife, visibilityLag, trustsDate);
  }

  /**
   * The gateway's clock at a moment of ours; ours while that is unknown.
   *
   * @param now of our clock
   */
  public synchronized Instant gatewayTime(Instant now) {
    return offset == null ? now : now.plus(offset);
  }

  /** Whether an answer has shown the gateway's clock, or it is taken for ours. */
  public synchronized boolean isClockKnown() {
    return offset != null;
  }

  /**
   * An answer shows the gateway's clock. Without a date, our own clock is used.
   *
   * @param now of our clock, when the call began
   * @param askedAt of the answer
   * @return whether a time signed before this answer was about right
   */
  public synchronized boolean learn(Instant now, @Nullable Instant askedAt) {
    Duration before = offset == null ? Duration.ZERO : offset;
    offset = askedAt == null || !trustsDate ? before : Duration.between(now, askedAt);
    return offset.minus(before).abs().compareTo(MARGIN) <= 0;
  }

  /**
   * The time with which a probe is signed: just outside of the window.
   *
   * @param now of our clock
   */
  public synchronized Instant probeTime(Instant now) {
    return gatewayTime(now).minus(window()).minus(MARGIN);
  }

  /**
   * The gateway refused the probe, with a code that it has for this.
   *
   * @param now of our clock
   * @param code the gateway's
   */
  public synchronized void refused(Instant now, String code) {
    provenAt = now;
    enforced = true;
    staleCode = code;
  }

  /**
   * The gateway answered the probe: it does not enforce this window. The next larger one is to be probed, if there is one.
   *
   * @param now of our clock
   * @return whether all are known not to be enforced
   */
  public synchronized boolean answered(Instant now) {
    if (rung + 1 < windows.size()) {
      rung++;
      return false;
    }
    provenAt = now;
    enforced = false;
    return true;
  }

  /**
   * Under which a request would be sent that changes something; empty if a probe is needed first.
   *
   * @param now of our clock
   */
  public synchronized Optional<RequestValidity> validity(Instant now) {
    if (provenAt == null || now.isAfter(provenAt.plus(PROOF_LIFE)) || now.isBefore(provenAt.minus(MARGIN))) {
      return Optional.empty();
    }
    Instant there = gatewayTime(now);
    Instant signedAt = enforced && !givenUp && requestTtl != null ? there.minus(window()).plus(requestTtl) : there;
    Instant acceptedUntil = signedAt.plus(enforced ? window() : unenforcedLife);
    return Optional.of(
        new RequestValidity(signedAt, acceptedUntil, acceptedUntil.plus(MARGIN).plus(visibilityLag)));
  }

  /**
   * Whether a refusal of a request says that its time is too old; then no more requests are signed so.
   *
   * @param code the gateway's
   * @param signedAt of the request
   * @param now of our clock
   */
  public synchronized boolean isStale(String code, Instant signedAt, Instant now) {
    boolean stale = code.equals(staleCode) && signedAt.isBefore(gatewayTime(now).minus(window().dividedBy(2)));
    givenUp |= stale;
    return stale;
  }

  private synchronized Duration window() {
    return windows.get(rung);
  }
}
