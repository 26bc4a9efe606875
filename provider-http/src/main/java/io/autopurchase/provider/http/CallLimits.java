package io.autopurchase.provider.http;

import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/**
 * How often the application may call, by its own rule and by the gateway's: so many calls in a second in all, and of one
 * API; and after a "too many" none until the ban ends, in whichever session's name. Nothing sleeps here: a call that is one
 * too many is not made. The time is that of the calls. Thread-safe.
 */
@ThreadSafe
public final class CallLimits {
  private static final String ALL = "";
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Into which calls that belong together may be counted. */
  private static final Duration LONGEST_ADVANCE = Duration.ofSeconds(10);

  private final int perSecond;
  private final int perSecondAndApi;

  // Guarded by this, as what follows.
  private final Map<String, Calls> made = new HashMap<>();

  private final Map<String, Ban> bans = new HashMap<>();

  /**
   * @param perSecond calls of all APIs together; 0 for no limit
   * @param perSecondAndApi calls of each; 0 for no limit
   */
  public CallLimits(int perSecond, int perSecondAndApi) {
    this.perSecond = perSecond;
    this.perSecondAndApi = perSecondAndApi;
  }

  /**
   * Counts a call, or says why it must not be made now.
   *
   * @param path of the API
   * @param now of the call
   */
  public <T> Optional<ProviderResult<T>> take(String path, Instant now) {
    return take(path, 1, now);
  }

  /**
   * Counts calls that belong together, or says why they must not be made now. More than a second's worth are let pass if there were no
   * others within the last second; the seconds after it are then taken as well.
   *
   * @param path of the API
   * @param calls how many
   * @param now of the first call
   */
  public synchronized <T> Optional<ProviderResult<T>> take(String path, int calls, Instant now) {
    for (String scope : new String[] {ALL, path}) {
      Ban ban = bans.get(scope);
      if (ban != null && !ban.holds(now)) {
        bans.remove(scope);
      } else if (ban != null) {
        return Optional.of(limited(ban.code, "the gateway wants a pause", Duration.between(now, ban.until)));
      }
    }
    Calls all = calls(ALL, perSecond, now);
    Calls one = calls(path, perSecondAndApi, now);
    Duration pause = Collections.max(List.of(all.pause(calls, now), one.pause(calls, now)));
    if (!pause.isZero()) {
      return Optional.of(limited(ProviderResult.Limited.OWN_LIMIT, "enough calls for this second", pause));
    }
    all.add(calls, now);
    one.add(calls, now);
    return Optional.empty();
  }

  /**
   * Counts calls that have to be made, whatever the budget is: others wait for them.
   *
   * @param path of the API
   * @param calls how many
   * @param now of the first call
   */
  public synchronized void charge(String path, int calls, Instant now) {
    calls(ALL, perSecond, now).add(calls, now);
    calls(path, perSecondAndApi, now).add(calls, now);
  }

  /**
   * The gateway says that there are too many calls of an API.
   *
   * @param path of the API
   * @param code the gateway's
   * @param pause for which it is left alone
   * @param now of the call
   */
  public synchronized void ban(String path, String code, Duration pause, Instant now) {
    bans.put(path, new Ban(code, now, now.plus(pause)));
  }

  /**
   * The gateway says that there are too many calls of all APIs together.
   *
   * @param code the gateway's
   * @param pause for which it is left alone
   * @param now of the call
   */
  public synchronized void banAll(String code, Duration pause, Instant now) {
    ban(ALL, code, pause, now);
  }

  private Calls calls(String scope, int most, Instant now) {
    Calls calls = made.computeIfAbsent(scope, key -> new Calls(most));
    calls.forget(now);
    return calls;
  }

  private static <T> ProviderResult<T> limited(String code, String message, Duration pause) {
    return new ProviderResult.Limited<>(code, message, pause);
  }

  /** The calls of the last second, as far as they count. */
  private static final class Calls {
    private final int most;
    private final Deque<Instant> times = new ArrayDeque<>();

    /**
     * @param most 0 for no limit
     */
    Calls(int most) {
      this.most = most;
    }

    /** A clock that was set back makes a clean slate. */
    void forget(Instant now) {
      times.removeIf(time -> !time.isAfter(now.minus(SECOND)) || time.isAfter(now.plus(LONGEST_ADVANCE)));
    }

    Duration pause(int calls, Instant now) {
      int excess = times.size() + calls - most;
      if (most == 0 || times.isEmpty() || excess <= 0) {
        return Duration.ZERO;
      }
      Instant lastToEnd = times.stream().sorted().skip(Math.min(excess, times.size()) - 1L).findFirst().orElseThrow();
      return Duration.between(now, lastToEnd.plus(SECOND));
    }

    /** Calls beyond a second's worth count in the seconds to come. */
    void add(int calls, Instant now) {
      for (int i = 0; i < calls && most > 0; i++) {
        times.add(now.plus(SECOND.multipliedBy(Math.min(i / most, LONGEST_ADVANCE.toSeconds()))));
      }
    }
  }

  private record Ban(String code, Instant since, Instant until) {
    boolean holds(Instant now) {
      return now.isBefore(until) && !now.isBefore(since.minus(SECOND));
    }
  }
}
