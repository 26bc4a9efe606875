package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.PositionedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S26: the feed of all events. */
interface FeedRules extends StoreRules {
  private static List<String> ids(List<PositionedEvent> page) {
    return page.stream().map(each -> each.event().id()).toList();
  }

  private static List<Long> positions(List<PositionedEvent> page) {
    return page.stream().map(PositionedEvent::position).toList();
  }

  /** A reader that keeps its position, until there is nothing more. */
  private void follow(ActivityStore store, int limit, List<PositionedEvent> read) {
    List<PositionedEvent> page;
    do {
      long after = read.isEmpty() ? 0 : read.get(read.size() - 1).position();
      page = harness().patiently(() -> store.feed(after, limit));
      assertThat(page).as("a page of at most %d", limit).hasSizeLessThanOrEqualTo(limit);
      read.addAll(page);
    } while (!page.isEmpty());
  }

  @Test
  default void required_S26a_eachEvent_hasOnePositionThatStays() {
    harness().apply(harness().write().append(event("e1")).append(event("e2")).append(event("e3")));
    harness().apply(harness().write().delivered("e2").append(event("e1")));

    List<PositionedEvent> feed = harness().store().feed(0, 10);

    assertThat(ids(feed)).as("all events, delivered or not").containsExactly("e1", "e2", "e3");
    assertThat(positions(feed)).as("their positions").isSorted().doesNotHaveDuplicates().allMatch(position -> position > 0);
    harness().apply(harness().write().append(event("e0")).append(event("e4")));
    List<PositionedEvent> later = harness().other().feed(0, 10);
    assertThat(ids(later)).as("with those that were committed later").startsWith("e1", "e2", "e3").hasSize(5);
    assertThat(positions(later).subList(0, 3)).as("the positions of the first three, from another connection").isEqualTo(positions(feed));
    assertThat(Difference.of(StoreHarness.bytes("event e1"), later.get(0).event().body())).as("what changed in a body").isEmpty();
  }

  @Test
  default void required_S26a_pagesByTheLastPosition_holdEveryEventOnce() {
    List<String> ids = new ArrayList<>();
    Commit.Builder commit = harness().write();
    for (int i = 0; i < 23; i++) {
      ids.add(String.format("e%02d", i));
      commit.append(event(ids.get(i)));
    }
    harness().apply(commit);

    List<PositionedEvent> read = new ArrayList<>();
    follow(harness().store(), 5, read);

    assertThat(ids(read)).as("the ids of all pages").isEqualTo(ids);
    assertThat(ids(harness().other().feed(read.get(19).position(), 1))).as("one after the twentieth").containsExactly("e20");
  }

  @Test
  default void required_S26b_readersWhileManyThreadsCommit_missNothing() {
    int writers = 6;
    int commits = 30;
    AtomicInteger atWork = new AtomicInteger(writers);
    List<List<PositionedEvent>> readings =
        harness()
            .together(
                writers + 2,
                thread -> {
                  List<PositionedEvent> read = new ArrayList<>();
                  if (thread < writers) {
                    for (int i = 0; i < commits; i++) {
                      // Later ids sort before earlier ones, as those of nodes whose clocks differ may.
                      String id = String.format("e%03d-%d", commits - i, thread);
                      harness().settle(harness().either(thread), harness().write().append(event(id)).build());
                    }
                    atWork.decrementAndGet();
                  } else {
                    while (atWork.get() > 0) {
                      follow(harness().either(thread), 7, read);
                    }
                    follow(harness().either(thread), 7, read);
                  }
                  return read;
                });

    Map<String, Long> positions = new HashMap<>();
    harness().store().feed(0, 1000).forEach(each -> positions.put(each.event().id(), each.position()));
    assertThat(positions).as("all events, after the last commit").hasSize(writers * commits);
    for (List<PositionedEvent> read : readings.subList(writers, writers + 2)) {
      assertThat(ids(read)).as("what a reader has seen that read on while others committed").hasSize(writers * commits).doesNotHaveDuplicates();
      assertThat(read).as("the positions that it has seen").allMatch(each -> positions.get(each.event().id()) == each.position());
    }
  }

  @Test
  default void required_S26c_growingIdsCommittedOneAfterTheOther_haveGrowingPositions() {
    harness().apply(harness().write().append(event("e1")).append(event("e2")));
    harness().apply(harness().write().append(event("e3")));
    harness().store().feed(0, 2);
    harness().apply(harness().write().append(event("e4")).append(event("e5")));

    assertThat(ids(harness().other().feed(0, 10))).as("the feed").containsExactly("e1", "e2", "e3", "e4", "e5");
  }

  @Test
  default void required_S26d_positionsOfRemovedEvents_areNotGivenAgain() {
    harness().apply(harness().write().append(event("e1")).append(event("e2")).append(event("e3")));
    long last = harness().store().feed(0, 10).get(2).position();

    harness().store().forgetEvents("e9", 10);
    assertThat(harness().store().feed(0, 10)).as("the feed when all events are removed").isEmpty();
    harness().apply(harness().write().append(event("e4")));

    assertThat(harness().other().feed(0, 10)).as("the feed").extracting(each -> each.event().id()).containsExactly("e4");
    assertThat(harness().other().feed(last, 10)).as("what comes after the last position before").hasSize(1);
  }

  @Test
  default void required_S26e_shops_haveFeedsOfTheirOwn() {
    harness().apply(harness().write().append(event("e1")));
    ActivityStore other = harness().open("shop-b");

    assertThat(other.feed(0, 10)).as("another shop's feed").isEmpty();
    other.commit(harness().write().append(event("e1")).append(event("e2")).build());

    assertThat(ids(other.feed(0, 10))).as("its own events").containsExactly("e1", "e2");
    assertThat(ids(harness().store().feed(0, 10))).as("the first shop's").containsExactly("e1");
  }
}
