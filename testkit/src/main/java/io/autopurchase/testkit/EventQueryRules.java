package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S25: events by their fields. */
interface EventQueryRules extends StoreRules {
  /** Six events that differ in their fields, one without any. */
  private void store() {
    Commit.Builder commit = harness().write();
    commit.append(event("e1", fields().type("CHANGED").orderId("O-1").lineId("1").activity("a1").session("p", "mary")));
    commit.append(event("e2", fields().type("CHANGED").orderId("O-1").lineId("2").activity("a1").session("p", "mary")));
    commit.append(event("e3", fields().type("ASKED").orderId("O-1").activity("a1").session("p", "mary")));
    commit.append(event("e4", fields().type("CHANGED").orderId("o-1").lineId("1").activity("a2").session("q", "mary")));
    commit.append(event("e5", fields().type("EXPIRING").session("p", "Mary")));
    commit.append(event("e6", fields()));
    harness().apply(commit);
  }

  private static EventFields.Builder fields() {
    return EventFields.builder();
  }

  private static StoredEvent event(String id, EventFields.Builder fields) {
    return new StoredEvent(id, NOON, fields.build(), 1, StoreHarness.bytes(id));
  }

  private static StoredEventQuery query(EventFields.Builder fields) {
    return StoredEventQuery.of(fields.build(), 10);
  }

  private List<String> found(StoredEventQuery query) {
    return harness().other().events(query).stream().map(StoredEvent::id).toList();
  }

  @Test
  default void required_S25a_everyField_isComparedExactly() {
    store();

    assertThat(found(query(fields()))).as("all events").containsExactly("e6", "e5", "e4", "e3", "e2", "e1");
    assertThat(found(query(fields().orderId("O-1")))).as("those of order O-1, and not of o-1").containsExactly("e3", "e2", "e1");
    assertThat(found(query(fields().orderId("O-1").lineId("1")))).as("those of its line 1").containsExactly("e1");
    assertThat(found(query(fields().activity("a1")))).as("those of an activity").containsExactly("e3", "e2", "e1");
    assertThat(found(query(fields().session("p", "mary")))).as("those of p/mary, not of p/Mary or q/mary").containsExactly("e3", "e2", "e1");
    assertThat(found(query(fields().type("CHANGED")))).as("those of a type").containsExactly("e4", "e2", "e1");
    assertThat(found(query(fields().type("CHANGED").activity("a1")))).as("those of a type and an activity").containsExactly("e2", "e1");
    assertThat(found(query(fields().orderId("O-2")))).as("those of an order that has none").isEmpty();
  }

  @Test
  default void required_S25a_severalTypes_findAnyOfThem() {
    store();

    Set<String> types = Set.of("ASKED", "EXPIRING", "NEVER");
    assertThat(found(query(fields()).types(types))).as("those of two types").containsExactly("e5", "e3");
    assertThat(found(query(fields().orderId("O-1")).types(types))).as("those of two types and an order").containsExactly("e3");
    assertThat(found(StoredEventQuery.of(EventFields.none(), 2).types(Set.of("ASKED", "CHANGED", "EXPIRING")).oldestFirst()))
        .as("the first two of three types")
        .containsExactly("e1", "e2");
  }

  @Test
  default void required_S25a_deliveredEvents_areFoundAndRemovedOnesAreNot() {
    store();

    harness().apply(harness().write().delivered("e1").delivered("e3"));
    harness().store().forgetEvents("e2", 10);

    assertThat(found(query(fields().orderId("O-1")))).as("of three events, one delivered and one removed").containsExactly("e3", "e2");
  }

  @Test
  default void required_S25a_fieldsOfAnEvent_comeBack() {
    EventFields fields = fields().type("T").orderId("O %_' ü 中 😀").lineId("").activity("a").session("p", "Ω").build();
    harness().apply(harness().write().append(new StoredEvent("e1", NOON, fields, 1, new byte[0])).append(StoreHarness.event("e2")));

    List<StoredEvent> events = harness().other().events(StoredEventQuery.of(EventFields.none(), 10).oldestFirst());
    assertThat(events).as("the fields of both").extracting(StoredEvent::fields).containsExactly(fields, EventFields.none());
    assertThat(harness().other().events(null, true, 10)).as("of undelivered ones").extracting(StoredEvent::fields).containsExactly(fields, EventFields.none());
  }

  @Test
  default void required_S25b_orderBoundsAndLimit_cutThePageOut() {
    store();

    StoredEventQuery ofOrder = query(fields().orderId("O-1"));
    assertThat(found(ofOrder.oldestFirst())).as("the oldest first").containsExactly("e1", "e2", "e3");
    assertThat(found(ofOrder.beforeId("e3"))).as("before an id").containsExactly("e2", "e1");
    assertThat(found(ofOrder.afterId("e1"))).as("after an id").containsExactly("e3", "e2");
    assertThat(found(ofOrder.afterId("e1").beforeId("e3").oldestFirst())).as("between two ids").containsExactly("e2");
    assertThat(found(ofOrder.beforeId("e25"))).as("before an id that there is not").containsExactly("e2", "e1");
    assertThat(found(StoredEventQuery.of(fields().orderId("O-1").build(), 2))).as("the newest two").containsExactly("e3", "e2");
    assertThat(found(StoredEventQuery.of(fields().orderId("O-1").build(), 2).oldestFirst())).as("the oldest two").containsExactly("e1", "e2");
  }
}
