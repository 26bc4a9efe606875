package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.ProviderException;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.WaitReason;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.engine.PlacementLimit;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.TimeSource;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of a session are kept over all nodes, and a pause that the provider wants of one is kept by all. */
class LimitTest {
  private final Nodes nodes = new Nodes();

  /** By how much the clock of the node that is watched differs. */
  private Duration ahead = Duration.ZERO;

  @AfterEach
  void close() {
    nodes.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "3, 10", "5, 60"})
  void place_twoNodesShareASession_neverMoreThanTheLimitInAnyWindow(int orders, int seconds) {
    PlacementLimit limit = new PlacementLimit(orders, Duration.ofSeconds(seconds));
    Node a = nodes.add(nodes.store, options -> options.placementLimit(limit));
    Node b = nodes.add(nodes.store, options -> options.placementLimit(limit));
    a.authorize();
    List<Activity> bookings = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      bookings.add(a.engine.book(Nodes.plan("ORD-" + i, 2)));
    }
    int step = 0;
    while (bookings.stream().anyMatch(booking -> !a.engine.activities().get(booking.id()).state().isFinished())) {
      (step++ % 2 == 0 ? a : b).runDue();
      nodes.time.advance(Duration.ofMillis(250));
      assertThat(step).as("steps").isLessThan(20_000);
    }

    List<Instant> times = placements();
    assertThat(times).hasSize(20);
    for (int i = 0; i + orders < times.size(); i++) {
      assertThat(Duration.between(times.get(i), times.get(i + orders)))
          .as("from placement %d", i)
          .isGreaterThanOrEqualTo(limit.per());
    }
    Duration shortest = limit.per().multipliedBy((20 - 1) / orders);
    assertThat(Duration.between(times.get(0), times.get(19))).as("the limit is used").isLessThan(shortest.plusSeconds(15));
  }

  static IntStream looksAtTheClock() {
    return IntStream.rangeClosed(1, 120);
  }

  @ParameterizedTest
  @MethodSource("looksAtTheClock")
  void book_nodeIsSuspendedWhileAPauseIsWanted_callsNothingAfterwards(int look) {
    Node other = nodes.add();
    other.authorize();
    nodes.provider.forgetTerms();

    suspend(other, other.engine.book(Nodes.plan("ORD-OURS")), look);
  }

  @ParameterizedTest
  @MethodSource("looksAtTheClock")
  void unbind_nodeIsSuspendedWhileAPauseIsWanted_callsNothingAfterwards(int look) {
    Node other = nodes.add();
    other.authorize();
    other.finish(other.engine.book(Nodes.plan("ORD-OURS")).id());
    nodes.provider.capabilities(ProviderCapabilities.builder().cancellation(ProviderCapabilities.Cancellation.LINES).build());
    nodes.provider.forgetTerms();

    suspend(other, other.engine.unbind(UnbindingRequest.builder("ORD-OURS").reason("not wanted").build()), look);
  }

  /** The token ends in the meantime: its refresh is a call, too. */
  @ParameterizedTest
  @MethodSource("looksAtTheClock")
  void book_nodeIsSuspendedWhileAPauseIsWantedAndItsTokenEnds_refreshesNothing(int look) {
    Node other = nodes.add();
    other.authorize();
    Instant end = other.engine.sessions().get(Nodes.SESSION).expiresAt().orElseThrow();
    nodes.time.advance(Duration.between(nodes.time.now(), end).minusSeconds(14));

    suspend(other, other.engine.book(Nodes.plan("ORD-OURS")), look);
  }

  /** A node is suspended at some moment, in which another one is asked for a pause: what it may do was decided before. */
  private void suspend(Node other, Activity ours, int look) {
    Activity theirs = other.engine.book(Nodes.plan("ORD-THEIRS"));
    AtomicInteger looksUntilThen = new AtomicInteger(-1);
    AtomicInteger callsBefore = new AtomicInteger(-1);
    Node suspended =
        nodeThat(
            looksUntilThen,
            () -> {
              nodes.provider.failWhen(call -> true, Fault.limited(Duration.ofHours(1)));
              other.run(theirs.id());
              nodes.provider.heal();
              nodes.time.advance(Duration.ofSeconds(8));
              callsBefore.set(nodes.provider.calls().size());
            });
    looksUntilThen.set(look);

    suspended.run(ours.id());

    if (callsBefore.get() >= 0) {
      assertThat(nodes.provider.calls()).hasSize(callsBefore.get());
    }
    assertThat(callsBefore.get() >= 0 || look > 80).as("the run looks at the clock less often").isTrue();
  }

  /** @param looksUntilThen how often it looks at its clocks before something happens while it is suspended */
  private Node nodeThat(AtomicInteger looksUntilThen, Runnable happens) {
    return nodes.add(
        nodes.store,
        options ->
            options.timeSource(
                new TimeSource() {
                  private void look() {
                    if (looksUntilThen.getAndDecrement() == 0) {
                      happens.run();
                    }
                  }

                  @Override
                  public Instant now() {
                    look();
                    return nodes.time.now().plus(ahead);
                  }

                  @Override
                  public long nanoTime() {
                    look();
                    return nodes.time.nanoTime();
                  }
                }));
  }

  /** What it notes afterwards is old: it must not take the later pause for the work of a clock that was ahead. */
  @ParameterizedTest
  @MethodSource("looksAtTheClock")
  void book_nodeIsRefusedAndSuspended_theLaterPauseOfAnotherIsKept(int look) {
    Node other = nodes.add();
    other.authorize();
    nodes.provider.forgetTerms();
    Activity ours = other.engine.book(Nodes.plan("ORD-OURS"));
    Activity theirs = other.engine.book(Nodes.plan("ORD-THEIRS"));
    AtomicInteger looksUntilThen = new AtomicInteger(-1);
    AtomicInteger callsBefore = new AtomicInteger(-1);
    Node suspended =
        nodeThat(
            looksUntilThen,
            () -> {
              nodes.time.advance(Duration.ofMinutes(10));
              nodes.provider.heal();
              nodes.provider.failWhen(call -> true, Fault.limited(Duration.ofHours(1)));
              other.run(theirs.id());
              nodes.provider.heal();
              callsBefore.set(nodes.provider.calls().size());
            });
    nodes.provider.failWhen(call -> true, Fault.limited(Duration.ofSeconds(30)));
    looksUntilThen.set(look);

    suspended.run(ours.id());
    looksUntilThen.set(-1);
    boolean hasHappened = callsBefore.get() >= 0;
    for (int i = 0; i < 30 && hasHappened; i++) {
      nodes.time.advance(Duration.ofMinutes(1));
      suspended.runDue();
      other.runDue();
    }

    assertThat(hasHappened || look > 20).as("the run looks at the clock less often").isTrue();
    assertThat(hasHappened ? callsBefore.get() : nodes.provider.calls().size()).as("calls until the other's pause").isEqualTo(nodes.provider.calls().size());
  }

  /** What it notes in the commit was reckoned by the clock before: the pause is as long as the provider has asked for, and no longer. */
  @ParameterizedTest
  @MethodSource("looksAtTheClock")
  void book_clockIsSetRightWhileItIsRefused_thePauseIsNoLonger(int look) {
    Node other = nodes.add();
    other.authorize();
    AtomicInteger looksUntilThen = new AtomicInteger(-1);
    ahead = Duration.ofDays(6);
    Node wrong = nodeThat(looksUntilThen, () -> ahead = Duration.ZERO);
    nodes.time.advance(Duration.ofMinutes(10));
    nodes.provider.forgetTerms();
    Activity ours = other.engine.book(Nodes.plan("ORD-OURS"));
    nodes.provider.failWhen(call -> true, Fault.limited(Duration.ofSeconds(30)));
    looksUntilThen.set(look);

    wrong.run(ours.id());

    boolean hasHappened = ahead.isZero();
    ahead = Duration.ZERO;
    nodes.provider.heal();
    for (int i = 0; i < 30; i++) {
      nodes.time.advance(Duration.ofMinutes(1));
      wrong.runDue();
      other.runDue();
    }
    assertThat(other.engine.activities().get(ours.id()).succeeded()).isTrue();
    assertThat(hasHappened || look > 20).as("the run looks at the clock less often").isTrue();
  }

  @ParameterizedTest
  @MethodSource("looksAtTheClock")
  void preview_clockIsSetRightWhileItIsRefused_thePauseIsNoLonger(int look) {
    Node other = nodes.add();
    other.authorize();
    AtomicInteger looksUntilThen = new AtomicInteger(-1);
    ahead = Duration.ofDays(6);
    Node wrong = nodeThat(looksUntilThen, () -> ahead = Duration.ZERO);
    nodes.provider.forgetTerms();
    nodes.provider.failWhen(call -> true, Fault.limited(Duration.ofSeconds(30)));
    looksUntilThen.set(look);

    assertThatThrownBy(() -> wrong.engine.preview(Nodes.plan("ORD-OURS"))).isInstanceOf(ProviderException.class);

    boolean hasHappened = ahead.isZero();
    nodes.provider.heal();
    nodes.time.advance(Duration.ofMinutes(1));
    assertThat(other.engine.preview(Nodes.plan("ORD-OURS")).violations()).isEmpty();
    assertThat(hasHappened || look > 10).as("the call looks at the clock less often").isTrue();
  }

  /** The other node takes its turn right after ours has read, for the so many'th time, that the turn is free. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void place_otherNodeTakesTheTurnMeanwhile_oneWaits(int reading) {
    PlacementLimit limit = new PlacementLimit(1, Duration.ofSeconds(10));
    Node other = nodes.add(nodes.store, options -> options.placementLimit(limit));
    other.authorize();
    Activity theirs = other.engine.book(Nodes.plan("ORD-THEIRS"));
    ForwardingStore store = nodes.afterLimiterReading(reading, () -> other.run(theirs.id()));
    Node node = nodes.add(store, options -> options.placementLimit(limit));
    Activity ours = node.engine.book(Nodes.plan("ORD-OURS"));

    node.run(ours.id());
    other.run(theirs.id());

    assertThat(nodes.provider.calls(Operation.PLACE)).hasSize(1);
    assertThat(node.finish(ours.id()).succeeded()).isTrue();
    assertThat(node.finish(theirs.id()).succeeded()).isTrue();
    List<Instant> times = placements();
    assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThanOrEqualTo(limit.per());
    assertThat(nodes.provider.orders()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"ITEM", "QUOTE", "PLACE"})
  void call_providerBansOneNode_noNodeCallsUntilItIsOver(Operation operation) {
    Node a = nodes.add();
    Node b = nodes.add();
    a.authorize();
    Activity first = a.engine.book(Nodes.plan("ORD-1"));
    Activity second = b.engine.book(Nodes.plan("ORD-2"));
    nodes.provider.fail(operation, Fault.limited(Duration.ofSeconds(120)));

    a.run(first.id());

    int calls = nodes.provider.calls().size();
    assertThat(a.engine.activities().get(first.id()).reason()).contains(WaitReason.PROVIDER_RATE_LIMIT);
    b.run(second.id());
    assertThat(b.engine.activities().get(second.id()).state()).isEqualTo(ActivityState.WAITING);
    assertThat(b.engine.activities().get(second.id()).reason()).contains(WaitReason.PROVIDER_RATE_LIMIT);
    b.run(b.engine.synchronize(Nodes.SESSION).id());
    assertThatThrownBy(() -> b.engine.preview(Nodes.plan("ORD-3")))
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.isRetryable()).isTrue());
    assertThatThrownBy(() -> b.engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code")).isInstanceOf(ProviderException.class);
    assertThatThrownBy(() -> b.engine.sessions().refresh(Nodes.SESSION)).isInstanceOf(ProviderException.class);
    for (int elapsed = 0; elapsed < 120; elapsed++) {
      a.runDue();
      b.runDue();
      assertThat(nodes.provider.calls()).as("%d s into the ban", elapsed).hasSize(calls);
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(b.finish(second.id()).succeeded()).isTrue();
    assertThat(a.finish(first.id()).succeeded()).isTrue();
    assertThat(nodes.provider.orders()).hasSize(2);
  }

  private List<Instant> placements() {
    return nodes.provider.calls(Operation.PLACE).stream().map(Call::at).sorted().toList();
  }

  @Test
  void preview_providerWantsAShortPause_waitsItOut() {
    Node node = nodes.add();
    node.authorize();
    nodes.provider.fail(Operation.ITEM, Fault.limited(Duration.ofSeconds(1)), Fault.limited(Duration.ofMillis(200)));
    Instant before = nodes.time.now();

    assertThat(node.engine.preview(Nodes.plan("ORD-1")).canBeBooked()).isTrue();
    assertThat(nodes.time.now()).isEqualTo(before.plusMillis(1200));
  }

  @Test
  void preview_providerWantsALongPause_saysSo() {
    Node node = nodes.add();
    node.authorize();
    nodes.provider.fail(Operation.ITEM, Fault.limited(Duration.ofMinutes(1)));

    assertThatThrownBy(() -> node.engine.preview(Nodes.plan("ORD-1")))
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_CALLS"));
  }
}
