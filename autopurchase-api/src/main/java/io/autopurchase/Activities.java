package io.autopurchase;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The background jobs. Not for implementation. Thread-safe.
 *
 * <p>Methods that name an activity throw {@link NotFoundException} if there is none.
 */
@ThreadSafe
public interface Activities {
  /**
   * Newest first.
   *
   * @param query which activities, and which page of them
   */
  ResultPage<Activity> find(ActivityQuery query);

  /**
   * Newest first, without their lines, questions and journals: for lists.
   *
   * @param query which activities, and which page of them
   */
  ResultPage<ActivitySummary> summaries(ActivityQuery query);

  /**
   * All activities that match, newest first, read page by page while the stream is consumed; {@link ActivityQuery#size()} is the size of a
   * page, {@link ActivityQuery#before()} where to begin, and its page does not matter. Those that begin in the meantime are left out.
   * Sequential; nothing has to be closed.
   *
   * @param query filters, where to begin, and the size of a page
   */
  Stream<ActivitySummary> stream(ActivityQuery query);

  /**
   * The activity with this id; empty if there is none, or {@linkplain AutoPurchaseBuilder#retention retention} removed it.
   *
   * @param id the activity
   */
  Optional<Activity> find(ActivityId id);

  /**
   * Counts the activities that match a query, by state and type. The page and {@link ActivityQuery#before()} of the query do not matter.
   *
   * @param query which activities to count
   */
  ActivityCounts counts(ActivityQuery query);

  /**
   * As {@link #find(ActivityId)} for one that must be there.
   *
   * @param id the activity
   */
  default Activity get(ActivityId id) {
    return find(id).orElseThrow(() -> new NotFoundException("activity", id.value()));
  }

  /**
   * Waits until an activity has ended, asks a person, or is parked; reads its row about four times a second. The activity runs whether or
   * not a thread waits for it.
   *
   * @param id the activity
   * @param atMost how long to wait, by the clock of the machine
   * @return the activity as it is then, also if the time is over, as {@link Activity#rests()} shows
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Activity await(ActivityId id, Duration atMost) throws InterruptedException;

  /**
   * Completes once an activity has ended, asks a person, or is parked; see {@link Activity#rests()}. It blocks no thread: the engine
   * reads the row after a quarter of a second, then less and less often, down to once in five seconds.
   *
   * <p>The stage completes on a thread of the engine. Do not block it: use the {@code ...Async} methods for longer work. It completes
   * with {@link NotFoundException} if the activity is removed in the meantime, and with {@link IllegalStateException} when the engine is
   * closed; the activity then continues when an engine is started again.
   *
   * @param id the activity
   * @throws NotFoundException there is no such activity
   */
  CompletionStage<Activity> whenResting(ActivityId id);

  /**
   * Answers the open question. The answer is stored when this returns and takes effect soon after; until then the activity
   * waits with the reason {@code ANSWERED}. Giving the same answer again changes nothing.
   *
   * @param id the activity that asks
   * @param questionId the {@link Question#id()} of its open question
   * @param option the {@link AnswerOption#id()} of one of its options; some take a value behind a colon, see {@link AnswerOption}
   * @param by who answers, for the audit trail; not blank
   * @return the activity as it is now
   * @throws InvalidInputException {@code UNKNOWN_OPTION} if the question does not offer the option
   * @throws ConflictException {@code STALE_ANSWER} if the question is closed, or was answered otherwise
   */
  Activity answer(ActivityId id, String questionId, String option, String by);

  /**
   * Stops an activity: nothing more is placed, placed orders stay, and the other lines stay ready. In-doubt placements are looked up
   * before the activity ends. An ended activity does not change.
   *
   * @param id the activity
   * @param by who does it, for the audit trail
   */
  Activity interrupt(ActivityId id, String by);

  /**
   * Continues a waiting activity at once, and retries a failed one. An activity that has ended with an in-doubt placement looks its order
   * up once more. Any other ended activity does not change.
   *
   * @param id the activity
   * @param by who does it, for the audit trail
   */
  Activity retry(ActivityId id, String by);

  /**
   * Runs the activity in the calling thread, as far as it is due, until it has ended, or waits for a person or for a later time. Does
   * nothing while another thread or node works on it. For programs without background threads and for tests; hosts need not call it.
   *
   * @param id the activity
   * @return the activity as it stands then
   */
  Activity advance(ActivityId id);
}
