package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.web.Browser.Page;
import io.autopurchase.web.page.Pages;
import io.autopurchase.web.serve.Route;
import io.autopurchase.web.spi.ConsoleUser;
import io.autopurchase.web.spi.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user may not do is neither shown nor done. */
class PermissionsTest {
  private static final Map<String, Permission> FORMS =
      Map.ofEntries(
          Map.entry("activities/*/answer", Permission.ANSWER),
          Map.entry("activities/*/interrupt", Permission.ANSWER),
          Map.entry("activities/*/retry", Permission.ANSWER),
          Map.entry("questions/answer", Permission.ANSWER),
          Map.entry("sessions/begin", Permission.SESSIONS),
          Map.entry("sessions/*/*/synchronize", Permission.SYNC),
          Map.entry("sessions/*/*/disable", Permission.SESSIONS),
          Map.entry("sessions/*/*/enable", Permission.SESSIONS),
          Map.entry("sessions/*/*/remove", Permission.SESSIONS),
          Map.entry("payments/select", Permission.PAY),
          Map.entry("payments/pay", Permission.PAY),
          Map.entry("orders/*/preview", Permission.BOOK),
          Map.entry("orders/*/book", Permission.BOOK),
          Map.entry("orders/*/bind", Permission.BIND),
          Map.entry("orders/*/unbind", Permission.UNBIND),
          Map.entry("orders/*/status", Permission.STATUS),
          Map.entry("orders/*/remove-session", Permission.SESSIONS),
          Map.entry("orders/*/synchronize", Permission.SYNC));

  private final Desk desk = Desk.open().signedIn();
  private Activity asking;

  @BeforeEach
  void fill() {
    desk.orders.with("ORD-1", "77").with("ORD-2", "78");
    asking = desk.asking("ORD-1");
    desk.settle(desk.engine.book(desk.orders.plan("ORD-2", List.of("1"), Desk.BUYER).build()));
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static Stream<String> forms() {
    return Pages.routes(x -> response -> {}).stream().filter(route -> route.method().equals("POST")).map(Route::pattern);
  }

  private String address(String pattern) {
    return pattern
        .replace("activities/*", "activities/" + asking.id())
        .replace("sessions/*/*", "sessions/fake/our-buyer")
        .replace("orders/*", "orders/ORD-1");
  }

  private Page send(String user, String form) {
    return desk.browser(user).post(address(form), "question", asking.question().orElseThrow().id(), "option", "SKIP_ITEM", "ap-line", "1", "ap-session", "fake/our-buyer");
  }

  @Test
  void forms_ofAll_areThoseOfThisTest() {
    assertThat(forms()).containsExactlyInAnyOrderElementsOf(FORMS.keySet());
  }

  @Test
  void viewer_postsByHand_isRefusedEverywhere() {
    assertThat(forms()).allSatisfy(form -> assertThat(send("viewer", form).status()).as(form).isEqualTo(403));
    assertThat(desk.engine.activities().get(asking.id()).question()).isPresent();
    assertThat(desk.engine.sessions().list()).hasSize(1);
  }

  @Test
  void eachForm_needsItsOwnRight_andNoOther() {
    for (String form : forms().toList()) {
      for (Permission right : Permission.values()) {
        if (right == FORMS.get(form)) {
          continue;
        }
        assertThat(send("only-" + right, form).status()).as(form + " with " + right).isEqualTo(403);
      }
    }
    assertThat(forms().filter(form -> !form.endsWith("remove") && !form.endsWith("remove-session")))
        .allSatisfy(form -> assertThat(send("only-" + FORMS.get(form), form).status()).as(form).isNotEqualTo(403));
  }

  @Test
  void viewer_seesEverythingAndNoControl() {
    Browser viewer = desk.browser("viewer");
    for (String page : List.of("activities", "activities/" + asking.id(), "questions", "sessions", "payments", "health", "orders/ORD-1?ap-activity=" + asking.id())) {
      Page shown = viewer.get(page);
      assertThat(shown.status()).as(page).isEqualTo(200);
      assertThat(shown.html().select("button").eachText()).as(page).isSubsetOf("Filter", "Close");
      assertThat(shown.html().select("input[type=radio]")).as(page).isEmpty();
      assertThat(shown.html().select("form[method=post] button")).as(page).isEmpty();
    }
    assertThat(viewer.get("activities/" + asking.id()).text()).contains("The price is 12.00 CNY instead of 10.00 CNY");
  }

  @Test
  void noUser_seesNothing() {
    Browser stranger = desk.browser("");

    for (String page : List.of("activities", "activities/" + asking.id(), "stream", "api/v1/activities", "orders/ORD-1/panel")) {
      Page shown = stranger.get(page);
      assertThat(shown.status()).as(page).isEqualTo(403);
      assertThat(shown.response().body()).as(page).doesNotContain("ORD-1");
    }
    assertThat(send("", "orders/*/book").status()).isEqualTo(403);
  }

  @Test
  void userWithoutTheRightToLook_seesNothing() {
    try (Desk other = Desk.open(options -> options.access((request, shop) -> Optional.of(ConsoleUser.of("x", Set.of(Permission.BOOK)))))) {
      assertThat(other.operator().get("activities").status()).isEqualTo(403);
      assertThat(other.operator().post("orders/ORD-1/book").status()).isEqualTo(403);
    }
  }
}
