package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoreException;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Duration RECHECK_OF_DEADLINE = Duration.ofMinutes(1);

  /** A node with a steady clock looks at a provisional deadline within this time, unless all nodes are down. */
  private static final Duration LONGEST_PROVISIONAL = ClockWatch.STEADY.multipliedBy(2);

  /** So often an activity rests after it was interrupted; then it ends, and reports as uncertain what it does not know. */
  private static final int MOST_RESTS_AFTER_INTERRUPTION = 30;

  /** One that had ended uncertain looks a few times more. */
  private static final int RESTS_AFTER_REOPENING = 3;

  private static final Duration LONGEST_REST_AFTER_INTERRUPTION = Duration.ofMinutes(5);

  private final Kernel kernel;
  private final SessionDesk sessions;
  private final ProviderRegistry providers;
  private final Map<ActivityType, Procedure> procedures;
  private final Distrust distrust;
  private final Sweep sweep;
  private volatile boolean draining;

  Runner(
      Kernel kernel,
      SessionDesk sessions,
      ProviderRegistry providers,
      Map<ActivityType, Procedure> procedures) {
    this.kernel = kernel;
    this.sessions = sessions;
    sweep = new Sweep(kernel, new SessionWakes(kernel, sessions));
    distrust = new Distrust(kernel.time);
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
    sweep.begun(id);
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
      sweep.setAside(id);
      return null;
    }
    log.error("Activity {} failed; it is taken up again, a few times at most", id, e);
    return kernel.now().plus(AFTER_FAILURE);
  }

  @Override
  public List<ActivityId> due(Optional<ActivityId> after, int limit) {
    return sweep.due(after, limit);
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
    boolean isTrusted = !kernel.holds(Rule.WRITTEN_BY_WRONG_CLOCK) || !isByAWrongClock(body, now) || distrust.wasShown(id);
    if (body.leaseUntil != null && body.leaseUntil.isAfter(now) && isTrusted) {
      return Turn.none(body.leaseUntil);
    }
    Instant due = ActivityView.due(body);
    sweep.looked(id);
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
    if (!isTrusted) {
      distrust.show(id);
      // In the commit of the take-over, for that is dated by this node's clock: afterwards nothing shows the wrong one.
      procedures.get(body.type).distrustTimes(run);
    }
    if (!takeOver(run, reopened || retried)) {
      if (hadFailed && run.isHeldElsewhere()) {
        stayFailed(id, signals);
        return Turn.none(null);
      }
      return Turn.none(now.plus(Run.LEASE));
    }
    procedures.get(body.type).recover(run);
    return Turn.at(run, signals);
  }

  private static boolean isByAWrongClock(ActivityBody body, Instant now) {
    return ClockWatch.isAhead(body.writtenAt, now) || ClockWatch.isAhead(body.leaseUntil, now.plus(Run.LONGEST_LEASE));
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
    if (!run.commit() || run.hasAskedLate() && !startDeadlineAgain(run)) {
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
  private void attend(Run run, Procedure procedure) {
    ActivityBody body = run.body;
    String question = body.question.id();
    Optional<Instant> next = procedure.attend(run);
    if (body.question == null) {
      // An answer that arrives in this moment was accepted, so it counts: a withdrawal must not pass it by.
      if (kernel.holds(Rule.ANSWER_BEFORE_DEFAULT)) {
        run.changes.expectNone(Keys.answer(body.id, question));
      }
      body.state = ActivityState.RUNNING;
      return;
    }
    Instant now = run.now();
    if (body.state == ActivityState.RUNNING && next.filter(at -> !at.isAfter(now)).isPresent() && !draining) {
      return; // what is due already is done in this run
    }
    // One that has passed was not believed yet: a clock has just jumped.
    Instant deadline = body.question.deadline().isAfter(now) ? body.question.deadline() : now.plus(RECHECK_OF_DEADLINE);
    if (body.question.provisional() || !run.kernel.clock.isSteady()) {
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
              run.journal("WARN", "LINE_LOCKED", "it was not tried again: other activities deal with what it is about");
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
    // Of a synchronization, which may come every few seconds, only what becomes of it is told.
    boolean isRoutine = run.body.type == ActivityType.SYNCHRONIZATION;
    boolean isBegun = before == ActivityState.QUEUED && !isRoutine;
    boolean worthTelling = now != before && (now != ActivityState.RUNNING || isBegun || asked);
    if (worthTelling) {
      run.changes.event(
          AutoPurchaseEvent.ACTIVITY_CHANGED,
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
    if (question != null && !question.deadline().isAfter(run.now()) && kernel.clock.isSteady()) {
      // An answer that arrives in this moment was accepted, so it counts: the default must not pass it by.
      if (kernel.holds(Rule.ANSWER_BEFORE_DEFAULT)) {
        run.changes.expectNone(Keys.answer(run.body.id, question.id()));
      }
      close(run, procedure, question, question.defaultOption(), "deadline");
    }
  }

  /** A deadline that a wrong clock has set is set again: nobody's answer is passed by, and no default waits for a month. */
  private void correctDeadline(Run run) {
    QuestionBody question = run.body.question;
    Instant now = run.now();
    if (question == null || question.openForMillis() == 0 || !kernel.clock.isSteady()) {
      return; // it may be this node's clock that is wrong
    }
    Instant usual = now.plusMillis(question.openForMillis());
    boolean isLate = question.provisional() && question.deadline().isBefore(usual.minus(LONGEST_PROVISIONAL));
    if (kernel.holds(Rule.DEADLINE_OF_STEADY_CLOCK)) {
      boolean isWrong = isLate || ClockWatch.isAhead(question.deadline(), usual);
      run.body.question = question.until(isWrong ? usual : question.deadline(), false);
    }
  }

  private boolean startDeadlineAgain(Run run) {
    QuestionBody question = run.body.question;
    run.body.question = question.until(run.now().plusMillis(question.openForMillis()), !kernel.clock.isSteady());
    return run.commit();
  }

  private static void close(Run run, Procedure procedure, QuestionBody question, String option, String by) {
    run.advance();
    run.body.question = null;
    run.body.answers.put(question.id(), option);
    run.body.state = ActivityState.RUNNING;
    run.journal("INFO", "ANSWERED", question.code() + " was answered with " + option + " by " + by);
    run.changes.event(AutoPurchaseEvent.QUESTION_ANSWERED, question.code(), option, by, Map.of("questionId", question.id()));
    procedure.answer(run, question, option);
  }

  private List<Document<SignalBody>> signals(ActivityId id) {
    RecordFields ofActivity = RecordFields.builder().reference(id.value()).build();
    Instant now = kernel.now();
    return kernel.store.find(RecordQuery.of(Keys.SIGNAL, ofActivity, 0, SIGNALS)).records().stream()
        .filter(row -> row.fields().dueAt().filter(at -> SignalBody.isDelayed(at, now)).isEmpty())
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
