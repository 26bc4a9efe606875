package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.ProviderException;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.engine.PlacementLimit;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of a session are kept over all nodes, and a pause that the provider wants of one is kept by all. */
class LimitTest {
  private final Nodes nodes = new Nodes();

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

  /** The other node takes its turn right after ours has read, for the so many'th time, that the turn is free. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void place_otherNodeTakesTheTurnMeanwhile_oneWaits(int reading) {
    PlacementLimit limit = new PlacementLimit(1, Duration.ofSeconds(10));
    Node other = nodes.add(nodes.store, options -> options.placementLimit(limit));
    other.authorize();
    Activity theirs = other.engine.book(Nodes.plan("ORD-THEIRS"));
    int[] readings = {0};
    ForwardingStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public Optional<StoredRecord> load(RecordKey key) {
            Optional<StoredRecord> read = super.load(key);
            if (key.equals(Nodes.LIMITER) && ++readings[0] == reading) {
              other.run(theirs.id());
            }
            return read;
          }
        };
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
    assertThat(a.engine.activities().get(first.id()).reason()).contains("LIMIT");
    b.run(second.id());
    assertThat(b.engine.activities().get(second.id()).state()).isEqualTo(ActivityState.WAITING);
    assertThat(b.engine.activities().get(second.id()).reason()).contains("LIMIT");
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
