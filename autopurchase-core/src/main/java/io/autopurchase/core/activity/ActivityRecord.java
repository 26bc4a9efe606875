package io.autopurchase.core.activity;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineResult;
import io.autopurchase.WaitReason;
import io.autopurchase.core.record.Pieced;
import io.autopurchase.core.record.Pieces;
import io.autopurchase.core.record.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * An activity as it is stored, with what every type has; each type adds what it works on. Mutable; belongs to the run that loaded it,
 * and counts only once it is committed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type")
@JsonPropertyOrder("type")
public abstract class ActivityRecord implements Pieced {
  /** The states of an activity that goes on, or may. */
  static final Set<ActivityState> UNFINISHED =
      EnumSet.of(ActivityState.QUEUED, ActivityState.RUNNING, ActivityState.WAITING_FOR_ANSWER, ActivityState.WAITING, ActivityState.PARKED);

  private static final int JOURNAL_LIMIT = 500;
  private static final String JOURNAL = "journal";

  /** Stored first: what follows is read as the record of this type. */
  public final ActivityType type;

  public String id;
  public ActivityState state = ActivityState.QUEUED;
  public String description;
  public String provider;
  public String login;
  @Nullable public String orderId;
  public Instant createdAt;

  /** Who asked for it, if the host said so. */
  @Nullable public String requestedBy;

  @Nullable Instant finishedAt;

  /** Raised by every take-over: a node that holds an older one has lost. */
  int epoch;

  /** Runs since the last that got further which did not come to their end: an activity that kills nodes is parked. */
  int starts;

  /** Until when the run of this epoch may work; null while the activity rests. */
  @Nullable Instant leaseUntil;

  /** Why it waits; null if it does not. */
  @Nullable public WaitReason reason;

  /** When to look at it again; null if only a person, or a session, can let it go on. */
  @Nullable public Instant until;

  /** When it is removed, once it has ended; null if it stays until more is known. */
  @Nullable Instant removeAt;

  /** When it was committed last, by the clock of the node that did: one that lies in the future was written by a wrong clock. */
  @Nullable public Instant writtenAt;

  /** When its next call may leave, by the provider's clock; null if it has no slot. */
  @Nullable Instant callSlot;

  /** How many calls its slot is worth still. */
  int callsLeft;

  /** When something let it run ahead of its time the last time. */
  @Nullable public Instant lookedAt;

  /** How often it has rested since it was interrupted: an interruption ends every activity. */
  int restsSinceInterruption;

  /** The number of the session's tokens that the provider has refused, however long ago; null if it has refused none. */
  @Nullable Integer refusedGrant;

  /** Calls in a row whose token was refused. */
  int refusals;

  /** Failures in a row of the call that is due next: the pause grows with it. */
  public int failures;

  public boolean interrupted;

  /** It had failed and is tried again: what has become of its lines since is to be looked at first. */
  public boolean reopened;

  @Nullable public QuestionRecord question;
  public Map<String, String> answers = new LinkedHashMap<>();

  /** Who gave the last answer: an actor, or {@code policy} or {@code deadline}; null before the first one. */
  @Nullable public String answeredBy;

  public List<JournalEntry> journal = new ArrayList<>();
  Instant lastEventAt = Instant.EPOCH;
  public int events;
  public int done;
  public int total;

  /** What its words for searches were made of last, and those words: most commits change nothing of them. Not stored. */
  @Nullable transient String searched;

  @Nullable transient String searchWords;

  @Nullable private transient Pieces pieces;

  @SuppressWarnings("NullAway.Init") // as @Stored, which NullAway accepts for constructors without parameters only
  protected ActivityRecord(ActivityType type) {
    this.type = type;
  }

  /** The outcome of the host's lines. */
  public abstract List<LineResult> lines();

  /** What it has sent of which it is not known what came of it. */
  public List<InDoubt> inDoubt() {
    return List.of();
  }

  /** What people search it by besides its id and description; null if they find it by nothing. */
  @Nullable
  public String searchedBy() {
    return "";
  }

  /** What its request says for the audit trail; null for nothing. */
  @Nullable
  public Map<String, String> requestDetails() {
    return null;
  }

  /**
   * A request that may have been carried out.
   *
   * @param id under which it is looked for
   */
  public record InDoubt(String id, @Nullable Instant sentAt) {}

  /** The open question, of an activity that has one. */
  public QuestionRecord openQuestion() {
    return Objects.requireNonNull(question, "the open question");
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public List<PiecedList> growing() {
    return List.of(PiecedList.ofEntries(JOURNAL));
  }

  @Override
  @Nullable
  public Pieces pieces() {
    return pieces;
  }

  @Override
  public void setPieces(@Nullable Pieces value) {
    pieces = value;
  }

  public void journal(Instant at, String level, Text text) {
    journal.add(text.entry(at, level));
    if (journal.size() > JOURNAL_LIMIT) {
      journal.remove(0);
      if (pieces != null) {
        pieces.dropped(JOURNAL, 1);
      }
    }
  }

  /**
   * Lets it rest until a time, or until a person or a session lets it go on.
   *
   * @param when null if only these can
   */
  public void waitFor(WaitReason why, @Nullable Instant when) {
    rest(why == WaitReason.PARKED ? ActivityState.PARKED : ActivityState.WAITING, when);
    reason = why;
  }

  /** Lets it rest in a state that says itself why. */
  public void rest(ActivityState newState, @Nullable Instant when) {
    state = newState;
    reason = null;
    until = when;
    leaseUntil = null;
  }

  /** Whether it has ended without knowing the outcome of something that it has sent. */
  public boolean hasEndedUncertain() {
    return state.isFinished() && !inDoubt().isEmpty();
  }

  /** Whether it can be taken up again although it has ended. */
  public boolean mayBeReopened() {
    return state == ActivityState.FAILED || hasEndedUncertain();
  }

  public void finish(ActivityState newState, Instant now) {
    rest(newState, null);
    finishedAt = now;
    question = null;
  }
}
