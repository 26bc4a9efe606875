package io.autopurchase.core.activity;

import io.autopurchase.Activities;
import io.autopurchase.Activity;
import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.ResultPage;
import io.autopurchase.SessionId;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.SearchText;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Shows activities, and takes down what people ask of them. */
public final class DefaultActivities implements Activities, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Of what people type; longer texts are searched by their beginning. */
  private static final int TEXT_LIMIT = 200;

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final RecordStore recordStore;
  private final ActivityExecutor runner;
  private final BiConsumer<ActivityId, Instant> scheduler;
  private final RestingWatch watch;

  public DefaultActivities(
      RecordStore recordStore, ActivityExecutor runner, BiConsumer<ActivityId, Instant> scheduler, ThreadFactory threads) {
    watch = new RestingWatch(this::get, recordStore.time, threads);
    this.recordStore = recordStore;
    this.runner = runner;
    this.scheduler = scheduler;
  }

  @Override
  public ResultPage<Activity> find(ActivityQuery query) {
    Objects.requireNonNull(query, "query");
    return page(query, activity -> activity);
  }

  @Override
  public ResultPage<ActivitySummary> summaries(ActivityQuery query) {
    Objects.requireNonNull(query, "query");
    return page(query, ActivitySummary::of);
  }

  @Override
  public Stream<ActivitySummary> stream(ActivityQuery query) {
    Objects.requireNonNull(query, "query");
    ActivityQuery.Builder pages = query.toBuilder().page(1, query.size());
    UnaryOperator<List<ActivitySummary>> next =
        page -> page.size() < query.size() ? List.of() : summaries(pages.before(page.get(page.size() - 1).id()).build()).entries();
    return Stream.iterate(summaries(pages.build()).entries(), page -> !page.isEmpty(), next).flatMap(List::stream);
  }

  private <V> ResultPage<V> page(ActivityQuery query, Function<Activity, V> view) {
    if (hasNoWord(query)) {
      return ResultPage.of(List.of(), query.page(), query.size(), 0);
    }
    int offset = Math.multiplyExact(query.page() - 1, query.size());
    List<RecordPage> found =
        selections(query)
            .map(fields -> recordStore.store.find(bounded(RecordQuery.of(Keys.ACTIVITY, fields, offset, query.size()), query, query.before())))
            .toList();
    List<StoredRecord> rows =
        found.stream()
            .flatMap(page -> page.records().stream())
            .sorted(Comparator.comparing((StoredRecord row) -> row.key().id()).reversed())
            .limit(query.size())
            .toList();
    List<V> entries = views(rows).map(view).toList();
    long total = found.stream().mapToLong(RecordPage::total).sum();
    return ResultPage.of(entries, query.page(), query.size(), total, found.stream().allMatch(RecordPage::isTotalExact));
  }

  /** What to ask the store for, one after the other. */
  private static Stream<RecordFields> selections(ActivityQuery query) {
    Stream<ActivityState> states = query.states().isEmpty() ? Stream.of((ActivityState) null) : query.states().stream();
    return states.flatMap(state -> selections(query, state, query.type().orElse(null)));
  }

  private static Stream<RecordFields> selections(ActivityQuery query, @Nullable ActivityState state, @Nullable ActivityType type) {
    Stream<String> attention = query.reason().map(ActivityView::waitingFor).orElse(Stream.of((String) null));
    return attention.map(each -> fields(query, state, type, each));
  }

  /** Ids begin with the time at which they were made. */
  private static RecordQuery bounded(RecordQuery fields, ActivityQuery query, Optional<ActivityId> before) {
    Stream<String> ends = Stream.of(before.map(ActivityId::value), query.createdUntil().map(Ids::bound)).flatMap(Optional::stream);
    return fields.before(ends.min(Comparator.naturalOrder()).orElse(null)).from(query.createdSince().map(Ids::bound).orElse(null));
  }

  private static Optional<String> words(ActivityQuery query) {
    return query.text().filter(wanted -> !wanted.isBlank()).map(wanted -> SearchText.query(wanted, TEXT_LIMIT));
  }

  /** A text that consists of signs alone is found nowhere. */
  private static boolean hasNoWord(ActivityQuery query) {
    return words(query).filter(String::isEmpty).isPresent();
  }

  private static RecordFields fields(
      ActivityQuery query, @Nullable ActivityState state, @Nullable ActivityType type, @Nullable String attention) {
    return RecordFields.builder()
        .state(state == null ? null : state.name())
        .type(type == null ? null : type.name())
        .provider(query.provider().orElse(null))
        .login(query.login().orElse(null))
        .orderId(query.orderId().orElse(null))
        .reference(attention)
        .text(words(query).orElse(null))
        .build();
  }

  @Override
  public ActivityCounts counts(ActivityQuery query) {
    Objects.requireNonNull(query, "query");
    ActivityCounts.Builder counts = ActivityCounts.builder();
    Set<ActivityState> states = query.states().isEmpty() ? EnumSet.complementOf(EnumSet.of(ActivityState.UNKNOWN)) : query.states();
    Set<ActivityType> types = query.type().map(EnumSet::of).orElse(EnumSet.allOf(ActivityType.class));
    for (ActivityState state : hasNoWord(query) ? Set.<ActivityState>of() : states) {
      long left = types.size() == 1 ? Long.MAX_VALUE : countable(query, state);
      for (ActivityType type : types) {
        for (RecordPage page : left > 0 ? matches(query, state, type) : List.<RecordPage>of()) {
          counts.add(state, type, page.total(), page.isTotalExact());
          left -= page.total();
        }
      }
    }
    return counts.build();
  }

  /** How many there are of all types, so that the rest need not be looked for once so many are counted. */
  private long countable(ActivityQuery query, ActivityState state) {
    List<RecordPage> all = matches(query, state, null);
    boolean isExact = all.stream().allMatch(RecordPage::isTotalExact);
    return isExact ? all.stream().mapToLong(RecordPage::total).sum() : Long.MAX_VALUE;
  }

  private List<RecordPage> matches(ActivityQuery query, ActivityState state, @Nullable ActivityType type) {
    return selections(query, state, type)
        .map(fields -> recordStore.store.find(bounded(RecordQuery.of(Keys.ACTIVITY, fields, 0, 1), query, Optional.empty())))
        .toList();
  }

  @Override
  public Activity await(ActivityId id, Duration atMost) throws InterruptedException {
    Objects.requireNonNull(id, "activity");
    Objects.requireNonNull(atMost, "atMost");
    long end = System.nanoTime() + atMost.toNanos();
    Activity activity = get(id);
    while (!activity.rests() && System.nanoTime() - end < 0) {
      TimeUnit.NANOSECONDS.sleep(Math.min(LOOK_EVERY.toNanos(), Math.max(1, end - System.nanoTime())));
      activity = get(id);
    }
    return activity;
  }

  @Override
  public CompletionStage<Activity> whenResting(ActivityId id) {
    Objects.requireNonNull(id, "activity");
    return watch.watch(id);
  }

  @Override
  public Optional<Activity> find(ActivityId id) {
    Objects.requireNonNull(id, "activity");
    return recordStore.store.load(Keys.activity(id.value())).flatMap(row -> views(List.of(row)).findFirst());
  }

  /** No one waits for an activity of this engine any more. */
  @Override
  public void close() {
    watch.close();
  }

  private Stream<Activity> views(List<StoredRecord> rows) {
    Set<RecordKey> answers = answers(rows);
    return rows.stream()
        .map(row -> recordStore.view(row, ActivityRecord.class, body -> view(body, answers)).orElseGet(() -> ActivityView.unreadable(row)));
  }

  /** The answers that have not taken effect yet. */
  private Set<RecordKey> answers(List<StoredRecord> rows) {
    List<RecordKey> keys =
        rows.stream()
            .flatMap(row -> recordStore.view(row, ActivityRecord.class, DefaultActivities::answerKey).flatMap(Function.identity()).stream())
            .toList();
    return keys.isEmpty() ? Set.of() : recordStore.store.loadAll(keys).stream().map(StoredRecord::key).collect(Collectors.toSet());
  }

  private static Optional<RecordKey> answerKey(ActivityRecord body) {
    return Optional.ofNullable(body.question).map(question -> Keys.answer(body.id, question.id()));
  }

  /** A question that was answered is not open any more, though the answer takes effect a moment later. */
  private static Activity view(ActivityRecord body, Set<RecordKey> answers) {
    return answerKey(body).filter(answers::contains).isPresent() ? ActivityView.answered(body) : ActivityView.of(body);
  }

  @Override
  public Activity answer(ActivityId id, String questionId, String option, String by) {
    Objects.requireNonNull(id, "activity");
    Objects.requireNonNull(questionId, "questionId");
    Objects.requireNonNull(option, "option");
    String name = PlainText.requireActor(by);
    while (true) {
      Versioned<ActivityRecord> activity = require(id);
      QuestionRecord question = activity.body().question;
      String given = activity.body().answers.get(questionId);
      if (given != null && given.equals(option)) {
        return ActivityView.of(activity.body());
      }
      if (question == null || !question.id().equals(questionId)) {
        throw new ConflictException(
            "STALE_ANSWER", "question " + PlainText.quote(questionId) + " of activity " + id + " is not open" + (given == null ? "" : "; it was answered with " + given), id);
      }
      if (!question.offers(option)) {
        if (option.equals(AnswerOption.ORDER_IS)) {
          throw new InvalidInputException("option", "UNKNOWN_OPTION", Arguments.of("text", "orderNumberMissing"));
        }
        throw new InvalidInputException(
            "option", "UNKNOWN_OPTION", Arguments.of("value", PlainText.quote(option), "options", question.options().stream().map(o -> o.id()).toList()));
      }
      CommitResult result =
          append(activity, place(id, questionId), new SignalRecord(SignalRecord.ANSWER, questionId, option, name), RecordStore.AT_ONCE);
      if (result.isApplied()) {
        return scheduled(id, recordStore.now());
      }
      if (isSignal(result)) {
        SignalRecord first =
            recordStore.load(Keys.answer(id.value(), questionId), SignalRecord.class).map(Versioned::body).orElse(null);
        if (first != null && !option.equals(first.option())) {
          throw new ConflictException(
              "STALE_ANSWER", "question " + questionId + " of activity " + id + " was answered with " + first.option(), id);
        }
        if (first != null) {
          return scheduled(id, recordStore.now());
        }
      }
    }
  }

  private RecordKey place(ActivityId id, String questionId) {
    return Keys.answer(id.value(), recordStore.safety.nameOfAnswer(questionId, recordStore.ids::next));
  }

  @Override
  public Activity interrupt(ActivityId id, String by) {
    Objects.requireNonNull(id, "activity");
    return signal(id, SignalRecord.INTERRUPT, PlainText.requireActor(by), false, RecordStore.AT_ONCE);
  }

  @Override
  public Activity retry(ActivityId id, String by) {
    Objects.requireNonNull(id, "activity");
    return signal(id, SignalRecord.RETRY, PlainText.requireActor(by), true, RecordStore.AT_ONCE);
  }

  @Override
  public Activity advance(ActivityId id) {
    Objects.requireNonNull(id, "activity");
    require(id);
    runner.run(id);
    return get(id);
  }

  /**
   * Lets an activity look at what it waits for.
   *
   * @param at when: many hints that come together are worth one look
   */
  public Activity wake(ActivityId id, String by, Instant at) {
    return signal(id, SignalRecord.WAKE, by, true, at);
  }

  /** Whether unfinished activities need a session. */
  public boolean isInUse(SessionId session) {
    for (ActivityState state : ActivityRecord.UNFINISHED) {
      RecordFields fields =
          RecordFields.builder().state(state.name()).provider(session.provider()).login(session.login()).build();
      if (!recordStore.store.find(RecordQuery.of(Keys.ACTIVITY, fields, 0, 1)).records().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Activity signal(ActivityId id, String type, String by, boolean alsoWhenReopenable, Instant at) {
    while (true) {
      Versioned<ActivityRecord> activity = require(id);
      ActivityRecord body = activity.body();
      boolean isReopened = alsoWhenReopenable && (type.equals(SignalRecord.RETRY) ? body.mayBeReopened() : body.hasEndedUncertain());
      if (body.state.isFinished() && !isReopened) {
        return ActivityView.of(body);
      }
      CommitResult result =
          append(activity, Signals.key(id.value(), type), new SignalRecord(type, null, null, by), at);
      if (result.isApplied() || isSignal(result)) {
        return scheduled(id, at);
      }
    }
  }

  /** A signal has a record of its own, so that it never costs the run at work its version; it only must not end in the meantime. */
  private CommitResult append(Versioned<ActivityRecord> activity, RecordKey place, SignalRecord signal, Instant at) {
    Commit.Builder commit = recordStore.begin();
    commit.expect(activity.key(), activity.version());
    recordStore.put(commit, new Versioned<>(place, 0, signal), signal.fields(activity.body().id, at));
    if (signal.type().equals(SignalRecord.INTERRUPT) || signal.type().equals(SignalRecord.RETRY)) {
      Requests.append(recordStore, commit, activity.body(), signal.type(), signal.by());
    }
    return recordStore.commit(commit.build(), PATIENCE);
  }

  private static boolean isSignal(CommitResult result) {
    return result instanceof CommitResult.VersionConflict lost && lost.key().kind().equals(Keys.SIGNAL);
  }

  private Activity scheduled(ActivityId id, Instant at) {
    Instant now = recordStore.now();
    scheduler.accept(id, at.isBefore(now) ? now : at);
    return get(id);
  }

  private Versioned<ActivityRecord> require(ActivityId id) {
    return recordStore
        .load(Keys.activity(id.value()), ActivityRecord.class)
        .orElseThrow(() -> new NotFoundException("activity", id.value()));
  }
}
