package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A durable background job, as it stood when it was read. */
public final class Activity {
  private final Builder values;

  private Activity(Builder builder) {
    values = builder.copy();
  }

  public static Builder builder(ActivityId id, ActivityType type, ActivityState state) {
    return new Builder(id, type, state);
  }

  public ActivityId id() {
    return values.id;
  }

  public ActivityType type() {
    return values.type;
  }

  public ActivityState state() {
    return values.state;
  }

  /** For people, such as {@code Book 3 lines of ORD-0000000053}. */
  public String description() {
    return values.description;
  }

  public Optional<SessionId> session() {
    return Optional.ofNullable(values.session);
  }

  public Optional<String> orderId() {
    return Optional.ofNullable(values.orderId);
  }

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

  /**
   * Why it waits, such as {@code LIMIT}, {@code NEEDS_AUTHORIZATION}, {@code LOOKING_UP}; {@code PARKED} until a person
   * retries it; {@code UNREADABLE} where only another release can go on with it.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(values.reason);
  }

  /** Until when it waits, where that is known. */
  public Optional<Instant> until() {
    return Optional.ofNullable(values.until);
  }

  public Instant createdAt() {
    return values.createdAt;
  }

  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(values.finishedAt);
  }

  /** Who asked for it, where the host said so. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(values.requestedBy);
  }

  /** Whether it has ended and every line reached what the activity was for. */
  public boolean succeeded() {
    return state() == ActivityState.COMPLETED && lines().stream().allMatch(line -> line.outcome().isSuccess());
  }

  /** Whether it goes no further by itself: it has ended, or {@linkplain #needsPerson() a person must act}. */
  public boolean rests() {
    return state().isFinished() || needsPerson();
  }

  /**
   * Whether only a person lets it go on: it asks, is parked until it is retried, or cannot be read by this release. One whose session needs
   * authorization is not among them; see {@link Health}.
   */
  public boolean needsPerson() {
    return state() == ActivityState.WAITING_FOR_ANSWER
        || state() == ActivityState.WAITING && reason().filter(why -> why.equals("PARKED") || why.equals("UNREADABLE")).isPresent();
  }

  /** Of all values. */
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
    @Nullable private String reason;
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

    public Builder description(String value) {
      description = value;
      return this;
    }

    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    public Builder orderId(@Nullable String value) {
      orderId = value;
      return this;
    }

    public Builder progress(Progress value) {
      progress = value;
      return this;
    }

    public Builder lines(List<LineResult> value) {
      lines = value;
      return this;
    }

    public Builder question(@Nullable Question value) {
      question = value;
      return this;
    }

    public Builder journal(List<JournalEntry> value) {
      journal = value;
      return this;
    }

    public Builder waiting(@Nullable String why, @Nullable Instant until) {
      this.reason = why;
      this.until = until;
      return this;
    }

    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    public Builder finishedAt(@Nullable Instant value) {
      finishedAt = value;
      return this;
    }

    public Builder requestedBy(@Nullable String value) {
      requestedBy = value;
      return this;
    }

    public Activity build() {
      return new Activity(this);
    }
  }
}
