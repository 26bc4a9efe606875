package io.autopurchase.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The shop over HTTP, in a process of its own. The last test ends it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopTest {
  private static final String ORDER = "ORD-0000000053";
  private static final List<String> CONSOLE =
      List.of("activities", "questions", "sessions", "payments", "health", "orders/" + ORDER, "api/v1/activities", "api/v1/questions", "api/v1/sessions", "api/v1/summary");

  @TempDir
  private static Path folder;

  private static ShopProcess shop;

  @BeforeAll
  static void start() throws IOException {
    String good = Files.readString(Path.of("../orders/order-ORD-0000000053.json")).replace("ORD-0000000053", "ORD-7").replace("53-1", "7-1").replace('\n', ' ');
    String wrong = good.replace("ORD-7", "ORD-8").replace("\"128.50\"", "128.5").replace("\"quantity\": 1", "\"quantity\": 0");
    Path file = folder.resolve("orders.jsonl");
    Files.writeString(file, good + "\n{\n" + wrong + "\n\n" + good + "\n" + good.replace("ORD-7", "ORD/9") + "\n");
    shop = ShopProcess.start(folder, "--shop.orders=" + file);
  }

  @AfterAll
  static void end() throws InterruptedException {
    if (shop != null) {
      shop.close();
    }
  }

  @Test
  void start_printsAnAddressThatTheUsersAreNamedBeside() throws IOException {
    assertThat(shop.address().toString()).matches("http://127\\.0\\.0\\.1:\\d+/");
    assertThat(shop.log()).contains("operator / operator").contains("viewer / viewer");
  }

  @Test
  void withoutSigningIn_everyPageLeadsToTheLogin() throws Exception {
    Visitor stranger = new Visitor(shop.address());

    for (String page : List.of("", "orders", "orders/" + ORDER, "autopurchase/activities", "autopurchase/stream", "autopurchase/api/v1/summary")) {
      HttpResponse<String> answer = stranger.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(302);
      assertThat(Visitor.target(answer).getPath()).as(page).isEqualTo("/login");
    }
    assertThat(stranger.postAsIs("autopurchase/sessions/begin", "provider=taobao&login=nick").statusCode()).isEqualTo(403);
  }

  @Test
  void wrongPassword_isSaid() throws Exception {
    Visitor stranger = new Visitor(shop.address());

    HttpResponse<String> answer = stranger.signIn("operator", "viewer");

    assertThat(stranger.get(Visitor.target(answer).toString()).body()).contains("role=\"alert\"").contains("The user name or the password is wrong.");
  }

  @Test
  void everyAddress_isThereForBothUsers() throws Exception {
    for (String user : List.of("operator", "viewer")) {
      Visitor visitor = Visitor.signedIn(shop.address(), user);
      for (String page : CONSOLE) {
        assertThat(visitor.get("autopurchase/" + page).statusCode()).as("%s for the %s", page, user).isEqualTo(200);
      }
      for (String tab : List.of("", "?tab=items", "?tab=parcels", "?tab=history", "?tab=purchase")) {
        HttpResponse<String> page = visitor.get("orders/" + ORDER + tab);
        assertThat(page.statusCode()).as(tab).isEqualTo(200);
        assertThat(page.body()).contains(">Items<", ">Parcels<", ">History<", ">Purchase<", ORDER);
      }
      assertThat(visitor.get("orders/ORD-none").statusCode()).isEqualTo(404);
      assertThat(visitor.get("orders/" + ORDER + "?tab=none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void viewer_findsNoControlsAndIsRefused() throws Exception {
    Visitor viewer = Visitor.signedIn(shop.address(), "viewer");

    assertThat(viewer.get("orders/" + ORDER + "?tab=purchase").body()).contains("53-1").doesNotContain(">Book<", ">Bind<", ">Unbind<", ">Change status<", ">Add session<");
    for (String form : List.of("sessions/begin", "orders/" + ORDER + "/preview", "orders/" + ORDER + "/book", "orders/" + ORDER + "/bind", "orders/" + ORDER + "/unbind",
        "orders/" + ORDER + "/status", "questions/answer")) {
      assertThat(viewer.post("autopurchase/" + form, "ap-line=53-1&ap-session=taobao/nick&ap-status=cancelled&provider=taobao&login=nick").statusCode()).as(form).isEqualTo(403);
    }
  }

  @Test
  void formWithoutItsToken_isRefused() throws Exception {
    Visitor operator = Visitor.signedIn(shop.address(), "operator");

    assertThat(operator.postAsIs("autopurchase/orders/" + ORDER + "/status", "ap-line=53-1&ap-status=posted").statusCode()).isEqualTo(403);
  }

  @Test
  void orders_beginWithTheSampleAndHoldThoseOfTheFile() throws Exception {
    Visitor viewer = Visitor.signedIn(shop.address(), "viewer");

    String page = viewer.get("orders").body();

    assertThat(Pattern.compile("ORD-[0-9]+(?=</a>)").matcher(page).results().map(found -> found.group()).toList())
        .startsWith(ORDER, "ORD-0000000054")
        .endsWith("ORD-0000000066", "ORD-7")
        .hasSize(15);
    assertThat(page).contains("Awaiting payment", "Price confirmation", "128.50 CNY");
    assertThat(viewer.get("orders?q=0000057").body()).contains("ORD-0000000057</a>").doesNotContain(ORDER);
    assertThat(shop.log())
        .contains("orders.jsonl, line 2: no JSON object")
        .contains("orders.jsonl, line 3: lines[0].quantity must be a whole number from 1 to 999999; lines[0].unit_price_cny must be a text")
        .contains("orders.jsonl, line 5: order_id is that of an earlier line")
        .contains("orders.jsonl, line 6: order_id must be");
  }

  @Test
  void language_isTheReadersOnAllPages() throws Exception {
    Visitor reader = Visitor.signedIn(shop.address(), "viewer");

    assertThat(reader.get("orders?lang=ru").body()).contains("Заказы", "Оплачен", "lang=\"ru\"");
    assertThat(reader.get("orders/" + ORDER).body()).contains("Закупка");
    assertThat(reader.get("autopurchase/activities").body()).contains("Операции");
    assertThat(reader.get("orders?lang=zh").body()).contains("订单");
    assertThat(reader.get("autopurchase/activities").body()).contains("任务");
  }

  /** Its lines are of two marketplaces; a booking goes to one. */
  @Test
  @Order(Integer.MAX_VALUE - 2)
  void orderWithALineOfEachMarketplace_isBookedAtBoth() throws Exception {
    Visitor operator = Visitor.signedIn(shop.address(), "operator");
    for (String provider : List.of("taobao", "1688")) {
      addSession(operator, provider, "mixed");
      String line = provider.equals("1688") ? "66-2" : "66-1";

      HttpResponse<String> booked = operator.post("autopurchase/orders/ORD-0000000066/book", "ap-session=" + provider + "/mixed&ap-line=" + line);

      Matcher id = Pattern.compile("ap-activity=([^&]+)").matcher(Visitor.target(booked).getQuery());
      assertThat(id.find()).isTrue();
      JsonNode ended = operator.resting(id.group(1));
      assertThat(ended.at("/lines/0/outcome").asText()).as("%s", ended).isEqualTo("BOOKED");
    }
    String page = operator.get("orders/ORD-0000000066?tab=purchase").body();
    assertThat(page).contains("https://detail.1688.com/offer/610947572361.html", "https://item.taobao.com/item.htm?id=42602653803", "1688/mixed", "taobao/mixed");
    assertThat(page).contains("1688 (sandbox)", "Taobao (sandbox)");
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void statusOfALine_isChangedAndInTheHistory() throws Exception {
    Visitor operator = Visitor.signedIn(shop.address(), "operator");

    HttpResponse<String> answer = operator.post("autopurchase/orders/ORD-0000000060/status", "ap-line=60-1&ap-status=paid");

    assertThat(Visitor.target(answer).toString()).startsWith(shop.address() + "orders/ORD-0000000060?tab=purchase");
    assertThat(operator.get("orders/ORD-0000000060").body()).contains("<dd>Paid</dd>");
    assertThat(operator.get("orders/ORD-0000000060?tab=history").body()).contains("Awaiting payment → Paid", ">operator<");
  }

  /** The shop is killed while a booking waits for an answer, is started again on its data, gets the answer, and is asked to stop. */
  @Test
  @Order(Integer.MAX_VALUE)
  void booking_goesOnAfterTheShopWasKilled() throws Exception {
    Visitor operator = Visitor.signedIn(shop.address(), "operator");
    addSession(operator, "taobao", "our-buyer");
    HttpResponse<String> booked = operator.post("autopurchase/orders/ORD-0000000055/book", "ap-session=taobao/our-buyer&ap-line=55-1");
    Matcher id = Pattern.compile("ap-activity=([^&]+)").matcher(Visitor.target(booked).getQuery());
    assertThat(id.find()).isTrue();
    JsonNode asking = operator.resting(id.group(1));
    assertThat(asking.at("/question/code").asText()).isEqualTo("CONFIGURATION_OUTDATED");

    shop.kill();
    shop = ShopProcess.start(folder);
    operator = Visitor.signedIn(shop.address(), "operator");

    String page = operator.get("orders/ORD-0000000055?tab=purchase").body();
    assertThat(page).contains("aria-label=\"In progress\"");
    assertThat(operator.get("orders").body()).contains("ORD-7</a>", "Questions 1");
    HttpResponse<String> answered =
        operator.post("autopurchase/activities/" + id.group(1) + "/answer", "question=" + asking.at("/question/id").asText() + "&option=CANCEL_ITEM");
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(303);
    assertThat(operator.resting(id.group(1)).at("/lines/0/outcome").asText()).isEqualTo("CANCELLED");
    assertThat(shop.terminate()).isEqualTo("0");
  }

  private static void addSession(Visitor operator, String provider, String login) throws Exception {
    HttpResponse<String> begun = operator.post("autopurchase/sessions/begin", "provider=" + provider + "&login=" + login);
    String between = operator.get(Visitor.target(begun).toString()).body();
    Matcher link = Pattern.compile("href=\"(http://[^\"]*/oauth/authorize[^\"]*)\"").matcher(between);
    assertThat(link.find()).as("a link to the marketplace in %s", between).isTrue();
    URI marketplace = URI.create(link.group(1).replace("&amp;", "&") + "&auto=true&nick=" + URLEncoder.encode(login, StandardCharsets.UTF_8));
    HttpResponse<String> back = operator.get(Visitor.target(operator.get(marketplace.toString())).toString());
    assertThat(operator.get(Visitor.target(back).toString()).body()).contains("The session is authorized.");
  }
}
