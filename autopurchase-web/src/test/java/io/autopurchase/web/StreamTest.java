package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.web.live.EventStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Open pages hear of what has changed, on whichever node, and that costs next to nothing. */
class StreamTest {
  /** Connected: the server has sent the first words. */
  private static Listener listen(Desk desk, String user) {
    Listener listener = Listener.at(desk.server.address(), user, null);
    assertThat(listener.next()).contains(Map.of("retry", "3000"));
    return listener;
  }

  @Test
  void change_isNamedToWhoListens() {
    try (Desk desk = Desk.open().signedIn();
        Listener listener = listen(desk, "mary")) {
      desk.ticker.pass(1);
      assertThat(listener.next("refresh")).containsEntry("data", "{}");
      Activity asking = desk.asking("ORD-1");
      desk.ticker.pass(1);

      Map<String, String> changes = listener.next("changes");

      assertThat(changes.get("data")).isEqualTo("{\"activities\":[\"" + asking.id() + "\"],\"orders\":[\"ORD-1\"],\"sessions\":[\"fake/our-buyer\"]}");
      assertThat(changes.get("id")).isNotEmpty();
      assertThat(listener.header("Content-Type")).startsWith("text/event-stream");
      assertThat(listener.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(listener.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void twoNodes_hearOfEachOthersAnswers() {
    ActivityStore store = new InMemoryActivityStore();
    try (Desk one = Desk.on(store).signedIn();
        Desk two = Desk.on(store)) {
      Activity asking = one.asking("ORD-1");
      try (Listener atOne = listen(one, "mary");
          Listener atTwo = listen(two, "bob")) {
        one.ticker.pass(1);
        two.ticker.pass(1);
        atOne.next("refresh");
        atTwo.next("refresh");

        one.operator().press(one.operator().get("activities/" + asking.id()), "Answer", "option", "SKIP_ITEM");
        one.settle(asking);
        two.ticker.pass(1);

        assertThat(atTwo.next("changes").get("data")).contains(asking.id().value());
        assertThat(two.operator().get("activities/" + asking.id()).text()).contains("was answered with SKIP_ITEM by operator");
      }
    }
  }

  @Test
  void manyStreams_costOneQueryASecondInAll_andNoOtherThread() {
    CountingStore store = new CountingStore();
    List<Listener> listeners = new ArrayList<>();
    try (Desk desk = Desk.on(store.store()).signedIn()) {
      for (int i = 0; i < EventStreams.MOST; i++) {
        listeners.add(listen(desk, "user-" + i / EventStreams.MOST_OF_USER));
      }
      desk.ticker.pass(1);
      store.forget();

      desk.ticker.pass(10);

      assertThat(store.calls()).isEqualTo(Map.of("feed", 10));
      assertThat(desk.ticker.starts()).isEqualTo(1);
      try (Listener oneTooMany = Listener.at(desk.server.address(), "late", null)) {
        assertThat(oneTooMany.status()).isEqualTo(429);
        assertThat(oneTooMany.header("Retry-After")).isEqualTo("30");
      }
    } finally {
      listeners.forEach(Listener::close);
    }
  }

  /** A page that a user has left is noticed late; it must not keep the next one from listening. */
  @Test
  void fifthStreamOfAUser_endsTheOldest() {
    List<Listener> listeners = new ArrayList<>();
    try (Desk desk = Desk.open();
        Listener other = listen(desk, "bob")) {
      for (int i = 0; i <= EventStreams.MOST_OF_USER; i++) {
        listeners.add(listen(desk, "mary"));
      }

      assertThat(listeners.get(0).next()).isEmpty();
      desk.ticker.pass(1);
      listeners.stream().skip(1).forEach(listener -> listener.next("refresh"));
      other.next("refresh");
    } finally {
      listeners.forEach(Listener::close);
    }
  }

  @Test
  void nobodyListens_nothingRunsAndNothingIsAsked() {
    CountingStore store = new CountingStore();
    try (Desk desk = Desk.on(store.store())) {
      desk.operator().get("activities");
      assertThat(desk.ticker.isRunning()).isFalse();
      Listener listener = listen(desk, "mary");
      assertThat(desk.ticker.isRunning()).isTrue();
      listener.close();

      while (desk.ticker.isRunning()) {
        desk.ticker.pass(1); // that the browser has gone shows when something is written to it
      }
      store.forget();
      desk.ticker.pass(5);

      assertThat(store.calls()).isEmpty();
      try (Listener again = listen(desk, "mary")) {
        assertThat(desk.ticker.isRunning()).isTrue();
        assertThat(again.status()).isEqualTo(200);
      }
    }
  }

  /** Each reader who leaves a page would else be a failure in the host's log. */
  @Test
  void browserGoes_isNotAFailureOfTheHost() {
    Desk desk = Desk.open();
    try (desk) {
      for (int i = 0; i < 3; i++) {
        Listener listener = listen(desk, "mary");
        listener.close();
        while (desk.ticker.isRunning()) {
          desk.ticker.pass(1);
        }
      }
    }
    assertThat(desk.server.errorPages()).isEmpty();
  }

  @Test
  void comingBack_hearsWhatWasMissed() {
    try (Desk desk = Desk.open().signedIn();
        Listener stays = listen(desk, "bob")) {
      desk.ticker.pass(1);
      String position = stays.next("refresh").get("id");
      Activity missed = desk.asking("ORD-1");
      desk.ticker.pass(1);
      String latest = stays.next("changes").get("id");

      try (Listener back = Listener.at(desk.server.address(), "mary", latest);
          Listener longAway = Listener.at(desk.server.address(), "mary", "77777");
          Listener wasThere = Listener.at(desk.server.address(), "mary", position)) {
        back.next();
        longAway.next();
        desk.asking("ORD-2");
        desk.ticker.pass(1);

        assertThat(back.next().orElseThrow().get("data")).as("nothing twice").contains("ORD-2").doesNotContain(missed.id().value());
        assertThat(longAway.next().orElseThrow()).containsEntry("event", "refresh");
        wasThere.next();
        assertThat(wasThere.next().orElseThrow().get("event")).isIn("refresh", "changes");
      }
    }
  }

  @Test
  void longFeed_isPassedByOnceAndWithoutMessages() {
    CountingStore store = new CountingStore();
    try (Desk desk = Desk.on(store.store()).signedIn()) {
      for (int i = 0; i < 1500; i++) {
        desk.book("ORD-" + i, "10.00"); // an event each
      }
      store.forget();
      try (Listener listener = listen(desk, "mary")) {
        desk.ticker.pass(1);

        assertThat(store.calls()).isEqualTo(Map.of("feed", 2));
        assertThat(listener.next().orElseThrow()).containsEntry("event", "refresh");
        desk.book("ORD-2000", "10.00");
        desk.ticker.pass(1);
        assertThat(listener.next().orElseThrow().get("data")).contains("[\"ORD-2000\"]");
      }
    }
  }

  @Test
  void quietStream_isKeptOpenByCommentsAndEndsAfterTenMinutes() {
    try (Desk desk = Desk.open();
        Listener listener = listen(desk, "mary")) {
      desk.ticker.pass(1);
      listener.next("refresh");
      desk.ticker.pass(5);
      assertThat(listener.next().orElseThrow()).containsOnlyKeys("");

      desk.ticker.pass(600);

      Optional<Map<String, String>> last = listener.next();
      while (last.isPresent()) {
        last = listener.next();
      }
      assertThat(desk.ticker.isRunning()).isFalse();
    }
  }

  @Test
  void storeFails_streamStaysAndGoesOn() {
    CountingStore store = new CountingStore();
    try (Desk desk = Desk.on(store.store()).signedIn();
        Listener listener = listen(desk, "mary")) {
      store.failing(true);
      desk.ticker.pass(3);
      store.failing(false);
      desk.ticker.pass(1);

      assertThat(listener.next("refresh")).isNotEmpty();
    }
  }

  @Test
  void close_endsAllStreamsAtOnce() {
    try (Desk desk = Desk.open();
        Listener listener = listen(desk, "mary")) {
      desk.console.close();

      assertThat(listener.next()).isEmpty();
      assertThat(desk.ticker.isRunning()).isFalse();
      try (Listener late = Listener.at(desk.server.address(), "mary", null)) {
        assertThat(late.status()).isEqualTo(429);
      }
    }
  }
}
