package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.AutoPurchase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands from end to end: the real library, a database on disk, a marketplace over HTTP. */
class SandboxTest {
  private static final String NICK = Desk.NICK;
  private static final String ORDER = "ORD-0000000053";
  private static final String ITEM = "42602653803";

  @TempDir
  private Path folder;

  private Desk desk;
  private final Path order = Path.of("../orders/order-ORD-0000000053.json");

  @BeforeEach
  void start() {
    desk = new Desk(folder);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void sessionAdd_inTwoSteps_addsAnActiveSession() {
    desk.addSession();

    JsonNode session = desk.run("session", "list", "--json").json().get("sessions").get(0);
    assertThat(session.get("login").asText()).isEqualTo(NICK);
    assertThat(session.get("state").asText()).isEqualTo("ACTIVE");
  }

  @Test
  void sessionAdd_forgedState_isRefusedNamingTheState() {
    desk.run("session", "add", "--login", NICK, "--json");

    CommandRun refused =
        desk.run("session", "add", "--login", NICK, "--callback-url", Desk.CALLBACK + "?code=x&state=forged", "--json");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.json().at("/error/field").asText()).isEqualTo("state");
  }

  @Test
  void sessionAdd_callbackFromTheStandardInput_addsTheSession() {
    String url = desk.run("session", "add", "--login", NICK, "--json").json().get("authorizeUrl").asText();

    CommandRun added =
        CommandRun.of(
            new JdbcEngines(), desk.settings, Map.of(), Desk.signIn(url, NICK) + "\n", "session", "add", "--login", NICK, "--callback-url", "-", "--json");

    assertThat(added.exitCode()).as(added.out()).isZero();
    assertThat(added.json().at("/session/state").asText()).isEqualTo("ACTIVE");
    CommandRun removed = desk.run("session", "remove", NICK);
    assertThat(removed.out()).contains("tokens stay valid at the provider");
    assertThat(desk.run("session", "list", "--json").json().get("sessions")).isEmpty();
  }

  @Test
  void sessionAdd_phoneAsLogin_isRefusedWithItsOwnCode() {
    CommandRun refused = desk.run("session", "add", "--provider", "taobao", "--login", "11147043234", "--json");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.json().at("/error/code").asText()).isEqualTo("PHONE_AS_LOGIN");
    assertThat(refused.json().at("/error/field").asText()).isEqualTo("login");
  }

  @Test
  void book_withoutWaiting_tellsPeopleWhatItTakesToGoOn() {
    desk.addSession();
    String[] book = {"book", "--order", order.toString(), "--session", NICK};

    CommandRun stored = desk.run(book);
    CommandRun forPrograms = desk.run("book", "--order", order.toString(), "--session", NICK, "--json");
    CommandRun waited = desk.run("book", "--order", order.toString(), "--session", NICK, "--timeout", "60");

    assertThat(stored.exitCode()).isZero();
    assertThat(stored.err()).contains("It goes on while 'run' is up, or with 'activity ID --wait'.");
    assertThat(forPrograms.err()).doesNotContain("goes on");
    assertThat(waited.out()).contains("COMPLETED");
    assertThat(waited.err()).doesNotContain("goes on");
  }

  @Test
  void events_last_areTheNewestInOrder() {
    desk.addSession();
    desk.done("book", "--order", order.toString(), "--session", NICK);
    JsonNode all = desk.run("events", "--json").json().get("events");

    JsonNode last = desk.run("events", "--last", "2", "--json").json().get("events");

    assertThat(all.size()).isGreaterThan(2);
    assertThat(last).containsExactly(all.get(all.size() - 2), all.get(all.size() - 1));
  }

  @Test
  void preview_soundOrder_isEligibleAndBuysNothing() {
    desk.addSession();

    CommandRun preview = desk.run("preview", "--order", order.toString(), "--session", NICK, "--json");

    assertThat(preview.exitCode()).isZero();
    assertThat(preview.json().at("/plan/lines/0/eligible").asBoolean()).isTrue();
    assertThat(preview.json().at("/plan/orders/0/goods/amount").asText()).isEqualTo("128.50");
    assertThat(desk.sandbox.ledger().orders()).isEmpty();
  }

  @Test
  void book_repeated_buysOnceAndReportsTheSameOrder() {
    desk.addSession();

    CommandRun first = book();
    CommandRun second = book();

    assertThat(first.exitCode()).as(first.out()).isZero();
    assertThat(second.exitCode()).as(second.out()).isZero();
    assertThat(desk.sandbox.ledger().orders()).hasSize(1);
    assertThat(first.json().at("/activity/lines/0/outcome").asText()).isEqualTo("BOOKED");
    assertThat(second.json().at("/activity/lines/0/providerOrderId"))
        .isEqualTo(first.json().at("/activity/lines/0/providerOrderId"));
  }

  @Test
  void sync_afterPaymentOnTheSite_showsItInThePurchases() {
    desk.addSession();
    desk.sandbox.site().pay(book().json().at("/activity/lines/0/providerOrderId").asText());

    CommandRun sync = desk.run("sync", "--session", NICK, "--wait", "--timeout", "60", "--json");

    assertThat(sync.exitCode()).as(sync.out()).isZero();
    JsonNode purchase = desk.run("purchases", "--order", ORDER, "--json").json().at("/purchases/0");
    assertThat(purchase.get("group").asText()).isEqualTo("PURCHASED");
    assertThat(purchase.get("status").asText()).isEqualTo("AWAITING_SHIPMENT");
    assertThat(purchase.at("/cost/amount").asText()).isEqualTo("128.50");
  }

  @Test
  void book_priceRisen_asksAndGoesOnWithTheAnswer() {
    desk.addSession();
    desk.sandbox.catalog().setPrice(ITEM, 13850);

    CommandRun asked = book();
    assertThat(asked.exitCode()).as(asked.out()).isEqualTo(4);
    assertThat(desk.sandbox.ledger().orders()).isEmpty();

    JsonNode activity = asked.json().get("activity");
    assertThat(activity.at("/question/code").asText()).isEqualTo("PRICE_INCREASED");
    CommandRun answered =
        desk.run(
            "answer",
            activity.get("id").asText(),
            activity.at("/question/id").asText(),
            "ACCEPT_PRICE",
            "--wait",
            "--timeout",
            "60",
            "--json");

    assertThat(answered.exitCode()).as(answered.out()).isZero();
    assertThat(desk.sandbox.ledger().orders()).hasSize(1);
  }

  @Test
  void book_policyForTheQuestion_isNotAsked() {
    desk.addSession();
    desk.sandbox.catalog().setPrice(ITEM, 13850);

    CommandRun booked =
        desk.run("book", "--order", order.toString(), "--session", NICK, "--on", "PRICE_INCREASED=SKIP_ITEM", "--wait", "--json");

    assertThat(booked.exitCode()).as(booked.out()).isEqualTo(3);
    assertThat(booked.json().at("/activity/lines/0/outcome").asText()).isEqualTo("SKIPPED");
  }

  @Test
  void book_recipientAgainstTheRules_isRefusedByTheNamesOfTheFileBeforeAnythingIsSent() throws IOException {
    desk.addSession();
    long calls = desk.sandbox.ledger().calls().size();
    Path wrong = folder.resolve("order.json");
    Files.writeString(
        wrong,
        Files.readString(order)
            .replace("张三", "张")
            .replace("11147043234", "123")
            .replace("150784", "999999")
            .replace("\"923\"", "\"\""));

    CommandRun refused = desk.run("book", "--order", wrong.toString(), "--session", NICK, "--wait", "--json");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.json().at("/error/problems").findValuesAsText("field"))
        .containsExactlyInAnyOrder("recipient.name", "recipient.phone", "recipient.region_code", "recipient.address");
    assertThat(desk.sandbox.ledger().calls()).hasSize((int) calls);
  }

  @Test
  void preview_nameInOtherLettersAndRegionInTheStreet_showsHowItIsWrittenAndWarns() throws IOException {
    desk.addSession();
    Path other = folder.resolve("order.json");
    Files.writeString(other, Files.readString(order).replace("张三", "Иван").replace("\"923\"", "\"额尔古纳市 923\""));

    JsonNode plan = desk.run("preview", "--order", other.toString(), "--session", NICK, "--json").json().get("plan");
    JsonNode asGiven =
        desk.run("preview", "--order", other.toString(), "--session", NICK, "--names-as-given", "--json").json().get("plan");

    assertThat(plan.at("/recipient/name").asText()).isEqualTo("Ivan");
    assertThat(plan.get("problems")).isEmpty();
    assertThat(plan.at("/warnings/0/field").asText()).isEqualTo("recipient.address");
    assertThat(plan.at("/warnings/0/code").asText()).isEqualTo("REPEATS_REGION");
    assertThat(asGiven.at("/recipient/name").asText()).isEqualTo("Иван");
  }

  @Test
  void book_fingerprintOfAnotherPlan_isRefused() throws IOException {
    desk.addSession();
    String seen = desk.run("preview", "--order", order.toString(), "--session", NICK, "--json").json().at("/plan/fingerprint").asText();
    Path other = folder.resolve("order.json");
    Files.writeString(other, Files.readString(order).replace("128.50", "129.50"));

    CommandRun refused =
        desk.run("book", "--order", other.toString(), "--session", NICK, "--fingerprint", seen, "--wait", "--json");
    CommandRun booked =
        desk.run("book", "--order", order.toString(), "--session", NICK, "--fingerprint", seen, "--wait", "--json");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.json().at("/error/code").asText()).isEqualTo("PLAN_CHANGED");
    assertThat(booked.exitCode()).as(booked.out()).isZero();
    assertThat(desk.sandbox.ledger().orders()).hasSize(1);
  }

  @Test
  void sessionList_tellsHowASessionDoes() {
    desk.addSession();
    desk.run("sync", "--session", NICK, "--wait", "--timeout", "60", "--json");

    JsonNode session = desk.run("session", "list", "--json").json().get("sessions").get(0);

    assertThat(session.get("health").asText()).isNotEqualTo("UNAVAILABLE");
    assertThat(session.get("lastSynchronizedAt").asText()).startsWith("20");
    assertThat(desk.run("session", "list").out()).contains("HEALTH");
  }

  @Test
  void book_withoutWait_leavesTheWorkToOthers() {
    desk.addSession();

    CommandRun queued = desk.run("book", "--order", order.toString(), "--session", NICK, "--json");
    String id = queued.json().at("/activity/id").asText();

    assertThat(queued.exitCode()).isZero();
    assertThat(queued.json().at("/activity/state").asText()).isEqualTo("QUEUED");
    assertThat(desk.run("activity", id, "--wait", "--json").json().at("/activity/state").asText()).isEqualTo("COMPLETED");
  }

  @Test
  void output_ofAnyCommand_holdsNoSecret() {
    desk.addSession();
    book();

    for (String[] command :
        new String[][] {{"session", "list", "--json"}, {"events", "--json"}, {"activities", "--json"}, {"events"}}) {
      CommandRun run = desk.run(command);
      assertThat(run.out() + run.err()).doesNotContain("helloworld").doesNotContainIgnoringCase("access_token");
    }
  }

  @Test
  void version_isTheOneOfTheLibrary() {
    assertThat(desk.run("--version").out()).contains(AutoPurchase.version());
  }

  @Test
  void anyCommand_noDriverForTheDatabase_isRefusedNamingTheSetting() {
    desk.set("store.url", "jdbc:nobody:x;password=hidden");

    CommandRun refused = desk.run("activities", "--json");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.json().at("/error/field").asText()).isEqualTo("store.url");
    assertThat(refused.out() + refused.err()).doesNotContain("hidden");
  }

  private CommandRun book() {
    return desk.run("book", "--order", order.toString(), "--session", NICK, "--wait", "--timeout", "60", "--json");
  }
}
