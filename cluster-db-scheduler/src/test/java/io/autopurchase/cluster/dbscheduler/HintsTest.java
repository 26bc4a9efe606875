package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ActivityId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ActivityId FIRST = new ActivityId("first");
  private static final ActivityId SECOND = new ActivityId("second");

  private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
  private final CountDownLatch databaseIsBack = new CountDownLatch(1);

  /** The database is slow for the first hint, so that the others wait. */
  private boolean write(ActivityId activity, Instant dueAt) {
    if (activity.equals(FIRST)) {
      await(databaseIsBack);
    }
    return written.add(activity + " " + dueAt);
  }

  @Test
  void add_sameActivityAgain_isOneWriteAtTheEarliestTime() throws Exception {
    try (Hints hints = new Hints(this::write, LIMIT)) {
      hints.add(FIRST, NOON);
      hints.add(SECOND, NOON);
      hints.add(SECOND, NOON.minusSeconds(1));
      hints.add(SECOND, NOON.plusSeconds(1));
      databaseIsBack.countDown();

      assertThat(next()).isEqualTo("first " + NOON);
      assertThat(next()).isEqualTo("second " + NOON.minusSeconds(1));
    }
    assertThat(written).isEmpty();
  }

  @Test
  void add_databaseHangs_floodIsBoundedAndNobodyWaits() throws Exception {
    int flood = 3 * Hints.MOST_WAITING;
    try (Hints hints = new Hints(this::write, LIMIT)) {
      hints.add(FIRST, NOON);
      for (int i = 0; i < flood; i++) {
        hints.add(new ActivityId("flood" + i), NOON);
      }
      databaseIsBack.countDown();

      List<String> seen = new ArrayList<>();
      for (String one = next(); one != null && seen.size() < flood; one = written.poll(1, TimeUnit.SECONDS)) {
        seen.add(one);
      }
      assertThat(seen).hasSizeBetween(Hints.MOST_WAITING, Hints.MOST_WAITING + 1);
    }
  }

  @Test
  void write_activityRuns_isTriedAgainUntilItDoesNot() throws Exception {
    List<Boolean> answers = new ArrayList<>(List.of(false, false, false, true));
    try (Hints hints = new Hints((activity, dueAt) -> answers.get(tried(activity, dueAt)), LIMIT)) {
      hints.add(FIRST, NOON);

      for (int i = 0; i < 4; i++) {
        assertThat(next()).isEqualTo("first " + NOON);
      }
      assertThat(written.poll(2, TimeUnit.SECONDS)).as("nothing is written once it is done").isNull();
    }
  }

  private int tries;

  private int tried(ActivityId activity, Instant dueAt) {
    written.add(activity + " " + dueAt);
    return tries++;
  }

  @Test
  void write_databaseAway_hintIsDroppedAndTheNextIsWritten() throws Exception {
    try (Hints hints =
        new Hints(
            (activity, dueAt) -> {
              if (activity.equals(FIRST)) {
                throw new IllegalStateException("the database is away");
              }
              return written.add(activity.value());
            },
            LIMIT)) {
      hints.add(FIRST, NOON);
      hints.add(SECOND, NOON);

      assertThat(next()).isEqualTo("second");
    }
  }

  @Test
  void add_closed_nothingHappens() {
    Hints hints = new Hints(this::write, LIMIT);
    hints.close();
    hints.close();

    hints.add(SECOND, NOON);

    assertThat(written).isEmpty();
  }

  /** An embedded database closes its file when a thread that writes is interrupted. */
  @Test
  void close_whileAHintIsWritten_waitsAndInterruptsNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Hints hints =
        new Hints(
            (activity, dueAt) -> {
              begun.countDown();
              await(databaseIsBack);
              return interrupted.complete(Thread.interrupted());
            },
            LIMIT);
    hints.add(FIRST, NOON);
    hints.add(SECOND, NOON);
    begun.await();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(hints::close);
    assertThatThrownBy(() -> closing.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    databaseIsBack.countDown();
    closing.get(10, TimeUnit.MINUTES);

    assertThat(interrupted).isCompletedWithValue(false);
  }

  @Test
  void close_writeHangs_leavesItAlone() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Hints hints =
        new Hints(
            (activity, dueAt) -> {
              begun.countDown();
              await(databaseIsBack);
              return interrupted.complete(Thread.interrupted());
            },
            Duration.ofMillis(50));
    hints.add(FIRST, NOON);
    begun.await();

    hints.close();

    assertThat(interrupted).isNotDone();
    databaseIsBack.countDown();
    assertThat(interrupted.get(10, TimeUnit.MINUTES)).isFalse();
  }

  private String next() throws InterruptedException {
    return written.poll(10, TimeUnit.MINUTES);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
