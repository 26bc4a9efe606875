package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Health;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An activity that fails its node, in whatever way and however often, is parked after a few starts; the others go on. */
class PoisonTest {
  /** As a program that is killed: nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Nodes nodes = new Nodes();
  private final List<AutoPurchaseEvent> events = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.close();
  }

  static List<Fault> bugs() {
    return List.of(
        Fault.thrown(new IllegalStateException("a bug of the adapter")),
        Fault.thrown(new NullPointerException("a bug of the adapter")),
        Fault.thrown(new StackOverflowError("a bug of the adapter")));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void run_adapterThrowsEachTime_parkedAndReportedAndOthersGoOn(Fault bug) {
    Node a = nodes.add(events::add);
    Node b = nodes.add(events::add);
    a.authorize();
    Activity bad = a.engine.book(Nodes.plan("ORD-BAD"));
    nodes.provider.failWhen(call -> call.operation() == Operation.QUOTE && call.about().equals("ORD-BAD"), bug);
    Activity good = a.engine.book(Nodes.plan("ORD-GOOD"));

    for (int second = 0; second < 600; second++) {
      (second % 2 == 0 ? a : b).runDue();
      a.deliver();
      b.deliver();
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(a.engine.activities().get(good.id()).succeeded()).isTrue();
    expectParked(a, bad.id());
    assertThat(nodes.provider.calls(Operation.QUOTE)).filteredOn(call -> call.about().equals("ORD-BAD")).hasSizeBetween(1, 10);
    nodes.provider.heal();
    expectRetryToBook(b, bad.id());
  }

  @Test
  void interrupt_parkedActivity_endsAndWritesNothingMeanwhile() {
    Node node = nodes.add(events::add);
    node.authorize();
    Activity bad = node.engine.book(Nodes.plan("ORD-BAD"));
    nodes.provider.failWhen(call -> call.operation() == Operation.QUOTE, bugs().get(0));
    for (int second = 0; second < 600; second++) {
      node.runDue();
      node.deliver();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    expectParked(node, bad.id());
    int entries = node.engine.activities().get(bad.id()).journal().size();
    node.run(bad.id());
    assertThat(node.engine.activities().get(bad.id()).journal()).hasSize(entries);

    node.engine.activities().interrupt(bad.id(), "mary");
    node.run(bad.id());

    assertThat(node.engine.activities().get(bad.id()).state()).isEqualTo(ActivityState.INTERRUPTED);
  }

  /** During a deployment some nodes may lack what others have. */
  @Test
  void run_nodeLacksTheProvider_leavesItToOthersAndSaysSo() {
    EngineOptions options =
        EngineOptions.builder().store(nodes.store).secrets(KeyRing.ephemeral()).discoverProviders(false).timeSource(nodes.time).workers(0).build();
    try (AutoPurchase poor = Nodes.built(options)) {
      Node node = nodes.add(events::add);
      node.authorize();
      Activity booking = node.engine.book(Nodes.plan("ORD-1"));

      for (int minute = 0; minute < 20; minute++) {
        poor.activities().advance(booking.id());
        nodes.time.advance(Duration.ofMinutes(1));
      }

      assertThat(node.engine.activities().get(booking.id()).state()).isEqualTo(ActivityState.QUEUED);
      assertThat(poor.health().issues())
          .filteredOn(issue -> issue.code() == Health.Code.PROVIDER_MISSING)
          .singleElement()
          .satisfies(issue -> assertThat(issue.subject()).isEqualTo("fake"));
      runFor(node, 10);
      assertThat(node.engine.activities().get(booking.id()).succeeded()).isTrue();
      assertThat(node.engine.health().issues()).extracting(Health.Issue::code).doesNotContain(Health.Code.PROVIDER_MISSING);
    }
  }

  @Test
  void retry_parkedActivityThatStillFails_isParkedAgain() {
    Node node = nodes.add(events::add);
    node.authorize();
    Activity bad = node.engine.book(Nodes.plan("ORD-BAD"));
    nodes.provider.failWhen(call -> call.operation() == Operation.QUOTE, bugs().get(0));
    runFor(node, 600);
    expectParked(node, bad.id());
    int before = nodes.provider.calls(Operation.QUOTE).size();

    for (int retries = 1; retries <= 3; retries++) {
      node.engine.activities().retry(bad.id(), "mary");
      runFor(node, 1200);

      assertThat(node.engine.activities().get(bad.id()).needsPerson()).isTrue();
      assertThat(nodes.provider.calls(Operation.QUOTE)).hasSizeBetween(before + 1, before + 10 * retries);
    }
    nodes.provider.heal();
    expectRetryToBook(node, bad.id());
  }

  private void runFor(Node node, int seconds) {
    for (int second = 0; second < seconds; second++) {
      node.runDue();
      node.deliver();
      nodes.time.advance(Duration.ofSeconds(1));
    }
  }

  /** The answer to the order is there, and then the adapter fails, each time: the order is found by looking it up. */
  @Test
  void run_adapterThrowsAfterPlacing_orderedOnce() {
    Node node = nodes.add(events::add);
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    nodes.provider.fail(Operation.PLACE, Fault.answerLost());
    nodes.provider.failWhen(
        call -> call.operation() == Operation.LOOK_UP, Fault.thrown(new IllegalStateException("a bug of the adapter")));
    for (int second = 0; second < 600; second++) {
      node.runDue();
      nodes.time.advance(Duration.ofSeconds(1));
    }
    node.deliver();
    expectParked(node, booking.id());
    assertThat(nodes.provider.orders()).hasSize(1);

    nodes.provider.heal();
    expectRetryToBook(node, booking.id());

    assertThat(nodes.provider.orders()).hasSize(1);
  }

  @Test
  void run_activityKillsItsNodeEachTime_parkedByTheSurvivors() {
    nodes.add().authorize();
    Node host = nodes.add();
    Activity bad = host.engine.book(Nodes.plan("ORD-BAD"));
    Activity good = host.engine.book(Nodes.plan("ORD-GOOD"));
    int dead = 0;
    while (host.engine.activities().get(bad.id()).reason().filter(WaitReason.PARKED::equals).isEmpty()) {
      boolean[] armed = {true};
      FaultPoints deadly =
          name -> {
            if (armed[0] && name.equals("call.before")) {
              throw new Killed();
            }
          };
      Node victim = nodes.add(nodes.store, deadly, options -> {});
      boolean isDue = host.engine.activities().get(bad.id()).state() != ActivityState.RUNNING || dead == 0;
      nodes.time.advance(isDue ? Duration.ZERO : Duration.ofMinutes(1));
      if (starts(bad.id()) < 5) {
        assertThatThrownBy(() -> victim.run(bad.id())).isInstanceOf(Killed.class);
        dead++;
      } else {
        victim.run(bad.id());
      }
      armed[0] = false;
      assertThat(dead).isLessThan(10);
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(dead).isEqualTo(5);
    assertThat(host.finish(good.id()).succeeded()).isTrue();
    Node survivor = nodes.add(events::add);
    nodes.time.advance(Duration.ofMinutes(1));
    survivor.deliver();
    expectParked(survivor, bad.id());
    expectRetryToBook(survivor, bad.id());
    assertThat(nodes.provider.orders()).hasSize(2);
  }

  /** A person who has answered waits for an effect that does not come: that it is parked must not hide behind the answer. */
  @Test
  void get_parkedWhileAnAnswerWaits_saysThatItIsParked() {
    Deaths deaths = new Deaths();
    Node node = nodes.add(nodes.store, deaths, options -> options.listener(events::add));
    node.authorize();
    nodes.provider.price("4711", Money.cny("99.00"));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    assertThat(starts(booking.id())).as("a turn that ends as it should gives no credit for later deaths").isZero();
    Activity asking = node.engine.activities().get(booking.id());
    node.engine.activities().answer(booking.id(), asking.question().orElseThrow().id(), AnswerOption.ACCEPT_PRICE, "mary");
    assertThat(node.engine.activities().get(booking.id()).reason()).contains(WaitReason.ANSWERED);

    for (int turn = 0; turn < 5; turn++) {
      deaths.dieAt("commit.after");
      assertThatThrownBy(() -> node.run(booking.id())).isInstanceOf(Deaths.Death.class);
      nodes.time.advance(Duration.ofMinutes(2));
    }
    node.run(booking.id());
    node.deliver();

    expectParked(node, booking.id());
    expectRetryToBook(node, booking.id());
  }

  private int starts(ActivityId id) {
    var row = nodes.store.load(Keys.activity(id.value())).orElseThrow();
    return Nodes.CODEC.decode(row.toString(), row.codecVersion(), row.body(), ActivityRecord.class).starts;
  }

  private void expectParked(Node node, ActivityId id) {
    Activity parked = node.engine.activities().get(id);
    assertThat(parked.state()).isEqualTo(ActivityState.PARKED);
    assertThat(parked.reason()).contains(WaitReason.PARKED);
    assertThat(parked.until()).isEmpty();
    assertThat(parked.journal()).anySatisfy(entry -> assertThat(entry.code()).isEqualTo("PARKED"));
    assertThat(events)
        .as("the host is told")
        .anySatisfy(
            event -> {
              assertThat(event.activity()).contains(id);
              assertThat(event.attributes()).containsEntry("reason", "PARKED");
            });
    int calls = nodes.provider.calls().size();
    nodes.time.advance(Duration.ofDays(1));
    node.runDue();
    node.run(id);
    assertThat(nodes.provider.calls()).extracting(Call::operation).as("it rests").hasSize(calls);
  }

  private static void expectRetryToBook(Node node, ActivityId id) {
    node.engine.activities().retry(id, "me");
    assertThat(node.finish(id).succeeded()).isTrue();
  }
}
