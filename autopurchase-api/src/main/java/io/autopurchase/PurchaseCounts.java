package io.autopurchase;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of purchases, by group and status. A line that is not linked counts as {@link PurchaseGroup#READY} even while an activity holds
 * it, because a count does not look up each line. Immutable.
 */
@Immutable
public final class PurchaseCounts {
  private final Map<PurchaseGroup, Map<PurchaseStatus, Long>> counts;
  private final Map<PurchaseGroup, Long> withoutStatus;
  private final boolean exact;

  private PurchaseCounts(Builder builder) {
    Map<PurchaseGroup, Map<PurchaseStatus, Long>> copy = new EnumMap<>(PurchaseGroup.class);
    builder.counts.forEach((group, ofGroup) -> copy.put(group, Collections.unmodifiableMap(new EnumMap<>(ofGroup))));
    counts = Collections.unmodifiableMap(copy);
    withoutStatus = Collections.unmodifiableMap(new EnumMap<>(builder.withoutStatus));
    exact = builder.exact;
  }

  /** Starts with none. */
  public static Builder builder() {
    return new Builder();
  }

  /** Of all groups, with and without a status. */
  public long total() {
    return counts.values().stream().mapToLong(PurchaseCounts::sum).sum() + sum(withoutStatus);
  }

  /**
   * Of one group, with any status or none.
   *
   * @param group those in this group
   */
  public long of(PurchaseGroup group) {
    return sum(counts.getOrDefault(group, Map.of())) + withoutStatus(group);
  }

  /**
   * Of one status, in all groups.
   *
   * @param status those with this status
   */
  public long of(PurchaseStatus status) {
    return counts.values().stream().mapToLong(ofGroup -> ofGroup.getOrDefault(status, 0L)).sum();
  }

  /**
   * Of one status in one group.
   *
   * @param group those in this group
   * @param status those with this status
   */
  public long of(PurchaseGroup group, PurchaseStatus status) {
    return counts.getOrDefault(group, Map.of()).getOrDefault(status, 0L);
  }

  /**
   * Of one group, without a status: no order of these lines is known.
   *
   * @param group those in this group
   */
  public long withoutStatus(PurchaseGroup group) {
    return withoutStatus.getOrDefault(group, 0L);
  }

  /** By group, then by status; groups and statuses without any are absent, and so are lines without a status. */
  public Map<PurchaseGroup, Map<PurchaseStatus, Long>> byGroupAndStatus() {
    return counts;
  }

  /** Whether every number is exact. A number that would cost too much to count exactly is a lower bound of about ten thousand. */
  public boolean isExact() {
    return exact;
  }

  private static long sum(Map<?, Long> numbers) {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PurchaseCounts
        && counts.equals(((PurchaseCounts) other).counts)
        && withoutStatus.equals(((PurchaseCounts) other).withoutStatus)
        && exact == ((PurchaseCounts) other).exact;
  }

  @Override
  public int hashCode() {
    return counts.hashCode() + withoutStatus.hashCode();
  }

  @Override
  public String toString() {
    return (exact ? "" : "at least ") + counts + ", without status " + withoutStatus;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final Map<PurchaseGroup, Map<PurchaseStatus, Long>> counts = new EnumMap<>(PurchaseGroup.class);
    private final Map<PurchaseGroup, Long> withoutStatus = new EnumMap<>(PurchaseGroup.class);
    private boolean exact = true;

    private Builder() {}

    /**
     * Adds some.
     *
     * @param group their group
     * @param status their status; null if they have none
     * @param count how many, from 0
     * @param isExact false if there may be more
     */
    public Builder add(PurchaseGroup group, @Nullable PurchaseStatus status, long count, boolean isExact) {
      if (count > 0 && status == null) {
        withoutStatus.merge(group, count, Long::sum);
      } else if (count > 0) {
        counts.computeIfAbsent(group, key -> new EnumMap<>(PurchaseStatus.class)).merge(status, count, Long::sum);
      }
      exact &= isExact;
      return this;
    }

    /** Builds the counts; the builder can be used again. */
    @CheckReturnValue
    public PurchaseCounts build() {
      return new PurchaseCounts(this);
    }
  }
}
