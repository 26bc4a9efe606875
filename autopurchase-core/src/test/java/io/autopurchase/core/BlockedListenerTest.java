package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.core.Nodes.Node;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one listener keeps undelivered costs the others nothing. */
class BlockedListenerTest {
  private final Nodes nodes = new Nodes();
  private final Recorder healthy = new Recorder();
  private final AtomicInteger pages = new AtomicInteger();

  @AfterEach
  void close() {
    nodes.close();
  }

  private Node node() {
    ForwardingStore store =
        new ForwardingStore(nodes.store) {
          @Override
          public List<StoredEvent> events(String afterId, boolean undeliveredOnly, int limit) {
            pages.incrementAndGet();
            return super.events(afterId, undeliveredOnly, limit);
          }
        };
    return nodes.add(
        store,
        options ->
            options
                .listener(healthy)
                .listener(
                    event -> {
                      throw new IllegalStateException("out of order");
                    }));
  }

  private void append(Node node, int count) {
    for (int i = 0; i < count; i++) {
      node.engine.activities().interrupt(node.engine.book(Nodes.plan("ORD-" + pages.get() + "-" + i)).id(), "a person");
    }
    node.runDue();
  }

  @Test
  void deliver_otherListenerFails_costsTheSameHoweverMuchItHasLeftUndelivered() {
    Node node = node();
    node.authorize();
    append(node, 100);
    for (int minute = 0; minute < 90; minute++) {
      node.deliver();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    append(node, 900);
    for (int minute = 0; minute < 90; minute++) {
      node.deliver();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    int before = healthy.ids().size();
    pages.set(0);
    append(node, 1);
    node.deliver();

    assertThat(healthy.ids().size()).isGreaterThan(before);
    // A page for the healthy one, one for its look back, and what is bounded for the other.
    assertThat(pages.get()).isLessThanOrEqualTo(24);
    assertThat(healthy.ids()).doesNotHaveDuplicates();
  }

  @Test
  void deliver_otherListenerHasLeftMuchThatIsYoung_newEventsCostAPage() {
    Node node = node();
    node.authorize();
    append(node, 600);
    for (int second = 0; second < 5; second++) {
      node.deliver();
      nodes.time.advance(Duration.ofMillis(100));
    }
    int before = healthy.ids().size();
    append(node, 1);
    pages.set(0);

    node.deliver();

    assertThat(healthy.ids().size()).isGreaterThan(before);
    assertThat(pages.get()).as("pages of both").isLessThanOrEqualTo(4);
    assertThat(healthy.ids()).doesNotHaveDuplicates();
  }

  @Test
  void deliver_eventComesLateWithAnEarlierId_isDelivered() {
    Node node = nodes.add(healthy);
    node.authorize();
    append(node, 5);
    for (int minute = 0; minute < 10; minute++) {
      node.deliver();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    StoredEvent some = nodes.store.events(null, false, 1).get(0);
    String late = EventIds.single(nodes.time.now().minus(Duration.ofMinutes(9)), "late");
    nodes.store.commit(Commit.builder("late").append(new StoredEvent(late, some.at(), some.codecVersion(), some.body())).build());

    for (int minute = 0; minute < 3; minute++) {
      node.deliver();
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(healthy.ids()).contains(late);
  }
}
