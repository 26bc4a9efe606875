package io.autopurchase.core.activity;

import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/** What this process alone knows of its health: which calls are under way, and whether its sweeps succeed. Thread-safe. */
@ThreadSafe
public final class NodeHealth {
  private final TimeSource time;

  @GuardedBy("this")
  private final Map<Object, Call> calls = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Missing> missing = new TreeMap<>();

  @GuardedBy("this")
  private boolean hasSwept;

  @GuardedBy("this")
  private boolean lastSweepFailed;

  @GuardedBy("this")
  private long lastSweepNanos;

  NodeHealth(TimeSource time) {
    this.time = time;
  }

  /** A call that is under way. */
  public record Call(String activity, long begunNanos, Duration timeout) {}

  /** A provider that this node cannot call. */
  public record Missing(String provider, String why, long sinceNanos) {}

  /** Returns whether that is new. */
  synchronized boolean isMissing(String provider, String why) {
    return missing.putIfAbsent(provider, new Missing(provider, why, time.nanoTime())) == null;
  }

  public synchronized List<Missing> missing() {
    return List.copyOf(missing.values());
  }

  public Duration age(Missing provider) {
    return Duration.ofNanos(time.nanoTime() - provider.sinceNanos());
  }

  /** A call begins; the result ends it. */
  synchronized Runnable begin(String activity, Duration timeout) {
    Object key = new Object();
    calls.put(key, new Call(activity, time.nanoTime(), timeout));
    return () -> end(key);
  }

  private synchronized void end(Object key) {
    calls.remove(key);
  }

  synchronized void swept(boolean failed) {
    hasSwept = true;
    lastSweepFailed = failed;
    lastSweepNanos = time.nanoTime();
  }

  /** Calls that take more than twice their time. */
  public synchronized List<Call> stuck() {
    List<Call> stuck = new ArrayList<>();
    for (Call call : calls.values()) {
      if (age(call).compareTo(call.timeout().multipliedBy(2)) > 0) {
        stuck.add(call);
      }
    }
    return stuck;
  }

  public Duration age(Call call) {
    return Duration.ofNanos(time.nanoTime() - call.begunNanos());
  }

  /** Whether the last look for due activities failed. */
  public synchronized boolean isSweepFailing() {
    return lastSweepFailed;
  }

  /** How long ago it was looked last; zero if nothing has looked yet, as in programs that run activities themselves. */
  public synchronized Duration sinceSweep() {
    return hasSwept ? Duration.ofNanos(time.nanoTime() - lastSweepNanos) : Duration.ZERO;
  }
}
