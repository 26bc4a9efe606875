package io.autopurchase.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** From one moment, itself included, up to another one, itself excluded; either end may be open. Immutable. */
@Immutable
public final class TimeRange {
  /** Open at both ends: any time, and none. */
  public static final TimeRange ANY = new TimeRange(null, null);

  @Nullable private final Instant since;
  @Nullable private final Instant until;

  private TimeRange(@Nullable Instant since, @Nullable Instant until) {
    this.since = since;
    this.until = until;
  }

  /**
   * A range. One that ends where it begins, or before, holds no time.
   *
   * @param since the first moment, to the millisecond; null without a beginning
   * @param until the first moment that is not in it; null without an end
   */
  public static TimeRange of(@Nullable Instant since, @Nullable Instant until) {
    return since == null && until == null ? ANY : new TimeRange(since, until);
  }

  /** The first moment; empty without a beginning. */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /** The first moment that is not in the range; empty without an end. */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** Whether both ends are open, so that also a record without this time matches. */
  public boolean isAny() {
    return since == null && until == null;
  }

  /**
   * Whether a time is in it.
   *
   * @param time empty if there is none, which only {@link #ANY} includes
   */
  public boolean includes(Optional<Instant> time) {
    return isAny() || time.filter(at -> (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until))).isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeRange && Objects.equals(since, ((TimeRange) other).since) && Objects.equals(until, ((TimeRange) other).until);
  }

  @Override
  public int hashCode() {
    return Objects.hash(since, until);
  }

  @Override
  public String toString() {
    return isAny() ? "any time" : (since == null ? "" : "from " + since) + (until == null ? "" : " until " + until);
  }
}
