package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineResult;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.WaitReason;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A booking of many lines is stored in pieces: what a commit writes does not grow with it. */
class LargeBookingTest {
  private static final Duration MONTH = Duration.ofDays(30);

  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  private List<StoredRecord> pieces() {
    return nodes.store.find(RecordQuery.of(Keys.PIECE, RecordFields.none(), 0, 10_000)).records();
  }

  @Test
  void book_fewOrManyLines_eachPlacementWritesTheSame() {
    double few = bytesOfAPlacement(20);
    double many = bytesOfAPlacement(400);

    assertThat(many).isCloseTo(few, Percentage.withPercentage(20));
  }

  /** What the records of the activity and its pieces are written with, from when it was booked. */
  private double bytesOfAPlacement(int lines) {
    try (Nodes own = new Nodes()) {
      long[] bytes = new long[1];
      Node node =
          own.add(
              new ForwardingStore(own.store) {
                @Override
                public CommitResult commit(Commit commit) {
                  commit.puts().stream().filter(put -> List.of(Keys.ACTIVITY, Keys.PIECE).contains(put.key().kind())).forEach(put -> bytes[0] += put.body().length);
                  return super.commit(commit);
                }
              },
              options -> {});
      node.authorize();
      Activity booking = node.engine.book(Nodes.plan("ORD-1", lines));
      bytes[0] = 0;
      assertThat(node.finish(booking.id()).succeeded()).isTrue();
      assertThat(own.provider.calls(Operation.PLACE)).hasSize(lines);
      return (double) bytes[0] / lines;
    }
  }

  @Test
  void get_atEachMoment_showsEveryLine() {
    Node node = nodes.add();
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 12));

    assertThat(node.engine.activities().get(booking.id()).lines()).hasSize(12);
    assertThat(node.engine.activities().find(ActivityQuery.builder().build()).entries().get(0).lines()).hasSize(12);
    Activity done = node.finish(booking.id());
    assertThat(done.lines()).extracting(line -> line.line().lineId()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    assertThat(done.lines()).allMatch(line -> line.outcome().isSuccess());
    assertThat(node.engine.activities().get(booking.id()).journal()).isEqualTo(done.journal()).hasSize(13);
    assertThat(pieces()).isNotEmpty();
  }

  /** More entries than a journal keeps, so that its first chunks are given up, in part and as a whole; seen after each commit. */
  @Test
  void journal_moreEntriesThanItKeeps_hasTheLastOnes() {
    List<JournalEntry> all = new ArrayList<>();
    AtomicReference<Runnable> look = new AtomicReference<>(() -> {});
    Node node =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public CommitResult commit(Commit commit) {
                CommitResult result = super.commit(commit);
                if (nodes.provider.calls(Operation.PLACE).size() > 495) {
                  look.get().run();
                }
                return result;
              }
            },
            options -> {});
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 531));
    look.set(
        () -> {
          List<JournalEntry> kept = node.engine.activities().get(booking.id()).journal();
          int known = all.isEmpty() ? 0 : kept.lastIndexOf(all.get(all.size() - 1)) + 1;
          all.addAll(kept.subList(known, kept.size()));
          assertThat(kept).isEqualTo(all.subList(Math.max(0, all.size() - 500), all.size()));
        });

    node.finish(booking.id());

    assertThat(all).hasSizeGreaterThan(531).isSortedAccordingTo(Comparator.comparing(JournalEntry::at));
    assertThat(all.get(all.size() - 1).code()).isEqualTo("COMPLETED");
  }

  /** Another node commits between the two readings: the pieces are of a later state than the record. */
  @Test
  void get_changesWhileItIsRead_isReadAgain() {
    Node node = nodes.add();
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 12));
    AtomicReference<Runnable> inBetween = new AtomicReference<>(() -> {});
    Node reader =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
                inBetween.getAndSet(() -> {}).run();
                return super.loadAll(keys);
              }
            },
            options -> {});
    inBetween.set(() -> node.finish(booking.id()));

    Activity read = reader.engine.activities().get(booking.id());

    assertThat(read.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(read.lines()).allMatch(line -> line.outcome().isSuccess());
  }

  @Test
  void run_pieceIsLost_isLeftAlone() {
    Node node = nodes.add();
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 12));
    StoredRecord piece = pieces().get(3);
    nodes.store.commit(Commit.builder("lose").delete(piece.key(), piece.version()).build());

    node.run(booking.id());

    assertThat(nodes.provider.calls(Operation.PLACE)).isEmpty();
    assertThat(node.engine.activities().find(ActivityQuery.builder().build()).entries()).hasSize(1);
    assertThat(node.engine.activities().get(booking.id()).reason()).contains(WaitReason.UNREADABLE);
  }

  /** What another node has done in between is seen by the versions of the record alone. */
  @Test
  void run_takenOverByAnotherNodeInBetween_placesEachLineOnce() {
    Node first = nodes.add();
    Node second = nodes.add();
    first.authorize();
    Activity booking = first.engine.book(Nodes.plan("ORD-1", 12));
    nodes.provider.fail(Operation.PLACE, Fault.answerLost());
    first.run(booking.id());
    for (int i = 0; i < 2_000 && !second.engine.activities().get(booking.id()).state().isFinished(); i++) {
      (i % 2 == 0 ? second : first).runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    Activity done = second.engine.activities().get(booking.id());
    assertThat(done.lines()).allMatch(line -> line.outcome().isSuccess());
    assertThat(nodes.provider.orders()).hasSize(12);
  }

  /** The store fails while it is found out who has waited for the session: the next look begins there again. */
  @Test
  void authorize_storeFailsWhileThoseThatWaitAreLookedFor_theyGoOn() {
    AtomicReference<Runnable> trouble = new AtomicReference<>(() -> {});
    Node node =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
                trouble.get().run();
                return nodes.store.loadAll(keys);
              }
            },
            options -> {});
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 12));
    node.engine.sessions().disable(Nodes.SESSION);
    node.run(booking.id());
    assertThat(node.engine.activities().get(booking.id()).reason()).contains(WaitReason.NEEDS_AUTHORIZATION);
    node.authorize();
    trouble.set(
        () -> {
          trouble.set(() -> {});
          throw new StoreUnavailableException("the store does not answer", null);
        });

    assertThatThrownBy(node::runDue).isInstanceOf(StoreUnavailableException.class);
    for (int i = 0; i < 60; i++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(node.engine.activities().get(booking.id()).succeeded()).isTrue();
  }

  /** As an earlier release has stored it. */
  @Test
  void run_wasStoredWhole_goesOnInPieces() {
    nodes.wholeUpTo = 1000;
    Node earlier = nodes.add();
    earlier.authorize();
    Activity booking = earlier.engine.book(Nodes.plan("ORD-1", 12));
    nodes.provider.failWhen(call -> call.operation() == Operation.PLACE && nodes.provider.orders().size() == 5, Fault.notSent());
    earlier.run(booking.id());
    assertThat(earlier.engine.activities().get(booking.id()).reason()).contains(WaitReason.PROVIDER_UNAVAILABLE);
    assertThat(pieces()).isEmpty();
    nodes.provider.heal();
    nodes.wholeUpTo = 8;

    Activity done = nodes.add().finish(booking.id());

    assertThat(done.lines()).extracting(LineResult::outcome).allMatch(outcome -> outcome.isSuccess());
    assertThat(nodes.provider.orders()).hasSize(12);
    assertThat(pieces()).isNotEmpty();
  }

  @Test
  void tidy_itsTimeIsOver_itsPiecesGoToo() {
    Node node = nodes.add(nodes.store, options -> options.retention(MONTH));
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1", 12)).id());
    Activity other = node.finish(node.engine.book(Nodes.plan("ORD-2", 12)).id());
    node.finish(node.engine.book(Nodes.plan("ORD-3")).id());
    assertThat(pieces()).isNotEmpty();
    nodes.time.advance(MONTH.plusMinutes(1));

    node.background().tidy();

    assertThat(node.engine.activities().find(other.id())).isEmpty();
    assertThat(pieces()).isEmpty();
  }
}
