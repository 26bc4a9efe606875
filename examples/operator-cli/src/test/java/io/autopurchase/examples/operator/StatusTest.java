package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.NICK;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs attention. */
class StatusTest {
  @TempDir
  private Path folder;

  private Desk desk;

  @BeforeEach
  void start() {
    desk = new Desk(folder);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  private JsonNode health() {
    CommandRun run = desk.run("status", "--json");
    assertThat(run.exitCode()).isZero();
    return run.json().get("health");
  }

  @Test
  void status_nothingIsWrong_saysSo() {
    desk.addSession();

    assertThat(health().get("healthy").asBoolean()).isTrue();
    assertThat(health().get("issues")).isEmpty();
    assertThat(desk.run("status").out()).contains("Nothing needs attention");
  }

  @Test
  void status_sessionWithoutAuthorization_isNamed() {
    desk.run("session", "add", "--login", NICK, "--json");

    JsonNode issue = health().at("/issues/0");
    assertThat(issue.get("code").asText()).isEqualTo("SESSION_NEEDS_AUTHORIZATION");
    assertThat(issue.get("subject").asText()).contains(NICK);
  }

  @Test
  void status_orderInDoubt_isShownWithItsActivity() {
    desk.addSession();
    desk.sandbox.faults().on("/purchase/order/create").call(1).inject(Fault.loseAnswer());
    // It stays in doubt for as long as the gateway may still carry it out.
    desk.set("taobao.visibility-lag", "3600");
    desk.sandbox.faults().on("/purchase/orders/query").call(2).inject(Fault.http(503, false));
    for (int call = 3; call < 40; call++) {
      desk.sandbox.faults().on("/purchase/orders/query").call(call).inject(Fault.http(503, false));
    }
    String order = desk.order("ORD-DOUBT", SHIRT_M);
    CommandRun booking;
    do {
      // The same command again goes on with the same activity.
      booking = desk.run("book", "--order", order, "--session", NICK, "--wait", "--timeout", "1", "--json");
    } while (!booking.json().at("/activity/lines/0/outcome").asText().equals("UNCERTAIN"));

    JsonNode issue = health().at("/issues/0");
    assertThat(issue.get("code").asText()).isEqualTo("ORDER_IN_DOUBT");
    assertThat(issue.get("subject").asText()).isEqualTo(booking.json().at("/activity/id").asText());
    assertThat(issue.get("since").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"placement-limit,0", "placement-limit,5/0", "retention,60", "retention,x"})
  void settings_ofLimitsAndRetention_areCheckedByName(String name, String value) {
    CommandRun run = desk.set(name, value).run("session", "list", "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().get("error").toString()).contains(name);
  }

  @Test
  void settings_ofLimitsAndRetention_areTaken() {
    assertThat(desk.set("placement-limit", "20/3600").set("retention", "P30D").run("session", "list", "--json").exitCode()).isZero();
  }
}
