package io.autopurchase;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/** Numbers of activities, by state and type. Immutable. */
@Immutable
public final class ActivityCounts {
  private final Map<ActivityState, Map<ActivityType, Long>> counts;
  private final boolean exact;

  private ActivityCounts(Map<ActivityState, Map<ActivityType, Long>> counts, boolean exact) {
    this.counts = counts;
    this.exact = exact;
  }

  /** Starts with none. */
  public static Builder builder() {
    return new Builder();
  }

  /** Of all states and types. */
  public long total() {
    return counts.values().stream().mapToLong(ActivityCounts::sum).sum();
  }

  /**
   * Of one state, of all types.
   *
   * @param state those in this state
   */
  public long of(ActivityState state) {
    return sum(counts.getOrDefault(state, Map.of()));
  }

  /**
   * Of one type, in all states.
   *
   * @param type those of this type
   */
  public long of(ActivityType type) {
    return counts.values().stream().mapToLong(ofState -> ofState.getOrDefault(type, 0L)).sum();
  }

  /**
   * Of one type in one state.
   *
   * @param state those in this state
   * @param type those of this type
   */
  public long of(ActivityState state, ActivityType type) {
    return counts.getOrDefault(state, Map.of()).getOrDefault(type, 0L);
  }

  /** By state, then by type; states and types without any are absent. */
  public Map<ActivityState, Map<ActivityType, Long>> byStateAndType() {
    return counts;
  }

  /** Whether every number is exact. A number that would cost too much to count exactly is a lower bound of about ten thousand. */
  public boolean isExact() {
    return exact;
  }

  private static long sum(Map<ActivityType, Long> ofState) {
    return ofState.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ActivityCounts && counts.equals(((ActivityCounts) other).counts) && exact == ((ActivityCounts) other).exact;
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return (exact ? "" : "at least ") + counts;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final Map<ActivityState, Map<ActivityType, Long>> counts = new EnumMap<>(ActivityState.class);
    private boolean exact = true;

    private Builder() {}

    /**
     * Adds some.
     *
     * @param state their state
     * @param type their type
     * @param count how many, from 0
     * @param isExact false if there may be more
     */
    public Builder add(ActivityState state, ActivityType type, long count, boolean isExact) {
      if (count > 0) {
        counts.computeIfAbsent(state, key -> new EnumMap<>(ActivityType.class)).merge(type, count, Long::sum);
      }
      exact &= isExact;
      return this;
    }

    /** Builds the counts; the builder can be used again. */
    @CheckReturnValue
    public ActivityCounts build() {
      Map<ActivityState, Map<ActivityType, Long>> copy = new EnumMap<>(ActivityState.class);
      counts.forEach((state, ofState) -> copy.put(state, Collections.unmodifiableMap(new EnumMap<>(ofState))));
      return new ActivityCounts(Collections.unmodifiableMap(copy), exact);
    }
  }
}
