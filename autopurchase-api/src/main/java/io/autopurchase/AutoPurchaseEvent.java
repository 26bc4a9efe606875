package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A change that was committed. It is delivered to listeners at least once, with an id that stays the same when it is
 * repeated, and is kept as the audit trail.
 */
@Immutable
public final class AutoPurchaseEvent {
  /**
   * An activity changed its state; {@code newValue} is the state. Its creation is not such an event: {@link #ACTIVITY_REQUESTED} reports
   * who requested it. Each look-up between two waits adds changes to {@code RUNNING} and back.
   */
  public static final String ACTIVITY_CHANGED = "ACTIVITY_CHANGED";

  /** The {@link #actor()} of an answer that a policy of the request gave: {@value}. */
  public static final String POLICY_ACTOR = "policy";

  /** The {@link #actor()} of an answer that is the default of a question whose deadline has passed: {@value}. */
  public static final String DEADLINE_ACTOR = "deadline";

  /** A question was asked; {@code newValue} is its code, {@code questionId} is in the attributes. */
  public static final String QUESTION_ASKED = "QUESTION_ASKED";

  /** A question was answered; {@code newValue} is the option, the actor who gave it. */
  public static final String QUESTION_ANSWERED = "QUESTION_ANSWERED";

  /**
   * A purchase changed its status or its group; {@code newValue} is the status, or the group if it has none. Both values are the same if
   * something else changed that no type of its own reports, such as a refund or the provider's own word for the status.
   */
  public static final String PURCHASE_CHANGED = "PURCHASE_CHANGED";

  /**
   * A purchase has other tracking numbers: {@code oldValue} and {@code newValue} are the numbers, separated by blanks, each absent if there
   * were none. The carriers are in the {@link Purchase}.
   */
  public static final String TRACKING_CHANGED = "TRACKING_CHANGED";

  /** The cost of a purchase changed: {@code oldValue} and {@code newValue} are amounts, such as {@code 12.50 CNY}. */
  public static final String COST_CHANGED = "COST_CHANGED";

  /**
   * An order was sent to be paid: {@code newValue} is what was to be paid for it, all of its lines and freight included, the actor who
   * approved it. The attribute {@code answered} is {@code false} if no answer came; then the request may not have arrived. Emitted for
   * each line.
   */
  public static final String PAYMENT_SENT = "PAYMENT_SENT";

  /** An order that was sent to be paid shows as paid: {@code newValue} is what it cost, the actor who approved it. Emitted for each line. */
  public static final String PAYMENT_CONFIRMED = "PAYMENT_CONFIRMED";

  /**
   * An order that was sent to be paid was refused, or did not show as paid in time; then synchronization shows it if it is paid after all.
   * {@code newValue} is what was to be paid, the attribute {@code code} says why. Emitted for each line.
   */
  public static final String PAYMENT_FAILED = "PAYMENT_FAILED";

  /** A session was authorized, lost its authorization, was disabled, enabled or removed; {@code newValue} is the state, or {@code REMOVED}. */
  public static final String SESSION_CHANGED = "SESSION_CHANGED";

  /**
   * An order that the engine placed is open at the provider and linked to no line, although the activity that placed it has ended; {@code
   * newValue} is the provider's id. Each is reported once. A person should look at it.
   */
  public static final String ORDER_ORPHANED = "ORDER_ORPHANED";

  /**
   * The provider no longer shows an order to which a line is linked: {@link #newValue()} is its number, the attribute {@code reads} the
   * number of readings without it. Emitted for each such line, after about a day, and again when the search ends.
   */
  public static final String ORDER_NOT_SHOWN = "ORDER_NOT_SHOWN";

  /**
   * The authorization of a session ends soon, and a person should give a new one; {@code newValue} is when, in ISO 8601. Emitted once for
   * each authorization; and once more, with the attribute {@code reason} {@code REFRESH_UNANSWERED}, if several consecutive attempts to
   * refresh its tokens had no answer.
   */
  public static final String SESSION_EXPIRING = "SESSION_EXPIRING";

  /**
   * A purchase costs more than was approved, or its excess has grown; the values are of {@link PriceVariance}. In the attributes are
   * {@code approved} and {@code cost}.
   */
  public static final String COST_EXCEEDED = "COST_EXCEEDED";

  /**
   * An actor requested an activity, or an operation on one: {@code newValue} is {@code START}, {@code INTERRUPT} or {@code RETRY}, the
   * actor who did. In the attributes of a payment that a person had approved before is {@code approvedBy}. Interruptions and retries are
   * requested while a run may be at work, so these events have no order relative to the other events of their activity.
   */
  public static final String ACTIVITY_REQUESTED = "ACTIVITY_REQUESTED";

  /** An actor asked to authorize or to refresh a session: {@code newValue} is {@code AUTHORIZE} or {@code REFRESH}, the actor who did. */
  public static final String SESSION_REQUESTED = "SESSION_REQUESTED";

  /** Only in the audit trail, never given to listeners: it was written by another release, or is damaged. */
  public static final String UNREADABLE = "UNREADABLE";

  private final String id;
  private final String type;
  private final Instant at;
  private final Builder values;

  private AutoPurchaseEvent(Builder builder) {
    id = builder.id;
    type = builder.type;
    at = builder.at;
    values = builder.copy();
  }

  /**
   * @param id unique; later ids of one activity sort after earlier ones
   * @param type one of the constants of this class
   * @param at when the change was committed, to the millisecond
   */
  public static Builder builder(String id, String type, Instant at) {
    return new Builder(id, type, at);
  }

  /** Unique, and the same each time the event is delivered: listeners detect repeated events by it. */
  public String id() {
    return id;
  }

  /** One of the constants here; more may come. */
  public String type() {
    return type;
  }

  /** When the change was committed, to the millisecond. */
  public Instant at() {
    return at;
  }

  /** The activity that made the change; empty for changes of sessions, and for {@link #UNREADABLE}. */
  public Optional<ActivityId> activity() {
    return Optional.ofNullable(values.activity);
  }

  /** The host's order that the event concerns, with or without one of its lines; empty if it concerns none or several. */
  public Optional<String> orderId() {
    return Optional.ofNullable(values.line == null ? values.orderId : values.line.orderId());
  }

  /** The line that changed; empty if the event is not about a single line. */
  public Optional<LineKey> line() {
    return Optional.ofNullable(values.line);
  }

  /** The session that changed, or in whose name the activity works; empty for {@link #UNREADABLE}. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  /** The value before; empty if there was none or it is not known. Its meaning depends on the {@link #type()}. */
  public Optional<String> oldValue() {
    return Optional.ofNullable(values.oldValue);
  }

  /** The value now; empty if there is none. Its meaning depends on the {@link #type()}. */
  public Optional<String> newValue() {
    return Optional.ofNullable(values.newValue);
  }

  /**
   * The actor that caused it: the name of a person as the host gave it, or {@link #POLICY_ACTOR} or {@link #DEADLINE_ACTOR} for an answer
   * that no person gave. A host cannot give these two names. Empty for what the engine does by itself, or if the host gave no name.
   */
  public Optional<String> actor() {
    return Optional.ofNullable(values.actor);
  }

  /** Whether a person caused it: there is an {@link #actor()}, and it is neither a policy nor a deadline. */
  public boolean byPerson() {
    return actor().filter(name -> !name.equals(POLICY_ACTOR) && !name.equals(DEADLINE_ACTOR)).isPresent();
  }

  /** More facts, by name; sorted. */
  public Map<String, String> attributes() {
    return values.attributes;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AutoPurchaseEvent && all().equals(((AutoPurchaseEvent) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(values.id, values.type, values.at, values.activity, orderId(), values.line, values.session, values.oldValue, values.newValue, values.actor, values.attributes);
  }

  @Override
  public String toString() {
    return type + " " + id
        + newValue().map(v -> " " + v).orElse("")
        + line().map(l -> " of line " + l).or(() -> activity().map(a -> " of activity " + a)).orElse("")
        + session().map(s -> " of " + s).orElse("");
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String id;
    private final String type;
    private final Instant at;
    @Nullable private ActivityId activity;
    @Nullable private String orderId;
    @Nullable private LineKey line;
    @Nullable private SessionId session;
    @Nullable private String oldValue;
    @Nullable private String newValue;
    @Nullable private String actor;
    private Map<String, String> attributes = Map.of();

    private Builder(String id, String type, Instant at) {
      this.id = id;
      this.type = type;
      this.at = at;
    }

    private Builder copy() {
      return new Builder(id, type, at)
          .activity(activity)
          .orderId(orderId)
          .line(line)
          .session(session)
          .change(oldValue, newValue)
          .actor(actor)
          .attributes(Collections.unmodifiableMap(new TreeMap<>(attributes)));
    }

    /**
     * The activity that made the change; none by default.
     *
     * @param value null for none
     */
    public Builder activity(@Nullable ActivityId value) {
      activity = value;
      return this;
    }

    /**
     * The host's order that the event is about; that of the line by default.
     *
     * @param value null for none, or that of the line
     */
    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    /**
     * The line that changed; none by default.
     *
     * @param value null for none
     */
    public Builder line(@Nullable LineKey value) {
      line = value;
      return this;
    }

    /**
     * The session that changed, or in whose name the activity works; none by default.
     *
     * @param value null for none
     */
    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    /**
     * The values before and now; neither by default.
     *
     * @param from the value before; null for none
     * @param to the value now; null for none
     */
    public Builder change(@Nullable String from, @Nullable String to) {
      oldValue = from;
      newValue = to;
      return this;
    }

    /**
     * The name of the person who caused it; none by default.
     *
     * @param value null for none
     */
    public Builder actor(@Nullable String value) {
      actor = value;
      return this;
    }

    /**
     * More facts; none by default.
     *
     * @param value by name; copied and sorted by {@link #build}
     */
    public Builder attributes(Map<String, String> value) {
      attributes = value;
      return this;
    }

    /** Builds the event; the builder can be used again. */
    @CheckReturnValue
    public AutoPurchaseEvent build() {
      return new AutoPurchaseEvent(this);
    }
  }
}
