package io.autopurchase.core.activity;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.SessionId;
import io.autopurchase.StoreException;
import io.autopurchase.WaitReason;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.UnreadableException;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes activities over and runs them, step by step, until they rest. What makes it safe to run an activity twice at once is
 * the version of its record alone: every write of a run expects the version of the run's last one.
 */
public final class ActivityExecutor implements ActivityRunner {
  private static final Logger log = LoggerFactory.getLogger(ActivityExecutor.class);

  /** So many take-overs without one committed step, and an activity is left for a person to look at. */
  private static final int MOST_STARTS = 5;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration AFTER_STORE_FAILURE = Duration.ofSeconds(5);
  private static final Duration AFTER_UNREADABLE = Duration.ofMinutes(5);

  /** So often an activity rests after it was interrupted; then it ends, and reports as uncertain what it does not know. */
  private static final int MOST_RESTS_AFTER_INTERRUPTION = 30;

  /** One that had ended uncertain looks a few times more. */
  private static final int RESTS_AFTER_REOPENING = 3;

  private static final Duration LONGEST_REST_AFTER_INTERRUPTION = Duration.ofMinutes(5);

  private final RecordStore recordStore;
  private final ActivityServices services;
  private final Map<ActivityType, ActivityHandler> handlers;
  private final Signals inbox;
  private final QuestionDeadlines deadlines;
  private final Distrust distrust;
  private final Sweep sweep;
  private volatile boolean draining;

  public ActivityExecutor(ActivityServices services, Map<ActivityType, ActivityHandler> handlers) {
    this.services = services;
    recordStore = services.recordStore;
    sweep = new Sweep(recordStore, services.health, new SessionWakes(recordStore, services.sessions));
    inbox = new Signals(recordStore);
    deadlines = new QuestionDeadlines(recordStore.clock);
    distrust = new Distrust(recordStore.time);
    this.handlers = handlers;
  }

  @Override
  public Optional<Instant> run(ActivityId id) {
    ActivityRun run = begin(id);
    while (!run.isOver()) {
      step(run);
    }
    return run.due();
  }

  /** Takes an activity over, if there is something to do for it now. Fails as {@link #run} does. */
  public ActivityRun begin(ActivityId id) {
    sweep.begun(id);
    try {
      return takeOver(id);
    } catch (RuntimeException | StackOverflowError e) {
      return ActivityRun.none(failed(id, e));
    }
  }

  /** Makes one step of a run that is not over. Fails as {@link #run} does. */
  public void step(ActivityRun run) {
    try {
      makeStep(run);
    } catch (UnreadableException e) {
      recordStore.report(e);
      run.end(leave(run));
    } catch (RuntimeException | StackOverflowError e) {
      run.end(failed(new ActivityId(run.step().body.id), e));
    }
  }

  /**
   * What an activity needs was written by another release, or is damaged. That is not a failure of the activity, and does not count as a
   * start: it rests as it was committed last, until a node can read all of it. One that is interrupted ends.
   */
  @Nullable
  private Instant leave(ActivityRun run) {
    ActivityRecord held = run.step().body;
    try {
      if ((held.interrupted || Signals.has(run.signals, SignalRecord.INTERRUPT)) && endUnread(run)) {
        return null;
      }
      Versioned<ActivityRecord> stored =
          recordStore.load(Keys.activity(held.id), ActivityRecord.class).filter(now -> now.body().epoch == held.epoch).orElse(null);
      if (stored == null) {
        return null;
      }
      StepContext step = new StepContext(services, stored, recordStore.clock.jumps());
      ActivityState before = step.body.state;
      if (step.body.reason != WaitReason.UNREADABLE) {
        step.journal("ERROR", Unreadable.UNREADABLE);
      }
      step.body.starts = 0;
      step.body.waitFor(WaitReason.UNREADABLE, step.now().plus(AFTER_UNREADABLE));
      report(step, before, false);
      step.commit();
      return step.body.until;
    } catch (StoreException e) {
      return failed(new ActivityId(held.id), e);
    }
  }

  /**
   * Ends an activity that was interrupted without what cannot be read. What it has sent and does not know of stays held.
   *
   * @return false if even its end needs that
   */
  private boolean endUnread(ActivityRun run) {
    ActivityRecord held = run.step().body;
    Optional<Versioned<ActivityRecord>> stored = recordStore.load(Keys.activity(held.id), ActivityRecord.class).filter(now -> now.body().epoch == held.epoch);
    if (stored.isEmpty()) {
      return true;
    }
    StepContext step = new StepContext(services, stored.get(), recordStore.clock.jumps());
    ActivityHandler handler = handler(held);
    ActivityState before = step.body.state;
    try {
      run.signals.forEach(signal -> take(step, handler, signal));
      step.body.interrupted = true;
      handler.recover(step);
      step.journal("ERROR", Unreadable.UNREADABLE, "text", "unreadableAndInterrupted");
      handler.endUncertain(step);
      report(step, before, false);
      step.commit();
      return true;
    } catch (UnreadableException e) {
      recordStore.report(e);
      return false;
    }
  }

  /** Returns when to try again; null for not at all. */
  @Nullable
  private Instant failed(ActivityId id, Throwable e) {
    if (e instanceof StoreException) {
      log.warn("The store cannot serve activity {} now: {}", id, e.getMessage());
      return recordStore.now().plus(AFTER_STORE_FAILURE);
    }
    if (e instanceof UnreadableException unreadable) {
      recordStore.report(unreadable);
      sweep.setAside(id);
      return null;
    }
    log.error("Activity {} failed; it is taken up again, a few times at most", id, e);
    return recordStore.now().plus(AFTER_FAILURE);
  }

  @Override
  public List<ActivityId> due(Optional<ActivityId> after, int limit) {
    return sweep.due(after, limit);
  }

  @Override
  public String shop() {
    return recordStore.store.shop();
  }

  @Override
  public void drain() {
    draining = true;
  }

  private ActivityHandler handler(ActivityRecord body) {
    return Objects.requireNonNull(handlers.get(body.type), () -> "no handler of type " + body.type);
  }

  private ActivityRun takeOver(ActivityId id) {
    int jumps = recordStore.clock.jumps();
    Optional<Versioned<ActivityRecord>> found = recordStore.load(Keys.activity(id.value()), ActivityRecord.class);
    if (found.isEmpty() || draining) {
      return ActivityRun.none(null);
    }
    ActivityRecord body = found.get().body();
    Instant now = recordStore.now();
    List<Versioned<SignalRecord>> signals = inbox.of(id);
    boolean retried = Signals.has(signals, SignalRecord.RETRY);
    boolean reopened = retried && body.mayBeReopened() || Signals.has(signals, SignalRecord.WAKE) && body.hasEndedUncertain();
    if (body.state.isFinished() && !reopened) {
      inbox.forget(signals);
      return ActivityRun.none(null);
    }
    // A time that a wrong clock has written is not a reason to wait; if its writer is alive, it loses its next commit.
    boolean isSuspect = recordStore.safety.isDoubtful(isByAWrongClock(body, now));
    boolean isTrusted = !isSuspect || distrust.wasShown(id);
    if (body.leaseUntil != null && body.leaseUntil.isAfter(now) && isTrusted) {
      return ActivityRun.none(body.leaseUntil);
    }
    Instant due = ActivityView.due(body);
    sweep.looked(id);
    if (signals.isEmpty() && !canUseItsSessionAgain(body) && (due == null || due.isAfter(now) && isTrusted)) {
      return ActivityRun.none(due);
    }
    if (!Signals.has(signals, SignalRecord.INTERRUPT) && lacksProvider(body)) {
      sweep.setAside(id);
      return ActivityRun.none(null);
    }
    StepContext step = new StepContext(services, found.get(), jumps);
    // An interruption of a parked activity is worth some starts more: it ends without what kills its node.
    boolean interrupted = Signals.has(signals, SignalRecord.INTERRUPT);
    int most = interrupted ? 2 * MOST_STARTS : MOST_STARTS;
    if (!retried && !recordStore.safety.mayStart(body.starts, most)) {
      if (body.state != ActivityState.PARKED) {
        park(step);
      }
      // Hints are of no use to it: a person decides, by an interruption or another try.
      inbox.forget(signals.stream().filter(signal -> signal.body().type().equals(SignalRecord.WAKE)).toList());
      return ActivityRun.none(null);
    }
    boolean hadFailed = body.state == ActivityState.FAILED;
    if (hadFailed) {
      handler(body).reopen(step);
    }
    body.reopened |= reopened;
    if (!isTrusted) {
      distrust.show(id);
      // In the commit of the take-over, because this node's clock dates it: afterwards nothing shows the wrong clock.
      handler(body).distrustTimes(step);
    } else if (isSuspect) {
      step.leaveTimesInDoubt();
    }
    // In the commit of the take-over: a signal that stayed until a step is through would let each death count as the first one again.
    List<Versioned<SignalRecord>> again = reopened || retried ? signals.stream().filter(ActivityExecutor::letsGoOn).toList() : List.of();
    again.forEach(signal -> take(step, handler(body), signal));
    if (!takeOver(step, reopened || retried)) {
      if (hadFailed && step.isHeldElsewhere()) {
        stayFailed(id, signals);
        return ActivityRun.none(null);
      }
      return ActivityRun.none(now.plus(StepContext.LEASE));
    }
    handler(body).recover(step);
    return ActivityRun.at(step, signals.stream().filter(signal -> !again.contains(signal)).toList());
  }

  private static boolean letsGoOn(Versioned<SignalRecord> signal) {
    return signal.body().type().equals(SignalRecord.RETRY) || signal.body().type().equals(SignalRecord.WAKE);
  }

  /** Another node may have it: its activities are not counted as started, and are looked at again later. */
  private boolean lacksProvider(ActivityRecord body) {
    Optional<String> why = services.providers.whyMissing(body.provider);
    if (why.isPresent() && services.health.isMissing(body.provider, why.get())) {
      log.error("This node leaves the activities of provider {} to others: {}", body.provider, why.get());
    }
    return why.isPresent();
  }

  private static boolean isByAWrongClock(ActivityRecord body, Instant now) {
    return ClockWatch.isAhead(body.writtenAt, now) || ClockWatch.isAhead(body.leaseUntil, now.plus(StepContext.LONGEST_LEASE));
  }

  private void makeStep(ActivityRun run) {
    StepContext step = run.step();
    ActivityRecord body = step.body;
    ActivityHandler handler = handler(body);
    ActivityState before = body.state;
    boolean asked = body.question != null;
    if (step.hasClockJumped()) {
      // What this run has written by its clock, before or after the jump, is worth nothing.
      handler.distrustTimes(step);
    }
    run.signals.forEach(signal -> take(step, handler, signal));
    answerByDefault(step, handler);
    step.drain(draining);
    if (body.question != null) {
      stepWhileAsking(step, handler);
    } else if (!draining || !step.mayRest()) {
      handler.step(step);
      body.reopened = false;
      endIfInterruptedForLong(step, handler);
    }
    if (body.state == ActivityState.RUNNING && draining && step.mayRest()) {
      body.rest(ActivityState.QUEUED, step.now());
    }
    if (step.hasAdvanced()) {
      body.starts = 0;
    } else if (body.state != ActivityState.RUNNING) {
      body.starts = Math.max(0, body.starts - 1); // this run ends as it should, so it is none of those that kill their node
    }
    report(step, before, asked);
    if (step.mayReadOn()) {
      step.calls.settled();
      run.signals = readAhead(step);
      return;
    }
    boolean isMine = step.commit();
    Optional<StepContext.Asked> question = step.takeAsked();
    if (isMine && question.isPresent()) {
      deadlines.confirm(step, question.get());
      isMine = step.commit();
    }
    if (!isMine) {
      log.info("Activity {} was changed by another node; this run is over", body.id);
      run.end(recordStore.now().plus(StepContext.LEASE));
      return;
    }
    if (body.state == ActivityState.RUNNING) {
      run.signals = readAhead(step);
    } else {
      run.end(ActivityView.due(body));
    }
  }

  /** In one round trip: what has come for the activity since, and what the next call is decided by. An answer has its question's step. */
  private List<Versioned<SignalRecord>> readAhead(StepContext step) {
    if (step.body.question != null) {
      return inbox.of(new ActivityId(step.body.id));
    }
    List<RecordKey> signals = Signals.keys(step.body.id);
    List<RecordKey> pieces = step.newPieces();
    if (!step.ahead.read(Stream.of(signals, step.calls.lookedAt(), pieces).flatMap(List::stream).toList())) {
      return List.of(); // those that had come were taken
    }
    pieces.forEach(key -> step.ahead.load(key).ifPresent(step::foundPiece));
    return inbox.read(signals.stream().flatMap(key -> step.ahead.load(key).stream()));
  }

  private boolean canUseItsSessionAgain(ActivityRecord body) {
    if (body.reason != WaitReason.NEEDS_AUTHORIZATION) {
      return false;
    }
    return switch (services.sessions.tokens().access(new SessionId(body.provider, body.login), null).kind()) {
      case READY, REFRESH_DUE -> true;
      case BUSY, LOCKED, UNAVAILABLE -> false;
    };
  }

  /** Does what must not wait for an answer; that may make the question pointless. */
  private void stepWhileAsking(StepContext step, ActivityHandler handler) {
    ActivityRecord body = step.body;
    String question = body.openQuestion().id();
    Optional<Instant> next = handler.stepWhileAsking(step);
    if (body.question == null) {
      // An answer that arrives in this moment was accepted, so it counts: a withdrawal must not pass it by.
      recordStore.safety.expectNoAnswer(Keys.answer(body.id, question), step.changes::expectNone);
      body.state = ActivityState.RUNNING;
      return;
    }
    Instant now = step.now();
    if (body.state == ActivityState.RUNNING && next.filter(at -> !at.isAfter(now)).isPresent() && !draining) {
      return; // what is due already is done in this run
    }
    body.rest(ActivityState.WAITING_FOR_ANSWER, deadlines.nextLook(step, next));
  }

  /** What was sent is looked up for a while after an interruption; but that ends, whatever the provider shows or hides. */
  private static void endIfInterruptedForLong(StepContext step, ActivityHandler handler) {
    ActivityRecord body = step.body;
    if (!body.interrupted || body.state != ActivityState.WAITING || !step.mayRest()) {
      return;
    }
    body.restsSinceInterruption++;
    boolean isLong = body.until == null || body.until.isAfter(step.now().plus(LONGEST_REST_AFTER_INTERRUPTION));
    boolean isNobodys = body.reason == WaitReason.NEEDS_AUTHORIZATION || body.reason == WaitReason.UNREADABLE;
    if (isLong || isNobodys || body.restsSinceInterruption >= MOST_RESTS_AFTER_INTERRUPTION) {
      handler.endUncertain(step);
    }
  }

  /** The commit that gives this node the activity, and counts its start before anything of it is run. */
  private boolean takeOver(StepContext step, boolean retried) {
    ActivityRecord body = step.body;
    if (retried) {
      body.reason = null; // it may be parked again
      body.removeAt = null;
      body.starts = 0;
      body.failures = 0;
      body.finishedAt = null;
      body.restsSinceInterruption = Math.min(body.restsSinceInterruption, MOST_RESTS_AFTER_INTERRUPTION - RESTS_AFTER_REOPENING);
    }
    body.epoch++;
    body.starts++;
    body.leaseUntil = null;
    ActivityState before = body.state;
    body.state = ActivityState.RUNNING;
    body.until = null;
    if (before == ActivityState.QUEUED) {
      report(step, before, false);
    }
    return step.commit();
  }

  /** Others deal with what a failed activity is about, so it cannot be tried again now. */
  private void stayFailed(ActivityId id, List<Versioned<SignalRecord>> signals) {
    recordStore
        .load(Keys.activity(id.value()), ActivityRecord.class)
        .filter(stored -> stored.body().state == ActivityState.FAILED)
        .ifPresent(
            stored -> {
              StepContext step = new StepContext(services, stored, recordStore.clock.jumps());
              step.journal("WARN", "LINE_LOCKED");
              signals.forEach(step.changes::consume);
              step.commit();
            });
  }

  private void park(StepContext step) {
    step.journal("ERROR", "PARKED", "starts", MOST_STARTS);
    ActivityState before = step.body.state;
    step.body.waitFor(WaitReason.PARKED, null);
    report(step, before, false);
    step.commit();
  }

  private static void report(StepContext step, ActivityState before, boolean asked) {
    ActivityState now = step.body.state;
    // A synchronization may run every few seconds, so only its result is reported.
    boolean isRoutine = step.body.type == ActivityType.SYNCHRONIZATION;
    boolean isBegun = before == ActivityState.QUEUED && !isRoutine;
    boolean worthTelling = now != before && (now != ActivityState.RUNNING || isBegun || asked);
    if (worthTelling) {
      step.changes.event(
          AutoPurchaseEvent.ACTIVITY_CHANGED,
          before.name(),
          now.name(),
          null,
          why(step.body).map(reason -> Map.of("reason", reason)).orElse(Map.of()));
    }
  }

  /** Why it rests, in one word. */
  private static Optional<String> why(ActivityRecord body) {
    return body.state == ActivityState.WAITING_FOR_ANSWER ? Optional.of(body.openQuestion().code()) : Optional.ofNullable(body.reason).map(Enum::name);
  }

  private void take(StepContext step, ActivityHandler handler, Versioned<SignalRecord> document) {
    SignalRecord signal = document.body();
    recordStore.safety.takeSignal(document, step.changes::consume, taken -> inbox.forget(List.of(taken)));
    switch (signal.type()) {
      case SignalRecord.ANSWER -> {
        QuestionRecord question = step.body.question;
        if (question != null && question.id().equals(signal.questionId())) {
          close(step, handler, question, signal.answer(), signal.by());
        }
      }
      case SignalRecord.INTERRUPT -> {
        step.body.interrupted = true;
        step.body.question = null;
        step.body.state = ActivityState.RUNNING;
        step.journal("INFO", "INTERRUPTED", "by", signal.by());
        handler.wake(step);
      }
      case SignalRecord.RETRY, SignalRecord.WAKE -> {
        step.body.failures = 0;
        step.body.lookedAt = step.now();
        handler.wake(step);
      }
      default -> step.journal("WARN", "UNKNOWN_SIGNAL", "type", signal.type());
    }
  }

  private void answerByDefault(StepContext step, ActivityHandler handler) {
    deadlines.correct(step);
    if (deadlines.isOver(step)) {
      QuestionRecord question = step.body.openQuestion();
      // An answer that arrives in this moment was accepted, so it counts: the default must not pass it by.
      recordStore.safety.expectNoAnswer(Keys.answer(step.body.id, question.id()), step.changes::expectNone);
      close(step, handler, question, question.defaultOption(), AutoPurchaseEvent.DEADLINE_ACTOR);
    }
  }

  private static void close(StepContext step, ActivityHandler handler, QuestionRecord question, String option, String by) {
    step.advance();
    step.body.question = null;
    step.body.answers.put(question.id(), option);
    step.body.answeredBy = by;
    step.body.state = ActivityState.RUNNING;
    step.journal("INFO", "ANSWERED", "question", question.code(), "option", option, "by", by);
    step.changes.questionEvent(
        AutoPurchaseEvent.QUESTION_ANSWERED, question.lineId(), question.code(), option, by, Map.of("questionId", question.id()));
    handler.answer(step, question, option);
  }
}
