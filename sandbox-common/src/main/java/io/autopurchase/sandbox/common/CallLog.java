package io.autopurchase.sandbox.common;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The requests that came, the latest hundred thousand, and what was strange about them. Thread-safe.
 *
 * @param <C> a request
 */
@ThreadSafe
public final class CallLog<C> {
  private static final int KEPT_CALLS = 100_000;
  private static final int KEPT_ANOMALIES = 10_000;

  private final Deque<C> calls = new ArrayDeque<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<Anomaly, Long> anomalies = new LinkedHashMap<>();
  private int sequence;

  /** Something strange about requests to an API; never a secret, only names and what is wrong. */
  public record Anomaly(String api, String what) {}

  /**
   * @param call makes it, given its number from 1
   */
  public synchronized void add(String api, List<String> odd, IntFunction<C> call) {
    calls.add(call.apply(++sequence));
    if (calls.size() > KEPT_CALLS) {
      calls.remove();
    }
    counts.merge(api, 1L, Long::sum);
    for (String what : odd) {
      Anomaly anomaly = new Anomaly(api, what);
      if (anomalies.size() < KEPT_ANOMALIES || anomalies.containsKey(anomaly)) {
        anomalies.merge(anomaly, 1L, Long::sum);
      }
    }
  }

  public synchronized List<C> calls() {
    return List.copyOf(calls);
  }

  /** How many came to an API. */
  public synchronized long count(String api) {
    return counts.getOrDefault(api, 0L);
  }

  /** What was strange, and how often; the first ten thousand different things. */
  public synchronized Map<Anomaly, Long> anomalies() {
    return new LinkedHashMap<>(anomalies);
  }
}
