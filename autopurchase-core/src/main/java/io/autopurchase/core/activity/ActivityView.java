package io.autopurchase.core.activity;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.Progress;
import io.autopurchase.SessionId;
import io.autopurchase.WaitReason;
import io.autopurchase.core.record.CleanText;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.SearchText;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** An activity as hosts and as queries see it. */
public final class ActivityView {
  private static final String IN_DOUBT = "IN_DOUBT";

  private static final int TEXT_LIMIT = 4000;

  private ActivityView() {}

  public static Activity of(ActivityRecord body) {
    return of(body, body.state, body.question, body.reason);
  }

  /** Its question was answered, and the answer is about to take effect, unless there is another reason to wait. */
  static Activity answered(ActivityRecord body) {
    boolean isHeldUp = body.reason != null;
    return of(body, isHeldUp ? body.state : ActivityState.WAITING, null, isHeldUp ? body.reason : WaitReason.ANSWERED);
  }

  private static Activity of(ActivityRecord body, ActivityState state, @Nullable QuestionRecord question, @Nullable WaitReason reason) {
    boolean waiting = state == ActivityState.WAITING || state == ActivityState.PARKED;
    return Activity.builder(new ActivityId(body.id), body.type, state)
        .description(body.description)
        .session(new SessionId(body.provider, body.login))
        .orderId(body.orderId)
        .progress(new Progress(body.done, body.total))
        .lines(body.lines())
        .question(question == null ? null : question.view(body.orderId))
        .journal(body.journal)
        .waiting(waiting ? reason : null, waiting ? body.until : null)
        .createdAt(body.createdAt)
        .finishedAt(body.finishedAt)
        .requestedBy(body.requestedBy)
        .build();
  }

  /** Why it waits and whether it has something in doubt, for queries. */
  @Nullable
  private static String attention(ActivityRecord body) {
    if (body.inDoubt().isEmpty()) {
      return body.reason == null ? null : body.reason.name();
    }
    return body.reason == null ? IN_DOUBT : inDoubt(body.reason);
  }

  private static String inDoubt(WaitReason reason) {
    return IN_DOUBT + '/' + reason;
  }

  /** What to look for, one after the other, to find all that wait for a reason. */
  static Stream<String> waitingFor(WaitReason reason) {
    return Stream.of(reason.name(), inDoubt(reason));
  }

  /** Likewise, to find all that wait for a node that can read what they need. */
  public static Stream<RecordFields> unreadable() {
    return waitingFor(WaitReason.UNREADABLE).map(ActivityView::ofReference);
  }

  /** Likewise, to find all that have sent something of which it is not known what came of it. */
  public static Stream<RecordFields> inDoubt() {
    return Stream.concat(Stream.of(IN_DOUBT), Arrays.stream(WaitReason.values()).map(ActivityView::inDoubt)).map(ActivityView::ofReference);
  }

  private static RecordFields ofReference(String attention) {
    return RecordFields.builder().reference(attention).build();
  }

  static RecordFields fields(ActivityRecord body) {
    return RecordFields.builder()
        .type(body.type.name())
        .state(body.state.name())
        .provider(body.provider)
        .login(body.login)
        .orderId(body.orderId)
        .reference(attention(body))
        .text(text(body))
        .dueAt(due(body))
        .build();
  }

  /** When a node has to look at it again; of one that has ended, when it is to be removed. */
  @Nullable
  static Instant due(ActivityRecord body) {
    if (body.state.isFinished()) {
      return body.hasEndedUncertain() ? null : body.removeAt;
    }
    return body.leaseUntil != null ? body.leaseUntil : body.until;
  }

  /** What people search. */
  @Nullable
  private static String text(ActivityRecord body) {
    String more = body.searchedBy();
    if (more == null) {
      return null;
    }
    String all = body.description + " " + body.id + " " + more;
    if (!all.equals(body.searched)) {
      body.searched = all;
      body.searchWords = SearchText.of(CleanText.of(all), TEXT_LIMIT);
    }
    return body.searchWords;
  }

  /** The values in the fields of a row whose body cannot be read. */
  static Activity unreadable(StoredRecord row) {
    RecordFields fields = row.fields();
    ActivityState state = Unreadable.word(ActivityState.class, fields.state(), ActivityState.UNKNOWN);
    return Activity.builder(
            new ActivityId(row.key().id()), Unreadable.word(ActivityType.class, fields.type(), ActivityType.UNKNOWN), state)
        .description(Unreadable.DESCRIPTION)
        .session(Unreadable.session(fields))
        .orderId(fields.orderId().orElse(null))
        .waiting(state.isFinished() ? null : WaitReason.UNREADABLE, null)
        .createdAt(Ids.time(row.key().id()))
        .build();
  }
}
