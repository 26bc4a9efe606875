package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** An activity for lists: {@link Activity} without its lines, its question and its journal. Immutable. */
@Immutable
public final class ActivitySummary {
  private final ActivityId id;
  private final ActivityType type;
  private final ActivityState state;
  private final String description;
  @Nullable private final SessionId session;
  @Nullable private final String orderId;
  private final Progress progress;
  @Nullable private final WaitReason reason;
  @Nullable private final Instant until;
  private final Instant createdAt;
  @Nullable private final Instant finishedAt;
  @Nullable private final String requestedBy;

  private ActivitySummary(Activity activity) {
    id = activity.id();
    type = activity.type();
    state = activity.state();
    description = activity.description();
    session = activity.session().orElse(null);
    orderId = activity.orderId().orElse(null);
    progress = activity.progress();
    reason = activity.reason().orElse(null);
    until = activity.until().orElse(null);
    createdAt = activity.createdAt();
    finishedAt = activity.finishedAt().orElse(null);
    requestedBy = activity.requestedBy().orElse(null);
  }

  /**
   * What a list shows of an activity.
   *
   * @param activity of which lines, question and journal are left out
   */
  public static ActivitySummary of(Activity activity) {
    return new ActivitySummary(activity);
  }

  /** Unique; ids of later activities sort after earlier ones. */
  public ActivityId id() {
    return id;
  }

  /** What it does. */
  public ActivityType type() {
    return type;
  }

  /** Its state. */
  public ActivityState state() {
    return state;
  }

  /** What it does, in words. */
  public String description() {
    return description;
  }

  /** The session in whose name it works; empty if its record cannot be read. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(session);
  }

  /** The host's order; empty if it concerns none or several. */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  /** How far it is. */
  public Progress progress() {
    return progress;
  }

  /** Why it waits; present only in the states {@code WAITING} and {@code PARKED}. */
  public Optional<WaitReason> reason() {
    return Optional.ofNullable(reason);
  }

  /** Until when it waits, if that is known. */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** When it was stored, to the millisecond. */
  public Instant createdAt() {
    return createdAt;
  }

  /** When it ended; empty while it is unfinished, and again after a retry. */
  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  /** Who asked for it, if the host said so. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(requestedBy);
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ActivitySummary && all().equals(((ActivitySummary) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(id, type, state, description, session, orderId, progress, reason, until, createdAt, finishedAt, requestedBy);
  }

  @Override
  public String toString() {
    return type + " " + id + " " + state;
  }
}
