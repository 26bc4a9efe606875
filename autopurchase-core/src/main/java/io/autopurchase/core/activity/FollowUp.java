package io.autopurchase.core.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.annotation.Nullable;

/** The looks at the outcome of a request that a provider carries out later: their pauses, and when there were enough of them. */
public final class FollowUp {
  private static final Duration LAST_PAUSE = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** With their pauses they take about as long, by whatever clock the request was noted. */
  private static final int LEAST_LOOKS = 20;

  private FollowUp() {}

  /**
   * The pause before the next look.
   *
   * @param first before the first one
   * @param looks that were made
   */
  public static Duration pause(Duration first, int looks) {
    return Duration.ofMillis(Math.min(first.toMillis() << Math.min(looks, 10), LAST_PAUSE.toMillis()));
  }

  /**
   * Whether what was asked for should show by now. A clock that was behind when it was sent, or is ahead now, shortens nothing, and neither
   * do looks that came early.
   *
   * @param since when it was sent, by the clock of the node that sent it; null only if there were no looks yet
   */
  public static boolean hasLasted(@Nullable Instant since, int looks, Instant now) {
    return looks >= LEAST_LOOKS && now.isAfter(Objects.requireNonNull(since, "when it was sent").plus(PATIENCE));
  }
}
