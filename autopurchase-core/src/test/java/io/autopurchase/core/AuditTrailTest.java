package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventFeedPage;
import io.autopurchase.EventQuery;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.core.Nodes.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hosts find in the audit trail, and programs that follow it. */
class AuditTrailTest extends Trading {
  private List<AutoPurchaseEvent> find(EventQuery.Builder query) {
    return node.engine.events().find(query.build());
  }

  private static EventQuery.Builder query() {
    return EventQuery.builder();
  }

  @Test
  void find_byOrderLineAndActivity_givesTheirEventsAlone() {
    Activity first = book("ORD-1", 2);
    book("ORD-2", 1);

    assertThat(find(query().orderId("ORD-1"))).as("the history of an order").extracting(AutoPurchaseEvent::orderId).isNotEmpty()
        .allMatch(order -> order.filter("ORD-1"::equals).isPresent());
    assertThat(find(query().orderId("ORD-1"))).as("with events of its activity and of its lines").extracting(event -> event.line().isPresent()).contains(true, false);
    assertThat(find(query().line(new LineKey("ORD-1", "2")))).as("the history of a line").extracting(event -> event.line().orElseThrow())
        .isNotEmpty().containsOnly(new LineKey("ORD-1", "2"));
    assertThat(find(query().activity(first.id()))).as("the history of an activity").hasSize(find(query().orderId("ORD-1")).size());
    assertThat(find(query().orderId("ORD-3"))).isEmpty();
  }

  @Test
  void find_newestFirstOrOldestFirst_pagesByBeforeAndAfter() {
    Activity activity = book("ORD-1", 2);
    List<AutoPurchaseEvent> oldestFirst = find(query().activity(activity.id()).oldestFirst());

    assertThat(oldestFirst).as("in the order of what happened").isSortedAccordingTo(Comparator.comparing(AutoPurchaseEvent::id)).hasSizeGreaterThan(3);
    assertThat(find(query().activity(activity.id()).limit(2))).as("the newest two").containsExactly(last(oldestFirst, 1), last(oldestFirst, 2));
    assertThat(find(query().activity(activity.id()).before(last(oldestFirst, 2).id()).limit(1))).as("the one before them").containsExactly(last(oldestFirst, 3));
    assertThat(find(query().activity(activity.id()).after(oldestFirst.get(0).id()).oldestFirst().limit(1))).containsExactly(oldestFirst.get(1));
  }

  private static <T> T last(List<T> list, int number) {
    return list.get(list.size() - number);
  }

  @Test
  void find_bySessionTypesAndTime_combinesThem() {
    book("ORD-1", 1);
    Instant between = nodes.time.now();
    nodes.time.advance(Duration.ofMillis(1));
    book("ORD-2", 1);

    assertThat(find(query().session(Nodes.SESSION).types(AutoPurchaseEvent.PURCHASE_CHANGED, AutoPurchaseEvent.SESSION_CHANGED)))
        .extracting(AutoPurchaseEvent::type).contains(AutoPurchaseEvent.PURCHASE_CHANGED, AutoPurchaseEvent.SESSION_CHANGED).hasSizeGreaterThan(2);
    List<AutoPurchaseEvent> all = find(query().oldestFirst());
    List<AutoPurchaseEvent> since = find(query().since(between.plusMillis(1)).oldestFirst());
    List<AutoPurchaseEvent> until = find(query().until(between.plusMillis(1)).oldestFirst());
    assertThat(Stream.of(until, since).flatMap(List::stream)).as("what was before a moment and what was after it").containsExactlyElementsOf(all);
    assertThat(since).extracting(AutoPurchaseEvent::at).allMatch(at -> at.isAfter(between));
    assertThat(find(query().since(between.plusMillis(1)).after(since.get(0).id()).oldestFirst())).as("the later of two bounds counts").doesNotContain(since.get(0));
  }

  @Test
  void stream_pagesOfTwo_goesThroughAll() {
    book("ORD-1", 2);

    assertThat(node.engine.events().stream(query().limit(2).build())).containsExactlyElementsOf(find(query().limit(1000)));
    assertThat(node.engine.events().stream(query().limit(2).oldestFirst().build()).limit(3)).containsExactlyElementsOf(find(query().oldestFirst().limit(3)));
  }

  @Test
  void feed_readInPagesWhileOthersCommit_givesEachEventOnce() {
    book("ORD-1", 1);
    List<AutoPurchaseEvent> read = new ArrayList<>();
    EventFeedPage page = node.engine.events().feed(null, 3);
    while (!page.events().isEmpty()) {
      read.addAll(page.events());
      if (read.size() == 6) {
        book("ORD-2", 1);
      }
      page = node.engine.events().feed(page.cursor(), 3);
    }

    assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(find(query().limit(1000)));
    assertThat(node.engine.events().feed(page.cursor(), 3)).as("with nothing new").isEqualTo(page);
  }

  /** A node whose clock is a month behind writes ids that lie before all that a reader has seen. */
  @Test
  void feed_eventsOfANodeWhoseClockIsBehind_areNotMissed() {
    book("ORD-1", 1);
    String cursor = node.engine.events().feed(null, 1000).cursor();

    nodes.time.setWallClock(nodes.time.now().minus(Duration.ofDays(30)));
    node.engine.synchronize(Nodes.SESSION, "mary");

    assertThat(node.engine.events().feed(cursor, 1000).events()).as("what was committed after the cursor").singleElement()
        .satisfies(event -> assertThat(event.id()).isLessThan(find(query().types(AutoPurchaseEvent.PURCHASE_CHANGED)).get(0).id()));
  }

  @Test
  void feed_wrongArguments_areRefused() {
    assertRefused("cursor", events -> node.engine.events().feed("01KX-1", 10));
    assertRefused("cursor", events -> node.engine.events().feed("-1", 10));
    assertRefused("limit", events -> node.engine.events().feed(null, 0));
    assertRefused("limit", events -> node.engine.events().feed(null, 1001));
    assertRefused("limit", events -> query().limit(0).build());
    assertRefused("since", events -> query().since(Instant.MIN).build());
    assertRefused("orderId", events -> query().orderId("x".repeat(256)).build());
  }

  private void assertRefused(String field, Consumer<Object> call) {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> call.accept(this));
    assertThat(refused).isNotNull();
    assertThat(refused.violations().get(0).field()).isEqualTo(field);
  }

  @Test
  void afterClose_isRefused() {
    Node closed = nodes.add();
    var events = closed.engine.events();
    closed.engine.close();

    assertThatThrownBy(() -> events.find(query().build())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> events.stream(query().build())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> events.feed(null, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(events::gaps).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void events_ofOneActivity_keepTheirIdsInTheFeedsOrder() {
    Activity activity = book("ORD-1", 3);

    List<String> ids =
        node.engine.events().feed(null, 1000).events().stream().filter(event -> event.activity().filter(activity.id()::equals).isPresent()).map(AutoPurchaseEvent::id).toList();
    assertThat(ids).isSorted().hasSize(new HashSet<>(ids).size());
  }
}
