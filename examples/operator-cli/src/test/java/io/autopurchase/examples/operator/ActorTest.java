package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code events} says who did what. */
class ActorTest {
  @TempDir
  private Path folder;

  private Desk desk;

  @BeforeEach
  void start() {
    desk = new Desk(folder);
    desk.addSession();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void everyCommandThatChangesSomething_by_isToldByEvents() {
    String file = desk.order("ORD-1", Desk.SHIRT_M);
    JsonNode booking = desk.done("book", "--order", file, "--session", Desk.NICK, "--by", "books");
    String order = booking.get("lines").get(0).get("providerOrderId").asText();
    desk.done("sync", "--session", Desk.NICK, "--by", "syncs");
    desk.done("unbind", "--order", "ORD-1", "--forget", "--by", "forgets");
    desk.done("bind", "--order", file, "--session", Desk.NICK, "--provider-order", order, "--by", "binds");
    String id = desk.run("book", "--order", desk.order("ORD-2", Desk.SHIRT_M), "--session", Desk.NICK, "--json").json().at("/activity/id").asText();
    assertThat(desk.run("retry", id, "--by", "retries").exitCode()).isZero();
    assertThat(desk.run("interrupt", id, "--by", "interrupts", "--wait").exitCode()).isZero();
    assertThat(desk.run("session", "refresh", Desk.NICK, "--by", "refreshes").exitCode()).isZero();
    assertThat(desk.run("session", "disable", Desk.NICK, "--by", "disables").exitCode()).isZero();
    assertThat(desk.run("session", "enable", Desk.NICK, "--by", "enables").exitCode()).isZero();
    assertThat(desk.run("session", "add", "--login", "other", "--by", "adds").exitCode()).isZero();
    assertThat(desk.run("session", "remove", Desk.NICK, "--by", "removes").exitCode()).isZero();

    CommandRun events = desk.run("events", "--json", "--limit", "1000");
    List<String> actors = new ArrayList<>();
    events.json().get("events").forEach(event -> actors.add(event.get("actor").asText(null)));
    assertThat(actors)
        .contains("books", "syncs", "forgets", "binds", "retries", "interrupts", "refreshes", "disables", "enables", "adds", "removes");
    assertThat(booking.get("requestedBy").asText()).isEqualTo("books");
    assertThat(desk.run("events", "--limit", "1000").out()).contains("forgets");
    CommandRun check = desk.run("events", "--check", "--json");
    assertThat(check.exitCode()).isZero();
    assertThat(check.json().get("gaps")).isEmpty();
    assertThat(desk.run("activity", id).out()).contains("Requested by ");
  }

  @Test
  void anyCommand_withoutBy_namesTheUserOfTheSystem() {
    desk.settings.setProperty("user.name", "who-sits-here");

    JsonNode activity = desk.run("book", "--order", desk.order("ORD-1", Desk.SHIRT_M), "--session", Desk.NICK, "--json").json().get("activity");

    assertThat(activity.get("requestedBy").asText()).isEqualTo("who-sits-here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob\n2026-11-27 17:00:00  INFO  APPROVED  approved by the-boss\u001b[8m", " ", "b\u202Eob"})
  void anyCommand_byThatForgesALine_isRefused(String by) {
    String file = desk.order("ORD-1", Desk.SHIRT_M);
    for (String[] command :
        new String[][] {
          {"book", "--order", file, "--session", Desk.NICK},
          {"unbind", "--order", "ORD-1"},
          {"sync", "--session", Desk.NICK},
          {"session", "disable", Desk.NICK}
        }) {
      List<String> words = new ArrayList<>(List.of(command));
      words.addAll(List.of("--by", by, "--json"));
      CommandRun refused = desk.run(words.toArray(String[]::new));
      assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
      assertThat(refused.json().at("/error/field").asText()).isEqualTo("by");
    }
  }
}
