package io.autopurchase.testkit;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.TimeRange;
import io.autopurchase.spi.UniqueName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** All rules at once: thousands of random operations, each compared with a model that is nothing but maps. */
interface ModelRules extends StoreRules {
  @Test
  default void required_S00a_randomOperations_behaveLikeTheModel() {
    long seed = harness().contract.seed();
    RandomOperations operations = new RandomOperations(harness(), new Random(seed));
    int step = 0;
    try {
      for (; step < harness().contract.modelOperations(); step++) {
        operations.next(step);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "random operation " + step + " of seed " + seed + " (set it by -D" + ActivityStoreContract.SEED + "): " + e.getMessage(), e);
    }
  }

  /** From few keys, names and ids, so that they meet. */
  final class RandomOperations {
    private static final List<String> IDS = List.of("a", "A", "a ", "b", "c/1", "d");
    private static final List<String> KINDS = List.of("activity", "signal");
    private static final List<String> WORDS = List.of("", "O-1", "o-1", "\u00e4", "\uD83D\uDE00", "100%", "red shoes", "red");
    private static final List<String> TEXTS = List.of("O-1", "o", "\u00e4", "\uD83D\uDE00", "100%", "shoes red", "r");
    private static final int REMEMBERED = 50;

    private final StoreModel model;
    private final Random random;
    private final List<Commit> earlier = new ArrayList<>();

    RandomOperations(StoreHarness harness, Random random) {
      this.model = new StoreModel(harness.store());
      this.random = random;
    }

    void next(int step) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> remember(commit(step));
        case 4 -> repeat();
        case 5 -> model.checkLoad(key());
        case 6 -> model.checkFind(query());
        case 7 -> model.checkDue(pick(KINDS), moment(), random.nextBoolean() ? null : pick(IDS), 1 + random.nextInt(4));
        case 8 -> model.checkOwner(scope(), pick(WORDS.subList(1, 4)));
        default -> model.checkEvents(random.nextBoolean() ? null : eventId(), random.nextBoolean(), 1 + random.nextInt(50));
      }
    }

    private void remember(Commit commit) {
      CommitResult result = model.commit(commit);
      if (result.isApplied() || random.nextInt(4) == 0) {
        earlier.add(commit);
      }
      if (earlier.size() > REMEMBERED) {
        earlier.remove(0);
      }
      commit.puts().forEach(put -> model.checkLoad(put.key()));
    }

    private void repeat() {
      if (!earlier.isEmpty()) {
        model.commit(pick(earlier));
      }
    }

    private Commit commit(int step) {
      Commit.Builder commit = Commit.builder("random-" + step);
      Set<RecordKey> used = new HashSet<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        RecordKey key = key();
        if (used.add(key)) {
          change(commit, key, step);
        }
      }
      Set<String> reserved = new HashSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        UniqueName reservation = new UniqueName(scope(), pick(WORDS.subList(1, 4)), pick(IDS));
        if (random.nextBoolean()) {
          commit.release(reservation);
        } else if (reserved.add(reservation.scope() + reservation.name())) {
          commit.reserve(reservation);
        }
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        if (random.nextBoolean()) {
          commit.append(new StoredEvent(eventId(), moment(), EventFields.none(), 1, StoreHarness.bytes("event")));
        } else {
          commit.delivered(eventId());
        }
      }
      return commit.build();
    }

    private void change(Commit.Builder commit, RecordKey key, int step) {
      long version = model.version(key);
      long expected = random.nextInt(8) == 0 ? random.nextInt(4) : version;
      switch (random.nextInt(5)) {
        case 0 -> commit.expect(key, expected);
        case 1 -> commit.delete(key, Math.max(1, expected));
        default -> commit.put(key, expected, fields(), random.nextInt(3), StoreHarness.bytes("of step " + step));
      }
    }

    private RecordFields fields() {
      return RecordFields.builder()
          .type(maybe())
          .state(maybe())
          .provider(maybe())
          .login(maybe())
          .orderId(maybe())
          .reference(maybe())
          .text(maybe())
          .dueAt(random.nextBoolean() ? moment() : null)
          .startedAt(random.nextBoolean() ? moment() : null)
          .changedAt(random.nextBoolean() ? moment() : null)
          .build();
    }

    private RecordQuery query() {
      return RecordQuery.of(pick(KINDS), filter(), random.nextInt(4), 1 + random.nextInt(8))
          .before(random.nextInt(3) == 0 ? pick(IDS) : null)
          .from(random.nextInt(4) == 0 ? pick(IDS) : null)
          .started(range())
          .changed(range());
    }

    /** Mostly any time. */
    private TimeRange range() {
      return TimeRange.of(random.nextInt(5) == 0 ? moment() : null, random.nextInt(5) == 0 ? moment() : null);
    }

    private RecordFields filter() {
      RecordFields.Builder filter = RecordFields.builder();
      switch (random.nextInt(4)) {
        case 0 -> filter.orderId(pick(WORDS));
        case 1 -> filter.state(pick(WORDS)).text(pick(TEXTS));
        case 2 -> filter.reference(pick(WORDS));
        default -> filter.text(pick(TEXTS));
      }
      return filter.build();
    }

    @Nullable
    private String maybe() {
      return random.nextInt(3) == 0 ? null : pick(WORDS);
    }

    private RecordKey key() {
      return new RecordKey(pick(KINDS), pick(IDS));
    }

    private String scope() {
      return random.nextBoolean() ? "line" : "client-order-id";
    }

    private String eventId() {
      return String.format("e%02d", random.nextInt(60));
    }

    private Instant moment() {
      return StoreHarness.NOON.plusMillis(random.nextInt(5) - 2);
    }

    private <T> T pick(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
