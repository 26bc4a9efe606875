package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.PurchaseEvent;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoreException;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes activities over and runs them, step by step, until they rest. What makes it safe to run an activity twice at once is
 * the version of its record alone: every write of a run expects the version of the run's last one.
 */
final class Runner implements ActivityRunner {
  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  /** So many take-overs without one committed step, and an activity is left for a person to look at. */
  private static final int MOST_STARTS = 5;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration AFTER_STORE_FAILURE = Duration.ofSeconds(5);
  private static final Duration AFTER_UNREADABLE = Duration.ofMinutes(5);
  private static final int SIGNALS = 100;
  private static final int PAGE = 500;
  private static final Duration CHECK_EVERY = Duration.ofMinutes(10);

  /** Few waits are longer: questions, spend caps, orders that stay unclear. */
  private static final Duration USUAL_WAIT = Duration.ofHours(1);

  private static final Duration RECHECK_OF_DEADLINE = Duration.ofMinutes(1);

  /** So often an activity rests after it was interrupted; then it ends, and reports as uncertain what it does not know. */
  private static final int MOST_RESTS_AFTER_INTERRUPTION = 30;

  /** One that had ended uncertain looks a few times more. */
  private static final int RESTS_AFTER_REOPENING = 3;

  private static final Duration LONGEST_REST_AFTER_INTERRUPTION = Duration.ofMinutes(5);

  private final Kernel kernel;
  private final SessionDesk sessions;
  private final ProviderRegistry providers;
  private final Map<ActivityType, Procedure> procedures;
  private final SessionWakes wakes;
  private final Map<ActivityId, Long> setAside = new ConcurrentHashMap<>();

  /** Activities that a wrong clock has made wait for long, to be run now. */
  private final Set<String> putOff = ConcurrentHashMap.newKeySet();

  private int checkedJumps = -1;
  private long checkedAtNanos;
  private volatile boolean draining;

  Runner(
      Kernel kernel,
      SessionDesk sessions,
      ProviderRegistry providers,
      Map<ActivityType, Procedure> procedures) {
    this.kernel = kernel;
    this.sessions = sessions;
    wakes = new SessionWakes(kernel, sessions);
    this.providers = providers;
    this.procedures = procedures;
  }

  @Override
  public Optional<Instant> run(ActivityId id) {
    Turn turn = begin(id);
    while (!turn.isOver()) {
      step(turn);
    }
    return turn.due();
  }

  /** Takes an activity over, if there is something to do for it now. Fails as {@link #run} does. */
  Turn begin(ActivityId id) {
    putOff.remove(id.value());
    try {
      return takeOver(id);
    } catch (RuntimeException | StackOverflowError e) {
      return Turn.none(failed(id, e));
    }
  }

  /** Makes one step of a turn that is not over. Fails as {@link #run} does. */
  void step(Turn turn) {
    try {
      makeStep(turn);
    } catch (UnreadableException e) {
      kernel.report(e);
      turn.end(leave(turn.run.body));
    } catch (RuntimeException | StackOverflowError e) {
      turn.end(failed(new ActivityId(turn.run.body.id), e));
    }
  }

  /**
   * What an activity needs was written by another release, or is damaged. That is no failure of the activity, and does not
   * count as a start: it rests as it was committed last, until a node can read all of it.
   */
  @Nullable
  private Instant leave(ActivityBody held) {
    try {
      Document<ActivityBody> stored =
          kernel.load(Keys.activity(held.id), ActivityBody.class).filter(now -> now.body().epoch == held.epoch).orElse(null);
      if (stored == null) {
        return null;
      }
      Run run = new Run(kernel, sessions, providers, stored);
      ActivityState before = run.body.state;
      if (!Unreadable.REASON.equals(run.body.reason)) {
        run.journal("ERROR", Unreadable.REASON, "something that it needs cannot be read by this release; it waits");
      }
      run.body.starts = 0;
      run.body.rest(ActivityState.WAITING, Unreadable.REASON, run.now().plus(AFTER_UNREADABLE));
      report(run, before, false);
      run.commit();
      return run.body.until;
    } catch (StoreException e) {
      return failed(new ActivityId(held.id), e);
    }
  }

  /** Returns when to try again; null for not at all. */
  @Nullable
  private Instant failed(ActivityId id, Throwable e) {
    if (e instanceof StoreException) {
      log.warn("The store cannot serve activity {} now: {}", id, e.getMessage());
      return kernel.now().plus(AFTER_STORE_FAILURE);
    }
    if (e instanceof UnreadableException unreadable) {
      kernel.report(unreadable);
      setAside.put(id, kernel.time.nanoTime());
      return null;
    }
    log.error("Activity {} failed; it is taken up again, a few times at most", id, e);
    return kernel.now().plus(AFTER_FAILURE);
  }

  @Override
  public List<ActivityId> due(Optional<ActivityId> after, int limit) {
    boolean failed = true;
    try {
      List<ActivityId> due = dueNow(after, limit);
      failed = false;
      return due;
    } finally {
      kernel.health.swept(failed);
    }
  }

  private List<ActivityId> dueNow(Optional<ActivityId> after, int limit) {
    Instant now = kernel.now();
    String afterId = after.map(ActivityId::value).orElse(null);
    if (afterId == null) {
      lookForWhatAWrongClockPutOff(now);
    }
    Set<String> woken = afterId == null ? wakes.look() : Set.of();
    Stream<String> late = Stream.concat(putOff.stream(), woken.stream()).filter(id -> afterId == null || id.compareTo(afterId) > 0);
    Stream<String> activities =
        dueIds(Keys.ACTIVITY, now, afterId, limit, row -> Retention.hasEnded(row) ? Optional.empty() : Optional.of(row.key().id()));
    // Signals of an activity sort by its id, so the same page marker serves both.
    Stream<String> signals =
        dueIds(Keys.SIGNAL, now, afterId == null ? null : afterId + "0", limit, row -> row.fields().reference());
    return Stream.concat(late, Stream.concat(activities, signals))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .limit(limit)
        .map(ActivityId::new)
        .toList();
  }

  /** As many different activities as are asked for, however many rows tell of one, and however many are set aside. */
  private Stream<String> dueIds(
      String kind, Instant now, @Nullable String afterId, int limit, Function<StoredRecord, Optional<String>> idOf) {
    Set<String> ids = new LinkedHashSet<>();
    String last = afterId;
    List<StoredRecord> rows;
    do {
      rows = kernel.store.due(DueQuery.of(kind, now, limit).afterId(last));
      for (StoredRecord row : rows) {
        last = row.key().id();
        idOf.apply(row).filter(id -> !isSetAside(new ActivityId(id))).ifPresent(ids::add);
      }
    } while (rows.size() == limit && ids.size() < limit);
    return ids.stream();
  }

  /**
   * A clock that was ahead has made activities wait for as long as it was ahead. They are found when this node's own clock has
   * jumped, when it has started, and now and then, for it may have been another node's.
   */
  private synchronized void lookForWhatAWrongClockPutOff(Instant now) {
    int jumps = kernel.clock.jumps();
    long nanos = kernel.time.nanoTime();
    if (jumps == checkedJumps && nanos - checkedAtNanos < CHECK_EVERY.toNanos()) {
      return;
    }
    checkedJumps = jumps;
    checkedAtNanos = nanos;
    for (ActivityState state : ActivityState.values()) {
      if (!state.isFinished()) {
        lookForWhatAWrongClockPutOff(state, now);
      }
    }
  }

  /** By their state, for those that have ended have a due time, too, and they are many. */
  private void lookForWhatAWrongClockPutOff(ActivityState state, Instant now) {
    RecordFields fields = RecordFields.builder().state(state.name()).build();
    String last = null;
    List<StoredRecord> rows;
    do {
      rows = kernel.store.find(RecordQuery.of(Keys.ACTIVITY, fields, 0, PAGE).before(last)).records();
      for (StoredRecord row : rows) {
        last = row.key().id();
        if (row.fields().dueAt().filter(due -> due.isAfter(now.plus(USUAL_WAIT))).isPresent()) {
          kernel
              .view(row, ActivityBody.class, body -> body)
              .filter(body -> ClockWatch.isAhead(body.writtenAt, now))
              .ifPresent(body -> putOff.add(body.id));
        }
      }
    } while (rows.size() == PAGE);
  }

  /** Whether it could not be read a short while ago: it is not tried at each sweep. */
  private boolean isSetAside(ActivityId id) {
    Long since = setAside.get(id);
    if (since != null && kernel.time.nanoTime() - since >= AFTER_UNREADABLE.toNanos()) {
      setAside.remove(id, since);
      return false;
    }
    return since != null;
  }

  @Override
  public String shop() {
    return kernel.store.shop();
  }

  @Override
  public void drain() {
    draining = true;
  }

  private Turn takeOver(ActivityId id) {
    Optional<Document<ActivityBody>> found = kernel.load(Keys.activity(id.value()), ActivityBody.class);
    if (found.isEmpty() || draining) {
      return Turn.none(null);
    }
    ActivityBody body = found.get().body();
    Instant now = kernel.now();
    List<Document<SignalBody>> signals = signals(id);
    boolean retried = has(signals, SignalBody.RETRY);
    boolean reopened = retried && body.mayBeReopened() || has(signals, SignalBody.WAKE) && body.hasEndedUncertain();
    if (body.state.isFinished() && !reopened) {
      forget(signals);
      return Turn.none(null);
    }
    // What a wrong clock has written is no reason to wait; should its writer live, it loses its version.
    boolean isTrusted =
        !kernel.holds(Rule.WRITTEN_BY_WRONG_CLOCK)
            || !ClockWatch.isAhead(body.writtenAt, now) && !ClockWatch.isAhead(body.leaseUntil, now.plus(Run.LONGEST_LEASE));
    if (body.leaseUntil != null && body.leaseUntil.isAfter(now) && isTrusted) {
      return Turn.none(body.leaseUntil);
    }
    Instant due = ActivityView.due(body);
    wakes.taken(id.value());
    if (signals.isEmpty() && !canUseItsSessionAgain(body) && (due == null || due.isAfter(now) && isTrusted)) {
      return Turn.none(due);
    }
    Run run = new Run(kernel, sessions, providers, found.get());
    // An interruption of a parked activity is worth some starts more: it ends without what kills its node.
    boolean interrupted = has(signals, SignalBody.INTERRUPT);
    int most = interrupted ? 2 * MOST_STARTS : MOST_STARTS;
    if (body.starts >= most && !retried && kernel.holds(Rule.STARTS_ARE_COUNTED)) {
      if (!ActivityView.PARKED.equals(body.reason)) {
        park(run);
      }
      // Hints are of no use to it: a person decides, by an interruption or another try.
      forget(signals.stream().filter(signal -> signal.body().type().equals(SignalBody.WAKE)).toList());
      return Turn.none(null);
    }
    boolean hadFailed = body.state == ActivityState.FAILED;
    if (hadFailed) {
      procedures.get(body.type).reopen(run);
    }
    body.reopened |= reopened;
    if (!takeOver(run, reopened || retried)) {
      if (hadFailed && run.isHeldElsewhere()) {
        stayFailed(id, signals);
        return Turn.none(null);
      }
      return Turn.none(now.plus(Run.LEASE));
    }
    procedures.get(body.type).recover(run);
    if (!isTrusted) {
      procedures.get(body.type).distrustTimes(run);
    }
    return Turn.at(run, signals);
  }

  private void makeStep(Turn turn) {
    Run run = turn.run;
    ActivityBody body = run.body;
    Procedure procedure = procedures.get(body.type);
    ActivityState before = body.state;
    boolean asked = body.question != null;
    if (run.hasClockJumped()) {
      // What this run has written by its clock, before or after the jump, is worth nothing.
      procedure.distrustTimes(run);
    }
    turn.signals.forEach(signal -> take(run, procedure, signal));
    answerByDefault(run, procedure);
    run.drain(draining);
    if (body.question != null) {
      attend(run, procedure);
    } else if (!draining || !run.mayRest()) {
      procedure.step(run);
      body.reopened = false;
      endIfInterruptedForLong(run, procedure);
    }
    if (body.state == ActivityState.RUNNING && draining && run.mayRest()) {
      body.rest(ActivityState.QUEUED, null, run.now());
    }
    if (run.hasAdvanced()) {
      body.starts = 0;
    } else if (body.state != ActivityState.RUNNING) {
      body.starts = Math.max(0, body.starts - 1); // this turn ends as it should, so it is none of those that kill their node
    }
    report(run, before, asked);
    if (!run.commit()) {
      log.info("Activity {} was changed by somebody else; this turn is over", body.id);
      turn.end(kernel.now().plus(Run.LEASE));
      return;
    }
    if (body.state == ActivityState.RUNNING) {
      turn.signals = signals(new ActivityId(body.id));
    } else {
      turn.end(ActivityView.due(body));
    }
  }

  private boolean canUseItsSessionAgain(ActivityBody body) {
    if (!Run.NEEDS_AUTHORIZATION.equals(body.reason)) {
      return false;
    }
    return switch (sessions.tokens().access(new SessionId(body.provider, body.login), null).kind()) {
      case READY, REFRESH_DUE -> true;
      case BUSY, LOCKED, UNAVAILABLE -> false;
    };
  }

  private static boolean has(List<Document<SignalBody>> signals, String type) {
    return signals.stream().anyMatch(signal -> signal.body().type().equals(type));
  }

  /** Does what must not wait for an answer; that may make the question pointless. */
  private static void attend(Run run, Procedure procedure) {
    ActivityBody body = run.body;
    Optional<Instant> next = procedure.attend(run);
    if (body.question == null) {
      body.state = ActivityState.RUNNING;
      return;
    }
    // One that has passed was not believed yet: a clock has just jumped.
    Instant now = run.now();
    Instant deadline = body.question.deadline().isAfter(now) ? body.question.deadline() : now.plus(RECHECK_OF_DEADLINE);
    if (body.question.provisional() || run.kernel.clock.hasJust(ClockWatch.STEADY)) {
      deadline = now.plus(ClockWatch.STEADY);
    }
    body.rest(ActivityState.WAITING_FOR_ANSWER, body.question.code(), earlier(next, deadline));
  }

  private static Instant earlier(Optional<Instant> next, Instant deadline) {
    return next.filter(at -> at.isBefore(deadline)).orElse(deadline);
  }

  /** What was sent is looked up for a while after an interruption; but that ends, whatever the provider shows or hides. */
  private static void endIfInterruptedForLong(Run run, Procedure procedure) {
    ActivityBody body = run.body;
    if (!body.interrupted || body.state != ActivityState.WAITING || !run.mayRest()) {
      return;
    }
    body.restsSinceInterruption++;
    boolean isLong = body.until == null || body.until.isAfter(run.now().plus(LONGEST_REST_AFTER_INTERRUPTION));
    if (isLong || Run.NEEDS_AUTHORIZATION.equals(body.reason) || body.restsSinceInterruption >= MOST_RESTS_AFTER_INTERRUPTION) {
      procedure.endUncertain(run);
    }
  }

  /** The commit that gives this node the activity, and counts its start before anything of it is run. */
  private boolean takeOver(Run run, boolean retried) {
    ActivityBody body = run.body;
    if (retried) {
      body.removeAt = null;
      body.starts = 0;
      body.failures = 0;
      body.finishedAt = null;
      body.restsSinceInterruption = Math.min(body.restsSinceInterruption, MOST_RESTS_AFTER_INTERRUPTION - RESTS_AFTER_REOPENING);
    }
    body.epoch++;
    body.starts++;
    ActivityState before = body.state;
    body.state = ActivityState.RUNNING;
    body.until = null;
    if (before == ActivityState.QUEUED) {
      report(run, before, false);
    }
    return run.commit();
  }

  /** Others deal with what a failed activity is about, so it cannot be tried again now. */
  private void stayFailed(ActivityId id, List<Document<SignalBody>> signals) {
    kernel
        .load(Keys.activity(id.value()), ActivityBody.class)
        .filter(stored -> stored.body().state == ActivityState.FAILED)
        .ifPresent(
            stored -> {
              Run run = new Run(kernel, sessions, providers, stored);
              run.journal("WARN", "HELD_ELSEWHERE", "it was not tried again: other activities deal with what it is about");
              signals.forEach(run.changes::consume);
              run.commit();
            });
  }

  private void park(Run run) {
    run.journal("ERROR", ActivityView.PARKED, "it was started " + MOST_STARTS + " times without getting a step further; retry lets it go on");
    ActivityState before = run.body.state;
    run.body.rest(ActivityState.WAITING, ActivityView.PARKED, null);
    report(run, before, false);
    run.commit();
  }

  private static void report(Run run, ActivityState before, boolean asked) {
    ActivityState now = run.body.state;
    boolean worthTelling = now != before && (now != ActivityState.RUNNING || before == ActivityState.QUEUED || asked);
    if (worthTelling) {
      run.changes.event(
          PurchaseEvent.ACTIVITY_CHANGED,
          before.name(),
          now.name(),
          null,
          run.body.reason == null ? Map.of() : Map.of("reason", run.body.reason));
    }
  }

  private void take(Run run, Procedure procedure, Document<SignalBody> document) {
    SignalBody signal = document.body();
    if (kernel.holds(Rule.SIGNAL_WITH_EFFECT)) {
      run.changes.consume(document);
    } else {
      forget(List.of(document));
    }
    switch (signal.type()) {
      case SignalBody.ANSWER -> {
        QuestionBody question = run.body.question;
        if (question != null && question.id().equals(signal.questionId())) {
          close(run, procedure, question, signal.option(), signal.by());
        }
      }
      case SignalBody.INTERRUPT -> {
        run.body.interrupted = true;
        run.body.question = null;
        run.body.state = ActivityState.RUNNING;
        run.journal("INFO", "INTERRUPTED", "interrupted by " + signal.by());
        procedure.hurry(run);
      }
      case SignalBody.RETRY, SignalBody.WAKE -> {
        run.body.failures = 0;
        run.body.lookedAt = run.now();
        procedure.hurry(run);
      }
      default -> run.journal("WARN", "UNKNOWN_SIGNAL", "a signal of an unknown type was dropped: " + signal.type());
    }
  }

  private void answerByDefault(Run run, Procedure procedure) {
    correctDeadline(run);
    QuestionBody question = run.body.question;
    // A node whose clock has just jumped, or that has just started, takes no default for the answer of a person.
    boolean isSure = kernel.clock.steadyFor().compareTo(ClockWatch.STEADY) >= 0;
    if (question != null && !question.deadline().isAfter(run.now()) && isSure) {
      // An answer that arrives in this moment was accepted, so it counts: the default must not pass it by.
      if (kernel.holds(Rule.ANSWER_BEFORE_DEFAULT)) {
        run.changes.expectNone(Keys.answer(run.body.id, question.id()));
      }
      close(run, procedure, question, question.defaultOption(), "deadline");
    }
  }

  /** A deadline that a wrong clock has set is set anew: nobody's answer is passed by, and no default waits for a month. */
  private void correctDeadline(Run run) {
    QuestionBody question = run.body.question;
    Instant now = run.now();
    if (question == null || question.openForMillis() == 0 || kernel.clock.hasJust(ClockWatch.STEADY)) {
      return; // it may be this node's clock that is wrong
    }
    Instant usual = now.plusMillis(question.openForMillis());
    boolean isWrong = question.provisional() || ClockWatch.isAhead(question.deadline(), usual);
    if (isWrong && kernel.holds(Rule.DEADLINE_OF_STEADY_CLOCK)) {
      run.body.question = question.until(usual, false);
    }
  }

  private static void close(Run run, Procedure procedure, QuestionBody question, String option, String by) {
    run.advance();
    run.body.question = null;
    run.body.answers.put(question.id(), option);
    run.body.state = ActivityState.RUNNING;
    run.journal("INFO", "ANSWERED", question.code() + " was answered with " + option + " by " + by);
    run.changes.event(PurchaseEvent.QUESTION_ANSWERED, question.code(), option, by, Map.of("questionId", question.id()));
    procedure.answer(run, question, option);
  }

  private List<Document<SignalBody>> signals(ActivityId id) {
    RecordFields ofActivity = RecordFields.builder().reference(id.value()).build();
    Instant now = kernel.now();
    return kernel.store.find(RecordQuery.of(Keys.SIGNAL, ofActivity, 0, SIGNALS)).records().stream()
        .filter(row -> row.fields().dueAt().filter(at -> at.isAfter(now)).isEmpty())
        .flatMap(row -> kernel.view(row, SignalBody.class, signal -> new Document<>(row.key(), row.version(), signal)).stream())
        .toList();
  }

  /** The activity has ended before the signals were seen. */
  private void forget(List<Document<SignalBody>> signals) {
    if (!signals.isEmpty()) {
      Commit.Builder commit = kernel.begin();
      signals.forEach(signal -> commit.delete(signal.key(), signal.version()));
      kernel.commit(commit.build(), AFTER_STORE_FAILURE);
    }
  }
}
