package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.RegisterHistory.Call;
import io.autopurchase.testkit.RegisterHistory.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** S02 and S21 under concurrency: the results of several threads must be possible in some order, one after the other. */
interface HistoryRules extends StoreRules {
  int THREADS = 4;
  int CALLS = 10;
  int KEYS = 2;

  @Test
  default void required_S02b_randomCallsOfManyThreads_areLinearizablePerRecord() {
    long seed = harness().contract.seed();
    for (int round = 0; round < harness().contract.histories(); round++) {
      int number = round;
      List<Map<RecordKey, List<Call>>> calls =
          harness().together(THREADS, thread -> call(thread, number, new Random(seed + 31L * number + thread)));
      for (RecordKey key : calls.stream().flatMap(map -> map.keySet().stream()).collect(Collectors.toSet())) {
        List<Call> ofKey = calls.stream().flatMap(map -> map.getOrDefault(key, List.of()).stream()).toList();
        assertThat(RegisterHistory.violations(ofKey))
            .as("what cannot have happened, in history %d, of %s (seed %d of -D%s)", number, key, seed, ActivityStoreContract.SEED)
            .isEmpty();
      }
    }
  }

  private Map<RecordKey, List<Call>> call(int thread, int round, Random random) {
    Map<RecordKey, List<Call>> calls = new HashMap<>();
    Map<RecordKey, Long> known = new HashMap<>();
    for (int i = 0; i < CALLS; i++) {
      RecordKey key = StoreHarness.record("history " + round + " " + random.nextInt(KEYS));
      ActivityStore on = harness().either(random.nextInt(2));
      long expected = known.getOrDefault(key, 0L);
      Call call = random.nextBoolean() ? read(on, key, thread) : write(on, key, thread, expected, thread + "." + i);
      if (call.kind() == Kind.LOST) {
        known.merge(key, 1L, Long::sum);
      } else {
        known.put(key, call.version());
      }
      calls.computeIfAbsent(key, k -> new ArrayList<>()).add(call);
    }
    return calls;
  }

  private static Call read(ActivityStore on, RecordKey key, int thread) {
    long began = System.nanoTime();
    Optional<StoredRecord> row = on.load(key);
    long ended = System.nanoTime();
    long version = row.map(StoredRecord::version).orElse(0L);
    return new Call(thread, Kind.READ, version, row.map(StoreHarness::content).orElse(""), began, ended);
  }

  private Call write(ActivityStore on, RecordKey key, int thread, long expected, String value) {
    Commit commit = harness().put(key, expected, value).build();
    long began = System.nanoTime();
    boolean applied = harness().settle(on, commit).isApplied();
    return new Call(thread, applied ? Kind.WRITE : Kind.LOST, applied ? expected + 1 : expected, value, began, System.nanoTime());
  }

  @Test
  default void required_S21d_eventsOfManyThreads_areThereOnceIfApplied() {
    List<List<String>> applied =
        harness()
            .together(
                8,
                thread -> {
                  List<String> mine = new ArrayList<>();
                  for (int i = 0; i < 25; i++) {
                    String id = String.format("e%02d-%d", i, thread);
                    RecordKey key = StoreHarness.record("step " + i);
                    Commit commit = harness().put(key, 0, id).append(StoreHarness.event(id)).build();
                    CommitResult result = harness().settle(harness().either(thread), commit);
                    if (result.isApplied()) {
                      mine.add(id);
                      assertThat(harness().either(thread + 1).events(null, true, 1000))
                          .as("undelivered events, right after '%s' was applied", id)
                          .extracting(StoredEvent::id)
                          .contains(id);
                    }
                  }
                  return mine;
                });

    List<String> all = applied.stream().flatMap(List::stream).toList();
    assertThat(harness().events(false))
        .as("all events, against those of the commits that were applied")
        .isEqualTo(List.copyOf(new TreeSet<>(all)));
    assertThat(all).as("commits that were applied, of which one in each step can be").hasSize(25);
  }
}
