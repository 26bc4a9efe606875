package io.autopurchase.year;

import io.autopurchase.ActivityState;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Writes what the engine has written in a part of a day once more for each other part of the day: activities, purchases, events,
 * names, and by them the words of texts. The commits of the part are folded into one: of each record the last version, of names
 * those that are still held; its events have been delivered. Ids and numbers are replaced, times moved by whole parts. What a shop
 * has once is not copied: sessions, limiters, how far each is synchronized.
 */
final class Copies implements AutoCloseable {
  private static final Set<String> KINDS = Set.of("activity", "purchase");

  /** So many copies share a transaction. */
  private static final int TOGETHER = 12;

  private final ActivityStore store;
  private final int parts;
  private final Duration part;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** How often a purchase of the sample was written to each copy, while it may change. */
  private final Map<RecordKey, Integer> versions = new HashMap<>();

  /** What the engine wrote, and the copies too. */
  final Counts engine = new Counts();

  final Counts copied = new Counts();

  /** How many of each were written. */
  static final class Counts {
    final Map<String, Long> records = new LinkedHashMap<>();
    long events;
    long names;

    synchronized void add(Commit commit) {
      for (Commit.Put put : commit.puts()) {
        if (put.expectedVersion() == 0) {
          records.merge(kind(put), 1L, Long::sum);
        }
      }
      events += commit.events().size();
      names += commit.reservations().size();
    }

    /** Activities are told apart by their types. */
    private static String kind(Commit.Put put) {
      String kind = put.key().kind();
      return kind.equals("activity") ? put.fields().type().orElse(kind) : kind;
    }
  }

  /** @param parts of a day, the one that the engine has run included */
  Copies(ActivityStore store, int parts) {
    this.store = store;
    this.parts = parts;
    part = Duration.ofDays(1).dividedBy(parts);
  }

  /** What is left of some commits. */
  private static final class Net {
    final Map<RecordKey, Commit.Put> puts = new LinkedHashMap<>();
    final Set<UniqueName> names = new LinkedHashSet<>();
    final Set<UniqueName> released = new LinkedHashSet<>();
    final List<StoredEvent> events = new ArrayList<>();

    void add(Commit commit) {
      for (Commit.Put put : commit.puts()) {
        if (KINDS.contains(put.key().kind())) {
          puts.put(put.key(), put);
        }
      }
      for (UniqueName name : commit.releases()) {
        if (!names.remove(name)) {
          released.add(name);
        }
      }
      names.addAll(commit.reservations());
      events.addAll(commit.events());
    }
  }

  /**
   * Copies a part of a day.
   *
   * @param end of the part, which is the last of its day
   */
  void write(List<Commit> commits, Instant end) throws InterruptedException, ExecutionException {
    Net net = new Net();
    commits.forEach(net::add);
    for (Commit.Put put : net.puts.values()) {
      if (put.key().kind().equals("activity") && !ActivityState.valueOf(put.fields().state().orElseThrow()).isFinished()) {
        throw new IllegalStateException(put.key() + " has not ended: a copy of it would never end");
      }
    }
    engine.add(commit(net, 0, end));
    List<Templates> templates = net.puts.values().stream().map(Templates::new).toList();
    List<Future<?>> all = new ArrayList<>();
    for (int from = 1; from < parts; from += TOGETHER) {
      int first = from;
      all.add(
          threads.submit(
              () ->
                  apply(
                      IntStream.range(first, Math.min(parts, first + TOGETHER))
                          .mapToObj(number -> copy(net, templates, number, end))
                          .toList())));
    }
    for (Future<?> one : all) {
      one.get();
    }
    for (Commit.Put put : net.puts.values()) {
      if (put.fields().state().filter("OPEN"::equals).isPresent()) {
        versions.merge(put.key(), 1, Integer::sum);
      } else {
        versions.remove(put.key());
      }
    }
  }

  private void apply(List<Commit> commits) {
    for (CommitResult result : store.commitAll(commits)) {
      if (!(result instanceof CommitResult.Applied)) {
        throw new IllegalStateException("a copy without a rival was refused: " + result);
      }
    }
    commits.forEach(copied::add);
  }

  /** The original, as if written at once; only to be counted. */
  private Commit commit(Net net, int copy, Instant end) {
    Commit.Builder commit = Commit.builder("sample/" + end.toEpochMilli() + "/" + copy);
    for (Commit.Put put : net.puts.values()) {
      commit.put(put.key(), versions.getOrDefault(put.key(), 0), put.fields(), put.codecVersion(), put.body());
    }
    net.names.forEach(commit::reserve);
    net.events.forEach(commit::append);
    return commit.build();
  }

  private Commit copy(Net net, List<Templates> templates, int copy, Instant end) {
    long earlier = part.multipliedBy(copy).toMillis();
    // The engine runs in a part of each day. What it would have read again until then is due when that part is over.
    Instant dueAgain = end.plus(Duration.ofDays(1)).plus(Duration.ofHours(6).multipliedBy(copy).dividedBy(parts));
    Commit.Builder commit = Commit.builder("copy/" + end.toEpochMilli() + "/" + copy);
    for (Templates put : templates) {
      commit.put(
          new RecordKey(put.original.key().kind(), put.id.copy(copy, earlier)),
          versions.getOrDefault(put.original.key(), 0),
          put.fields(copy, earlier, dueAgain),
          put.original.codecVersion(),
          put.body.copyOfBody(copy, earlier));
    }
    net.released.forEach(name -> commit.release(copy(name, copy, earlier)));
    net.names.forEach(name -> commit.reserve(copy(name, copy, earlier)));
    for (StoredEvent event : net.events) {
      String id = copy(event.id(), copy, earlier);
      commit.delivered(id);
      commit.append(
          new StoredEvent(
              id,
              event.at().minusMillis(earlier),
              copy(event.fields(), copy, earlier),
              event.codecVersion(),
              Template.ofBody(event.body()).copyOfBody(copy, earlier)));
    }
    return commit.build();
  }

  private static String copy(String text, int copy, long earlier) {
    return new Template(text).copy(copy, earlier);
  }

  private static EventFields copy(EventFields fields, int copy, long earlier) {
    return EventFields.builder()
        .type(fields.type().orElse(null))
        .orderId(fields.orderId().map(id -> copy(id, copy, earlier)).orElse(null))
        .lineId(fields.lineId().orElse(null))
        .activity(fields.activity().map(id -> copy(id, copy, earlier)).orElse(null))
        .session(fields.provider().orElse(null), fields.login().orElse(null))
        .build();
  }

  private static UniqueName copy(UniqueName name, int copy, long earlier) {
    return new UniqueName(name.scope(), copy(name.name(), copy, earlier), copy(name.owner(), copy, earlier));
  }

  /** Of a record. */
  private static final class Templates {
    final Commit.Put original;
    final Template id;
    final Template body;
    private final Template order;
    private final Template reference;
    private final Template text;

    Templates(Commit.Put original) {
      this.original = original;
      RecordFields fields = original.fields();
      id = new Template(original.key().id());
      body = Template.ofBody(original.body());
      order = new Template(fields.orderId().orElse(""));
      reference = new Template(fields.reference().orElse(""));
      text = new Template(fields.text().orElse(""));
    }

    RecordFields fields(int copy, long earlier, Instant dueAgain) {
      RecordFields fields = original.fields();
      boolean isPurchase = original.key().kind().equals("purchase");
      return RecordFields.builder()
          .type(fields.type().orElse(null))
          .state(fields.state().orElse(null))
          .provider(fields.provider().orElse(null))
          .login(fields.login().orElse(null))
          .orderId(fields.orderId().isEmpty() ? null : order.copy(copy, earlier))
          .reference(fields.reference().isEmpty() ? null : reference.copy(copy, earlier))
          .text(fields.text().isEmpty() ? null : text.copy(copy, earlier))
          .dueAt(fields.dueAt().map(due -> isPurchase ? dueAgain : due.minusMillis(earlier)).orElse(null))
          .build();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
