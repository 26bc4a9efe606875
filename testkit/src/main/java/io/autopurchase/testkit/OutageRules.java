package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S04, and parts of S14 and S23: unclear ends. Proved if the test says how to cut the store off. */
interface OutageRules extends StoreRules {
  /** How many commits of a thread are applied before an outage may begin. */
  int ATTEMPTS_BEFORE = 6;

  private StoreOutage outage() throws Exception {
    harness().store();
    harness().other();
    return harness()
        .contract
        .outage()
        .orElseGet(
            () -> {
              Assumptions.abort("Not proved: S04, S14c and S23e, what calls tell while the data cannot be reached. Override outage().");
              throw new AssertionError();
            });
  }

  /** What a call throws that is made while the data cannot be reached. */
  private Throwable during(StoreOutage outage, ThrowingCallable call) throws Exception {
    outage.begin();
    try {
      return thrownBy(call);
    } finally {
      outage.end();
    }
  }

  private Throwable thrownBy(ThrowingCallable call) {
    Throwable thrown = harness().within(harness().deadline(), () -> Assertions.catchThrowable(call));
    if (thrown == null) {
      throw new AssertionError("a call came back as if the data had been reached, which it cannot have been");
    }
    return thrown;
  }

  @Test
  default void optional_S04a_commitDuringAnOutage_isNoResultAndIsSettledByTheSameWriteAfterwards() throws Exception {
    harness().apply(harness().put(record("1"), 0, "one"));
    StoreOutage outage = outage();
    for (int version = 1; version <= harness().contract.outages(); version++) {
      Commit commit = harness().put(record("1"), version, "more").append(event("e" + version)).build();
      Throwable thrown = during(outage, () -> harness().store().commit(commit));

      assertThat(thrown).as("what a commit throws while the data cannot be reached").isInstanceOf(StoreException.class);
      CommitResult settled = harness().settle(harness().store(), commit);
      assertThat(settled.isApplied()).as("the same write after the outage, which ended with %s", settled).isTrue();
      if (thrown instanceof StoreUnavailableException) {
        assertThat(settled)
            .as("the same write, of which the store said that it was certainly not applied")
            .isEqualTo(new CommitResult.Applied());
      }
      assertThat(harness().version(record("1"))).as("the version after a commit that was repeated").isEqualTo(version + 1L);
    }
    assertThat(harness().events(false)).as("the events of the commits").hasSize(harness().contract.outages());
  }

  @Test
  default void optional_S04b_readsDuringAnOutage_areUnavailable() throws Exception {
    harness().apply(harness().put(record("1"), 0, "one").reserve(new UniqueName("line", "1", "1")).append(event("e1")));
    ActivityStore store = harness().store();
    Map<String, Runnable> reads =
        Map.of(
            "load", () -> store.load(record("1")),
            "find", () -> store.find(RecordQuery.of(StoreHarness.KIND, RecordFields.none(), 0, 10)),
            "due", () -> store.due(StoreHarness.KIND, NOON, null, 10),
            "owner", () -> store.owner("line", "1"),
            "events", () -> store.events(null, false, 10));
    List<Callable<String>> calls = new ArrayList<>();
    reads.forEach((name, read) -> calls.add(() -> name + " throws " + thrownBy(read::run).getClass().getSimpleName()));
    StoreOutage outage = outage();

    outage.begin();
    try {
      assertThat(harness().together(calls))
          .as("what reads throw while the data cannot be reached")
          .allMatch(outcome -> outcome.endsWith(" throws " + StoreUnavailableException.class.getSimpleName()));
    } finally {
      outage.end();
    }
  }

  @Test
  default void optional_S14c_callsDuringAnOutage_endWithinTheDeadline() throws Exception {
    harness().apply(harness().put(record("1"), 0, "one"));
    StoreOutage outage = outage();

    outage.begin();
    try {
      Commit commit = harness().put(record("1"), 1, "two").build();
      assertThat(thrownBy(() -> harness().store().commit(commit)))
          .as("what a commit throws in time, while the data cannot be reached")
          .isInstanceOf(StoreException.class);
      assertThat(thrownBy(() -> harness().store().load(record("1"))))
          .as("what a read throws in time, while the data cannot be reached")
          .isInstanceOf(StoreException.class);
    } finally {
      outage.end();
    }

    assertThat(harness().settle(harness().store(), harness().write().build()).isApplied()).as("a commit after the outage").isTrue();
  }

  @Test
  default void optional_S23e_batchDuringAnOutage_isSettledByTheSameWritesAfterwards() throws Exception {
    StoreOutage outage = outage();
    for (int round = 0; round < harness().contract.outages(); round++) {
      List<Commit> commits = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        commits.add(harness().put(record(round + "." + i), 0, "x").append(event("e" + round + i)).build());
      }
      Throwable thrown = during(outage, () -> harness().store().commitAll(commits));

      assertThat(thrown).as("what a batch throws while the data cannot be reached").isInstanceOf(StoreException.class);
      for (Commit commit : commits) {
        CommitResult settled = harness().settle(harness().store(), commit);
        assertThat(settled.isApplied()).as("a write of the batch again, which ended with %s", settled).isTrue();
        if (thrown instanceof StoreUnavailableException) {
          assertThat(settled)
              .as("a write of a batch of which the store said that certainly none was applied")
              .isEqualTo(new CommitResult.Applied());
        }
      }
    }
    assertThat(harness().events(false)).as("the events of all batches").hasSize(3 * harness().contract.outages());
  }

  @Test
  default void optional_S04c_commitsInFlightWhenAnOutageBegins_areAsTheStoreSays() throws Exception {
    StoreOutage outage = outage();
    for (int round = 0; round < harness().contract.outages(); round++) {
      int number = round;
      CountDownLatch running = new CountDownLatch(4);
      List<Callable<List<Attempt>>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String prefix = "r" + number + "-" + thread + "-";
        work.add(() -> commitUntilOneFails(prefix, running));
      }
      work.add(
          () -> {
            running.await();
            outage.begin();
            return List.of();
          });
      List<Attempt> attempts;
      try {
        attempts = harness().together(work).stream().flatMap(List::stream).toList();
      } finally {
        outage.end();
      }
      attempts.forEach(this::check);
    }
  }

  /** A commit and how it ended: applied, unavailable or unknown. */
  record Attempt(String id, Commit commit, String end) {}

  /** Each thread meets the outage with one commit at least. */
  private List<Attempt> commitUntilOneFails(String prefix, CountDownLatch running) {
    List<Attempt> attempts = new ArrayList<>();
    String end;
    do {
      String id = prefix + attempts.size();
      Commit commit = harness().put(record(id), 0, "x").reserve(new UniqueName("line", id, id)).append(event(id)).build();
      end = endOf(commit);
      attempts.add(new Attempt(id, commit, end));
      if (attempts.size() == ATTEMPTS_BEFORE) {
        running.countDown();
      }
      // So that a fast store has not made a hundred thousand of them before a slow outage begins.
      LockSupport.parkNanos(200_000);
    } while (end.equals("applied"));
    if (attempts.size() < ATTEMPTS_BEFORE) {
      running.countDown();
    }
    return attempts;
  }

  private String endOf(Commit commit) {
    try {
      return harness().store().commit(commit).isApplied() ? "applied" : "refused";
    } catch (CommitOutcomeUnknownException e) {
      return "unknown";
    } catch (StoreUnavailableException e) {
      return "unavailable";
    }
  }

  private void check(Attempt attempt) {
    CommitResult again = harness().settle(harness().store(), attempt.commit());
    switch (attempt.end()) {
      case "applied" ->
          assertThat(again)
              .as("commit %s again, of which the store said that it was applied", attempt.id())
              .isEqualTo(new CommitResult.AlreadyApplied());
      case "unavailable" ->
          assertThat(again)
              .as("commit %s again, of which the store said that it was certainly not applied", attempt.id())
              .isEqualTo(new CommitResult.Applied());
      case "unknown" -> assertThat(again.isApplied()).as("commit %s again, whose end was unclear", attempt.id()).isTrue();
      default -> throw new AssertionError("commit " + attempt.id() + ", which nothing stands in the way of, was " + attempt.end());
    }
    assertThat(harness().version(record(attempt.id()))).as("the version of %s", attempt.id()).isEqualTo(1);
    assertThat(harness().other().owner("line", attempt.id()))
        .as("the owner of the name of %s", attempt.id())
        .contains(attempt.id());
  }
}
