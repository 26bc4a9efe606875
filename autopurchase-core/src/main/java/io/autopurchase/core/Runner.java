package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.PurchaseEvent;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final int SIGNALS = 100;

  private final Kernel kernel;
  private final SessionDesk sessions;
  private final ProviderRegistry providers;
  private final Map<ActivityType, Procedure> procedures;
  private final Runnable committed;
  private volatile boolean draining;

  /**
   * @param committed called after every commit
   */
  Runner(
      Kernel kernel,
      SessionDesk sessions,
      ProviderRegistry providers,
      Map<ActivityType, Procedure> procedures,
      Runnable committed) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.providers = providers;
    this.procedures = procedures;
    this.committed = committed;
  }

  @Override
  public Optional<Instant> run(ActivityId id) {
    try {
      return runOnce(id);
    } catch (StoreException e) {
      log.warn("The store cannot serve activity {} now: {}", id, e.getMessage());
      return Optional.of(kernel.now().plus(AFTER_STORE_FAILURE));
    } catch (Codec.UndecodableException e) {
      log.error("Activity {} is left as it is: {}", id, e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      log.error("Activity {} failed; it is taken up again, a few times at most", id, e);
      return Optional.of(kernel.now().plus(AFTER_FAILURE));
    }
  }

  @Override
  public List<ActivityId> due(Optional<ActivityId> after, int limit) {
    Instant now = kernel.now();
    String afterId = after.map(ActivityId::value).orElse(null);
    Stream<String> activities =
        kernel.store.due(Keys.ACTIVITY, now, afterId, limit).stream().map(row -> row.key().id());
    // Signals of an activity sort by its id, so the same page marker serves both.
    Stream<String> signals =
        kernel.store.due(Keys.SIGNAL, now, afterId == null ? null : afterId + "0", limit).stream()
            .map(row -> row.fields().reference().orElseThrow());
    return Stream.concat(activities, signals)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .limit(limit)
        .map(ActivityId::new)
        .toList();
  }

  @Override
  public void drain() {
    draining = true;
  }

  private Optional<Instant> runOnce(ActivityId id) {
    Optional<Document<ActivityBody>> found = kernel.load(Keys.activity(id.value()), ActivityBody.class);
    if (found.isEmpty() || draining) {
      return Optional.empty();
    }
    ActivityBody body = found.get().body();
    Instant now = kernel.now();
    List<Document<SignalBody>> signals = signals(id);
    boolean retried = signals.stream().anyMatch(signal -> signal.body().type().equals(SignalBody.RETRY));
    if (body.state.isFinished() && !(retried && body.state == ActivityState.FAILED)) {
      forget(signals);
      return Optional.empty();
    }
    if (body.leaseUntil != null && body.leaseUntil.isAfter(now)) {
      return Optional.of(body.leaseUntil);
    }
    Instant due = ActivityView.due(body);
    if (signals.isEmpty() && (due == null || due.isAfter(now))) {
      return Optional.ofNullable(due);
    }
    Run run = new Run(kernel, sessions, providers, found.get());
    if (body.starts >= MOST_STARTS && !retried) {
      park(run);
      return Optional.empty();
    }
    if (!takeOver(run, retried)) {
      return Optional.of(now.plus(Run.LEASE));
    }
    procedures.get(body.type).recover(run);
    return steps(run, signals);
  }

  private Optional<Instant> steps(Run run, List<Document<SignalBody>> first) {
    ActivityBody body = run.body;
    Procedure procedure = procedures.get(body.type);
    List<Document<SignalBody>> signals = first;
    while (true) {
      ActivityState before = body.state;
      boolean asked = body.question != null;
      signals.forEach(signal -> take(run, procedure, signal));
      answerByDefault(run, procedure);
      if (body.question != null) {
        body.rest(ActivityState.WAITING_FOR_ANSWER, body.question.code(), body.question.deadline());
      } else {
        procedure.step(run);
      }
      if (body.state == ActivityState.RUNNING && draining && run.mayRest()) {
        body.rest(ActivityState.QUEUED, null, run.now());
      }
      body.starts = 0;
      report(run, before, asked);
      if (!run.commit()) {
        log.info("Another node has taken activity {} over", body.id);
        return Optional.empty();
      }
      committed.run();
      if (body.state != ActivityState.RUNNING) {
        return Optional.ofNullable(ActivityView.due(body));
      }
      signals = signals(new ActivityId(body.id));
    }
  }

  /** The commit that gives this node the activity, and counts its start before anything of it is run. */
  private boolean takeOver(Run run, boolean retried) {
    ActivityBody body = run.body;
    if (retried) {
      body.starts = 0;
      body.failures = 0;
      body.finishedAt = null;
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

  private void park(Run run) {
    run.journal("ERROR", "PARKED", "it was started " + MOST_STARTS + " times without getting a step further; retry lets it go on");
    ActivityState before = run.body.state;
    run.body.rest(ActivityState.WAITING, "PARKED", null);
    report(run, before, false);
    if (run.commit()) {
      committed.run();
    }
  }

  private static void report(Run run, ActivityState before, boolean asked) {
    ActivityState now = run.body.state;
    boolean worthTelling = now != before && (now != ActivityState.RUNNING || before == ActivityState.QUEUED || asked);
    if (worthTelling) {
      run.event(
          PurchaseEvent.ACTIVITY_CHANGED,
          before.name(),
          now.name(),
          null,
          run.body.reason == null ? Map.of() : Map.of("reason", run.body.reason));
    }
  }

  private static void take(Run run, Procedure procedure, Document<SignalBody> document) {
    SignalBody signal = document.body();
    run.consume(document);
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
      case SignalBody.RETRY -> {
        run.body.failures = 0;
        procedure.hurry(run);
      }
      default -> run.journal("WARN", "UNKNOWN_SIGNAL", "a signal of an unknown type was dropped: " + signal.type());
    }
  }

  private static void answerByDefault(Run run, Procedure procedure) {
    QuestionBody question = run.body.question;
    if (question != null && !question.deadline().isAfter(run.now())) {
      close(run, procedure, question, question.defaultOption(), "deadline");
    }
  }

  private static void close(Run run, Procedure procedure, QuestionBody question, String option, String by) {
    run.body.question = null;
    run.body.answers.put(question.id(), option);
    run.body.state = ActivityState.RUNNING;
    run.journal("INFO", "ANSWERED", question.code() + " was answered with " + option + " by " + by);
    run.event(PurchaseEvent.QUESTION_ANSWERED, question.code(), option, by, Map.of("questionId", question.id()));
    procedure.answer(run, question, option);
  }

  private List<Document<SignalBody>> signals(ActivityId id) {
    RecordFields ofActivity = RecordFields.builder().reference(id.value()).build();
    return kernel.store.find(RecordQuery.of(Keys.SIGNAL, ofActivity, 0, SIGNALS)).records().stream()
        .map((StoredRecord row) -> kernel.read(row, SignalBody.class))
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
