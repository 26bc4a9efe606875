package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.EventGap;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.core.event.EventIds;
import io.autopurchase.spi.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** A person has removed events from the database by hand. */
class EventGapsTest extends Trading {
  private final Set<String> removed = new TreeSet<>();

  private final ForwardingStore store =
      new ForwardingStore(nodes.store) {
        @Override
        public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
          return super.events(afterId, undeliveredOnly, limit).stream().filter(event -> !removed.contains(event.id())).toList();
        }
      };

  private Activity booked() {
    book("ORD-1", 2);
    return book("ORD-2", 3);
  }

  private void remove(Activity of, int number) {
    nodes.store.events(null, false, 1000).stream()
        .map(StoredEvent::id)
        .filter(id -> EventIds.stream(id).equals(of.id().value()) && EventIds.number(id) == number)
        .forEach(removed::add);
  }

  private int last(Activity of) {
    return nodes.store.events(null, false, 1000).stream()
        .map(StoredEvent::id)
        .filter(id -> EventIds.stream(id).equals(of.id().value()))
        .mapToInt(EventIds::number)
        .max()
        .orElseThrow();
  }

  @Test
  void gaps_nothingIsRemoved_none() {
    booked();

    assertThat(node.engine.events().gaps()).isEmpty();
  }

  @Test
  void gaps_eventsInTheMiddleAndTheLastAreRemoved_areNamed() {
    Activity booking = booked();
    int last = last(booking);
    assertThat(last).isGreaterThan(3);
    remove(booking, 2);
    remove(booking, last);
    Node auditor = nodes.add(store, options -> {});

    assertThat(auditor.engine.events().gaps())
        .containsExactly(new EventGap(booking.id(), 2, 2), new EventGap(booking.id(), last, last));
  }

  @Test
  void gaps_theOldestAreRemoved_noneAsTheRetentionDoesSo() {
    Activity booking = booked();
    remove(booking, 1);
    Node auditor = nodes.add(store, options -> {});

    assertThat(auditor.engine.events().gaps()).isEmpty();
  }
}
