package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.record.Keys;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failed activity has let go of its lines; tried again it must not meet itself in others. */
class RetriedFailureTest {
  private final Nodes nodes = new Nodes();
  private final Nodes.Node node = nodes.add();

  @BeforeEach
  void authorize() {
    node.authorize();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private Activity failed() {
    nodes.provider.fail(Operation.ITEM, Fault.rejected("ITEM_BROKEN"));
    Activity failed = node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    assertThat(failed.state()).isEqualTo(ActivityState.FAILED);
    return failed;
  }

  @Test
  void retry_bookingWhoseTroubleIsOver_booksItsLines() {
    Activity failed = failed();

    node.engine.activities().retry(failed.id(), "me");

    Activity again = node.finish(failed.id());
    assertThat(again.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(again.lines().get(0).outcome()).isEqualTo(LineOutcome.BOOKED);
    assertThat(nodes.provider.orders()).hasSize(1);
  }

  @Test
  void retry_lineBoughtMeanwhile_buysNothing() {
    Activity failed = failed();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());

    node.engine.activities().retry(failed.id(), "me");

    assertThat(node.finish(failed.id()).lines().get(0).code()).isEqualTo("ALREADY_PURCHASED");
    assertThat(nodes.provider.orders()).hasSize(1);
  }

  @Test
  void retry_lineInWorkElsewhere_staysFailedAndAsksNoMore() {
    Activity failed = failed();
    Activity other = node.engine.book(Nodes.plan("ORD-1"));

    node.engine.activities().retry(failed.id(), "me");
    node.run(failed.id());

    assertThat(node.engine.activities().get(failed.id()).state()).isEqualTo(ActivityState.FAILED);
    assertThat(nodes.store.due(Keys.SIGNAL, nodes.time.now(), null, 10)).isEmpty();
    assertThat(node.finish(other.id()).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(nodes.provider.orders()).hasSize(1);
  }
}
