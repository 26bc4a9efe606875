package io.autopurchase.spi;

import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Which events to list, and in which order. Immutable. */
@Immutable
public final class StoredEventQuery {
  private final EventFields fields;
  private final Set<String> types;
  @Nullable private final String afterId;
  @Nullable private final String beforeId;
  private final boolean oldestFirst;
  private final int limit;

  private StoredEventQuery(
      EventFields fields, Set<String> types, @Nullable String afterId, @Nullable String beforeId, boolean oldestFirst, int limit) {
    this.fields = fields;
    this.types = types;
    this.afterId = afterId;
    this.beforeId = beforeId;
    this.oldestFirst = oldestFirst;
    this.limit = limit;
  }

  /**
   * The newest events with these fields: the last id first.
   *
   * @param fields an event matches if it has every field that is present here, with exactly this value
   * @param limit from 1 to 1000
   */
  public static StoredEventQuery of(EventFields fields, int limit) {
    return new StoredEventQuery(fields, Set.of(), null, null, false, limit);
  }

  /**
   * Only those whose type is one of several.
   *
   * @param anyOf empty for any type
   */
  public StoredEventQuery types(Set<String> anyOf) {
    return new StoredEventQuery(fields, Set.copyOf(anyOf), afterId, beforeId, oldestFirst, limit);
  }

  /**
   * Only those whose id comes after this one, whether there is such an event or not; null for no bound.
   *
   * @param id itself excluded
   */
  public StoredEventQuery afterId(@Nullable String id) {
    return new StoredEventQuery(fields, types, id, beforeId, oldestFirst, limit);
  }

  /**
   * Only those whose id comes before this one, whether there is such an event or not; null for no bound.
   *
   * @param id itself excluded
   */
  public StoredEventQuery beforeId(@Nullable String id) {
    return new StoredEventQuery(fields, types, afterId, id, oldestFirst, limit);
  }

  /** In ascending order: the first id first. */
  public StoredEventQuery oldestFirst() {
    return new StoredEventQuery(fields, types, afterId, beforeId, true, limit);
  }

  /** An event must have every field that is present here, with exactly this value. */
  public EventFields fields() {
    return fields;
  }

  /** An event's type must be one of these; empty for any. */
  public Set<String> types() {
    return types;
  }

  /** Only events whose id comes after this one; empty from the beginning. */
  public Optional<String> afterId() {
    return Optional.ofNullable(afterId);
  }

  /** Only events whose id comes before this one; empty to the end. */
  public Optional<String> beforeId() {
    return Optional.ofNullable(beforeId);
  }

  /** Whether the first id comes first; otherwise the last one does. */
  public boolean isOldestFirst() {
    return oldestFirst;
  }

  /** How many events to return at most, from 1 to 1000. */
  public int limit() {
    return limit;
  }

  /**
   * Whether an event matches; for stores that look at each, and order ids as {@link String#compareTo} does.
   *
   * @param event as it is stored; its body is not looked at
   */
  public boolean matches(StoredEvent event) {
    EventFields there = event.fields();
    return isWanted(fields.type(), there.type())
        && isWanted(fields.orderId(), there.orderId())
        && isWanted(fields.lineId(), there.lineId())
        && isWanted(fields.activity(), there.activity())
        && isWanted(fields.provider(), there.provider())
        && isWanted(fields.login(), there.login())
        && (types.isEmpty() || there.type().filter(types::contains).isPresent())
        && (afterId == null || event.id().compareTo(afterId) > 0)
        && (beforeId == null || event.id().compareTo(beforeId) < 0);
  }

  private static boolean isWanted(Optional<String> wanted, Optional<String> there) {
    return wanted.isEmpty() || wanted.equals(there);
  }
}
