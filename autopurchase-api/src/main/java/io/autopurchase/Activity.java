package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** A durable background job, as of when it was read. */
@Immutable
public final class Activity {
  private final Builder values;

  private Activity(Builder builder) {
    values = builder.copy();
  }

  /**
   * Starts an activity without further values.
   *
   * @param id the activity's id
   * @param type what it does
   * @param state its state
   */
  public static Builder builder(ActivityId id, ActivityType type, ActivityState state) {
    return new Builder(id, type, state);
  }

  /** Unique within the store. */
  public ActivityId id() {
    return values.id;
  }

  /** What it does; {@link ActivityType#UNKNOWN} if this release does not know the type. */
  public ActivityType type() {
    return values.type;
  }

  /** Its state when it was read. */
  public ActivityState state() {
    return values.state;
  }

  /** For people, such as {@code Book 3 lines of ORD-0000000053}. */
  public String description() {
    return values.description;
  }

  /** The session in whose name it calls the provider; empty only if its record cannot be read. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  /** The host's order; empty for a synchronization, and for a payment of lines of several orders. */
  public Optional<String> orderId() {
    return Optional.ofNullable(values.orderId);
  }

  /** Units of work done and in total; the unit depends on the type. 0 of 0 if nothing is known yet. */
  public Progress progress() {
    return values.progress;
  }

  /** One for each line of the plan, in its order. */
  public List<LineResult> lines() {
    return values.lines;
  }

  /** Open while the state is {@link ActivityState#WAITING_FOR_ANSWER}. */
  public Optional<Question> question() {
    return Optional.ofNullable(values.question);
  }

  /** What happened, oldest first; the oldest entries of a very long activity are dropped. */
  public List<JournalEntry> journal() {
    return values.journal;
  }

  /** Why it waits; present only in the states {@code WAITING} and {@code PARKED}. */
  public Optional<WaitReason> reason() {
    return Optional.ofNullable(values.reason);
  }

  /** Until when it waits, if that is known. */
  public Optional<Instant> until() {
    return Optional.ofNullable(values.until);
  }

  /** When it was stored, to the millisecond. */
  public Instant createdAt() {
    return values.createdAt;
  }

  /** When it ended; empty while it is unfinished, and again after a retry. */
  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(values.finishedAt);
  }

  /** Who asked for it, if the host said so. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(values.requestedBy);
  }

  /** Whether it has ended and every line reached the goal of the activity. */
  public boolean succeeded() {
    return state() == ActivityState.COMPLETED && lines().stream().allMatch(line -> line.outcome().isSuccess());
  }

  /** Whether it does not continue without a person: it has ended, or {@linkplain #needsPerson() a person must act}. */
  public boolean rests() {
    return state().isFinished() || needsPerson();
  }

  /**
   * Whether only a person can continue it: it asks, is parked until it is retried, or cannot be read by this release. An activity whose
   * session needs authorization does not count; see {@link Health}.
   */
  public boolean needsPerson() {
    return state() == ActivityState.WAITING_FOR_ANSWER
        || state() == ActivityState.PARKED
        || state() == ActivityState.WAITING && reason().filter(WaitReason.UNREADABLE::equals).isPresent();
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Activity && all().equals(((Activity) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(values.id, values.type, values.state, values.description, values.session, values.orderId, values.progress, values.lines, values.question, values.journal, values.reason, values.until, values.createdAt, values.finishedAt, values.requestedBy);
  }

  @Override
  public String toString() {
    return type() + " " + id() + " " + state() + " " + progress().percent() + " %";
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final ActivityId id;
    private final ActivityType type;
    private final ActivityState state;
    private String description = "";
    @Nullable private SessionId session;
    @Nullable private String orderId;
    private Progress progress = new Progress(0, 0);
    private List<LineResult> lines = List.of();
    @Nullable private Question question;
    private List<JournalEntry> journal = List.of();
    @Nullable private WaitReason reason;
    @Nullable private Instant until;
    private Instant createdAt = Instant.EPOCH;
    @Nullable private Instant finishedAt;
    @Nullable private String requestedBy;

    private Builder(ActivityId id, ActivityType type, ActivityState state) {
      this.id = id;
      this.type = type;
      this.state = state;
    }

    private Builder copy() {
      return new Builder(id, type, state)
          .description(description)
          .session(session)
          .orderId(orderId)
          .progress(progress)
          .lines(List.copyOf(lines))
          .question(question)
          .journal(List.copyOf(journal))
          .waiting(reason, until)
          .createdAt(createdAt)
          .finishedAt(finishedAt)
          .requestedBy(requestedBy);
    }

    /**
     * For people; empty text by default.
     *
     * @param value one line of text
     */
    public Builder description(String value) {
      description = value;
      return this;
    }

    /**
     * The session in whose name it calls the provider; none by default.
     *
     * @param value null for none
     */
    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    /**
     * The host's order; none by default.
     *
     * @param value null for none
     */
    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    /**
     * How far it is; 0 of 0 by default.
     *
     * @param value units done and in all
     */
    public Builder progress(Progress value) {
      progress = value;
      return this;
    }

    /**
     * One result for each line; empty by default.
     *
     * @param value in the order of the plan; copied by {@link #build}
     */
    public Builder lines(List<LineResult> value) {
      lines = value;
      return this;
    }

    /**
     * The open question; none by default.
     *
     * @param value null for none
     */
    public Builder question(@Nullable Question value) {
      question = value;
      return this;
    }

    /**
     * What happened; empty by default.
     *
     * @param value oldest first; copied by {@link #build}
     */
    public Builder journal(List<JournalEntry> value) {
      journal = value;
      return this;
    }

    /**
     * Why and until when it waits; neither by default.
     *
     * @param why the reason; null if it does not wait
     * @param until when it goes on; null if that is not known
     */
    public Builder waiting(@Nullable WaitReason why, @Nullable Instant until) {
      this.reason = why;
      this.until = until;
      return this;
    }

    /**
     * When it was stored; the epoch by default.
     *
     * @param value to the millisecond
     */
    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    /**
     * When it ended; unfinished by default.
     *
     * @param value null while it is unfinished
     */
    public Builder finishedAt(@Nullable Instant value) {
      finishedAt = value;
      return this;
    }

    /**
     * The actor that asked for it; none by default.
     *
     * @param value null if the host did not name it
     */
    public Builder requestedBy(@Nullable String value) {
      requestedBy = value;
      return this;
    }

    /** Builds the activity; the builder can be used again. */
    @CheckReturnValue
    public Activity build() {
      return new Activity(this);
    }
  }
}
