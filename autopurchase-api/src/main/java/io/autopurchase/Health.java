package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The issues of the engine that need attention, as this node sees them: stuck calls, sweeps and listeners are those of this process,
 * everything else is read from the shared store. Immutable.
 */
@Immutable
public final class Health {
  private final Instant at;
  private final List<Issue> issues;
  private final boolean complete;
  private final int undeliveredEvents;

  private Health(Instant at, List<Issue> issues, boolean complete, int undeliveredEvents) {
    this.at = at;
    this.issues = List.copyOf(issues);
    this.complete = complete;
    this.undeliveredEvents = undeliveredEvents;
  }

  /**
   * @param at when it was looked
   * @param issues what needs attention, the most urgent kind first; copied
   * @param complete whether all issues are listed
   * @param undeliveredEvents events that wait for longer than a minute
   */
  public static Health of(Instant at, List<Issue> issues, boolean complete, int undeliveredEvents) {
    return new Health(at, issues, complete, undeliveredEvents);
  }

  /** When it was looked. */
  public Instant at() {
    return at;
  }

  /** What needs attention, the most urgent kind first; at most 100 of each kind. */
  public List<Issue> issues() {
    return issues;
  }

  /** Whether {@link #issues()} has all issues, and not only the first ones of some kind. */
  public boolean complete() {
    return complete;
  }

  /**
   * How many events have waited for longer than a minute for a listener to take them, counted up to 1000. If no engine has a
   * listener, these are all events, and none of them is an issue.
   */
  public int undeliveredEvents() {
    return undeliveredEvents;
  }

  /** Whether nothing needs attention. */
  public boolean healthy() {
    return issues.isEmpty();
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Health && all().equals(((Health) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(at, issues, complete, undeliveredEvents);
  }

  @Override
  public String toString() {
    return healthy() ? "healthy" : issues.toString();
  }

  /** The kinds of issues. More may come: a switch needs a default. */
  public enum Code {
    /** The store cannot say which activities are due, or has not been asked for minutes: this node starts no work. */
    SWEEP_FAILING,
    /**
     * This node lacks a provider, or its settings are wrong: it leaves the provider's activities to other nodes. The subject is the
     * provider's id.
     */
    PROVIDER_MISSING,
    /** A call to a provider's adapter has not returned long after its time-out: it holds a worker of this node. */
    STUCK_CALL,
    /** An activity was started several times without progress; it waits for a retry or an interruption. */
    PARKED_ACTIVITY,
    /** An activity, or a record that it needs, cannot be read: the activity is set aside. */
    UNREADABLE_RECORD,
    /** The outcome of an order that was sent is unknown. */
    ORDER_IN_DOUBT,
    /** A person must sign in for the session; activities that need it wait. */
    SESSION_NEEDS_AUTHORIZATION,
    /** The authorization of a session ends soon. */
    SESSION_EXPIRING,
    /** The last synchronization of a session failed. */
    SYNCHRONIZATION_FAILED,
    /**
     * A listener of this node has not returned from an event for longer than a minute. It gets no other event until then; other listeners
     * are not affected.
     */
    LISTENER_BLOCKED,
    /**
     * A listener of this node has failed at an event for longer than a minute. The event is delivered repeatedly, and the later events of
     * its activity wait.
     */
    LISTENER_FAILING,
    /** Events wait for longer than a minute, because a listener of this engine blocks or fails. */
    UNDELIVERED_EVENTS
  }

  /**
   * One thing that needs attention. Immutable.
   *
   * @param code the kind
   * @param subject what it is about: an activity, a session as {@code provider/login}, a listener's class, or empty
   * @param since since when; null if that is not known
   * @param message for people
   */
  @Immutable
  public record Issue(Code code, String subject, @Nullable Instant since, String message) {
    /**
     * Checks that only {@code since} is null.
     *
     * @param code the kind
     * @param subject what it is about, or empty
     * @param since since when; null if that is not known
     * @param message for people
     */
    public Issue {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(message, "message");
    }
  }
}
