package io.autopurchase.spring;

import io.autopurchase.Activity;
import io.autopurchase.ActivityCounts;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventQuery;
import io.autopurchase.Health;
import io.autopurchase.JournalEntry;
import io.autopurchase.Question;
import io.autopurchase.Session;
import io.autopurchase.spi.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters of what a shop has stored. They are read all together, in a few bounded queries, and never by a scrape. Every node shows the same
 * values, and counts the activities of all nodes: take the maximum over nodes, not the sum.
 */
final class StoreMeters implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StoreMeters.class);

  /** An event may be committed so much later than its time says, or be of a node whose clock is so much behind. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final int MOST_QUESTIONS = 500;

  private final MeterRegistry registry;
  private final AutoPurchase engine;
  private final TimeSource time;
  private final Tags shop;
  private final MultiGauge openActivities;
  private final MultiGauge openQuestions;
  private final MultiGauge sessions;
  private final MultiGauge lags;
  private final List<Meter> single = new ArrayList<>();
  private final Instant startedAt;
  private Map<String, Instant> counted = new HashMap<>();

  private volatile Instant oldestQuestion = Instant.MAX;
  private volatile long inDoubt;
  private volatile long undelivered;
  private volatile Instant readAt;
  private boolean failing;
  private boolean closed;

  StoreMeters(MeterRegistry registry, String shop, AutoPurchase engine, TimeSource time) {
    this.registry = registry;
    this.engine = engine;
    this.time = time;
    this.shop = Tags.of("shop", shop);
    startedAt = time.now();
    readAt = startedAt;
    openActivities = gauge("activities.open", "Activities that have not ended, by type and state", null);
    openQuestions = gauge("questions.open", "Open questions by code, of the newest 500 activities that ask", null);
    sessions = gauge("sessions", "Sessions by state", null);
    lags = gauge("sync.lag", "Time since the last synchronization that succeeded", "seconds");
    single("questions.oldest.age", "Time since the oldest of these questions was asked; 0 if there is none", "seconds", meters -> meters.oldestQuestion.equals(Instant.MAX) ? 0 : seconds(meters.oldestQuestion));
    single("placements.in.doubt", "Orders whose outcome is unknown, counted up to 100", null, meters -> (double) meters.inDoubt);
    single("events.undelivered", "Events that wait for a listener for longer than a minute, counted up to 1000", null, meters -> (double) meters.undelivered);
    single("reading.age", "Time since these meters were read", "seconds", meters -> seconds(meters.readAt));
  }

  private double seconds(Instant since) {
    return Duration.between(since, time.now()).toMillis() / 1000.0;
  }

  private MultiGauge gauge(String name, String description, @Nullable String unit) {
    return MultiGauge.builder("autopurchase." + name).description(description).baseUnit(unit).tags(shop).register(registry);
  }

  private void single(String name, String description, @Nullable String unit, Function<StoreMeters, Double> value) {
    single.add(Gauge.builder("autopurchase." + name, this, value::apply).description(description).baseUnit(unit).tags(shop).strongReference(true).register(registry));
  }

  /** Reads all of them. What cannot be read stays as it was, which {@code reading.age} shows; the failure is logged once. */
  synchronized void read() {
    if (closed) {
      return;
    }
    try {
      activities();
      questions();
      sessions();
      health();
      finished();
      readAt = time.now();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("The meters of {} cannot be read; it is tried again", shop, e);
      }
      failing = true;
    }
  }

  private void activities() {
    ActivityCounts counts = engine.activities().counts(ActivityQuery.builder().finished(false).build());
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counts.byStateAndType().forEach(
        (state, types) -> types.forEach((type, count) -> rows.add(MultiGauge.Row.of(Tags.of("type", word(type), "state", word(state)), count))));
    openActivities.register(rows, true);
  }

  private void questions() {
    List<Activity> asking = engine.activities().find(ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).page(1, MOST_QUESTIONS).build()).entries();
    Map<String, Long> byCode =
        asking.stream().flatMap(activity -> activity.question().stream()).collect(Collectors.groupingBy(Question::code, TreeMap::new, Collectors.counting()));
    openQuestions.register(rows(byCode, code -> Tags.of("code", code)), true);
    oldestQuestion = asking.stream().map(StoreMeters::askedAt).min(Instant::compareTo).orElse(Instant.MAX);
  }

  /** The question is the last that happened to an activity that asks. */
  private static Instant askedAt(Activity activity) {
    List<JournalEntry> journal = activity.journal();
    return journal.isEmpty() ? activity.createdAt() : journal.get(journal.size() - 1).at();
  }

  private void sessions() {
    List<Session> all = engine.sessions().list();
    Map<String, Long> byState = all.stream().collect(Collectors.groupingBy(session -> word(session.state()), TreeMap::new, Collectors.counting()));
    sessions.register(rows(byState, state -> Tags.of("state", state)), true);
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Session session : all) {
      session.lastSynchronizedAt().ifPresent(
          last -> rows.add(MultiGauge.Row.of(Tags.of("provider", session.id().provider(), "login", session.id().login()), last, this::seconds)));
    }
    lags.register(rows, true);
  }

  private static List<MultiGauge.Row<?>> rows(Map<String, Long> counts, Function<String, Tags> tags) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counts.forEach((key, count) -> rows.add(MultiGauge.Row.of(tags.apply(key), count)));
    return rows;
  }

  private void health() {
    Health health = engine.health();
    inDoubt = health.issues().stream().filter(issue -> issue.code() == Health.Code.ORDER_IN_DOUBT).count();
    undelivered = health.undeliveredEvents();
  }

  /** Counts what has ended since the engine was built; an event may come late, so those of the last minutes are looked at again. */
  private void finished() {
    Instant now = time.now();
    Instant since = startedAt.isAfter(readAt.minus(OVERLAP)) ? startedAt : readAt.minus(OVERLAP);
    Set<String> ended = Set.of(ActivityState.COMPLETED.name(), ActivityState.FAILED.name(), ActivityState.INTERRUPTED.name());
    Set<String> seen = new HashSet<>();
    engine
        .events()
        .stream(EventQuery.builder().types(AutoPurchaseEvent.ACTIVITY_CHANGED).since(since).oldestFirst().limit(500).build())
        .filter(event -> event.newValue().filter(ended::contains).isPresent())
        .forEach(
            event -> {
              seen.add(event.id());
              if (counted.putIfAbsent(event.id(), now) == null) {
                count(event);
              }
            });
    counted.keySet().retainAll(seen);
  }

  private void count(AutoPurchaseEvent event) {
    String type = event.activity().flatMap(engine.activities()::find).map(activity -> word(activity.type())).orElse("unknown");
    registry
        .counter("autopurchase.activities.finished", shop.and("type", type, "outcome", event.newValue().orElseThrow().toLowerCase(Locale.ROOT)))
        .increment();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Removes the meters of a stopped engine: another one has its own. Counters stay. */
  @Override
  public synchronized void close() {
    closed = true;
    List.of(openActivities, openQuestions, sessions, lags).forEach(gauge -> gauge.register(List.of(), true));
    single.forEach(registry::remove);
    counted = new HashMap<>();
  }
}
