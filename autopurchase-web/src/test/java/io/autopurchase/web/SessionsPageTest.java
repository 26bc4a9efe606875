package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.AutoPurchase;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.web.Browser.Page;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsPageTest {
  private static final SessionId MARYS = new SessionId("fake", "mary's buyer/2");

  private final Desk desk = Desk.open();
  private final Browser operator = desk.operator();

  @AfterEach
  void close() {
    desk.close();
  }

  private Session session(SessionId id) {
    return desk.engine.sessions().get(id);
  }

  /** To where the console leads the owner of the account. */
  private URI toProvider(Page page) {
    Page between = operator.follow(page);
    return URI.create(between.link("Continue to the provider").attr("href"));
  }

  private static String state(URI provider) {
    return provider.getQuery().replaceFirst(".*state=([^&]*).*", "$1");
  }

  @Test
  void add_leadsToTheProviderAndBack() {
    URI provider = toProvider(operator.submit(operator.get("sessions"), "Add session", "login", MARYS.login()));

    Page back = operator.follow(operator.get("sessions/callback/fake?code=abc&state=" + state(provider)));

    assertThat(session(MARYS).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(back.text()).contains("The session is authorized.");
    assertThat(back.one("table[aria-label=Sessions] tbody tr").text()).contains("fake").contains(MARYS.login()).contains("Active").contains("account-1");
  }

  @Test
  void add_pageBetween_leadsOnWithoutAScript() {
    Page between = operator.follow(operator.submit(operator.get("sessions"), "Add session", "login", "nick"));

    assertThat(between.one("meta[http-equiv=refresh]").attr("content")).startsWith("0;url=https://");
    assertThat(between.address().getPath()).endsWith("sessions/continue");
  }

  @Test
  void callback_ofAnotherBrowser_isRefused() {
    URI provider = toProvider(operator.submit(operator.get("sessions"), "Add session", "login", "nick"));

    Page stranger = desk.operator().get("sessions/callback/fake?code=abc&state=" + state(provider));

    assertThat(stranger.status()).isEqualTo(422);
    assertThat(stranger.one("[role=alert]").text()).contains("the state is not the one that was given to this browser");
    assertThat(session(new SessionId("fake", "nick")).state()).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
  }

  @Test
  void callback_ownerHasRefused_saysWhatTheProviderSays() {
    URI provider = toProvider(operator.submit(operator.get("sessions"), "Add session", "login", "nick"));

    Page page = operator.get("sessions/callback/fake?error=access_denied&state=" + state(provider));

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).contains("access_denied");
  }

  @Test
  void twoTabs_areBothCompleted() {
    URI first = toProvider(operator.submit(operator.get("sessions"), "Add session", "login", "one"));
    URI second = toProvider(operator.submit(operator.get("sessions"), "Add session", "login", "two"));

    operator.get("sessions/callback/fake?code=abc&state=" + state(first));
    desk.provider.signInAs("account-2");
    operator.get("sessions/callback/fake?code=abc&state=" + state(second));

    assertThat(session(new SessionId("fake", "one")).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(session(new SessionId("fake", "two")).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void add_phoneAsLogin_saysSoBesideTheFieldAndKeepsIt() {
    Page page = operator.submit(operator.get("sessions"), "Add session", "login", "13812345678");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("#login-error").text()).contains("nickname, not a phone number");
    assertThat(page.one("[role=alert]").text()).startsWith("Login: ");
    assertThat(page.one("input[name=login]").attr("value")).isEqualTo("13812345678");
    assertThat(page.one("input[name=login]").attr("aria-describedby")).isEqualTo("login-error");
  }

  @Test
  void synchronize_showsTheActivity() {
    desk.signedIn();

    Page page = operator.press(operator.get("sessions"), "Synchronize");

    assertThat(page.one("h1").text()).isEqualTo("Synchronize fake/our-buyer");
    assertThat(page.one("table[aria-label=Journal]").text()).contains("operator");
  }

  @Test
  void disableEnableRemove_doWhatTheySay() {
    desk.signedIn();

    Page disabled = operator.press(operator.get("sessions"), "Disable");
    assertThat(session(Desk.BUYER).state()).isEqualTo(SessionState.DISABLED);
    assertThat(disabled.hasButton("Disable")).isFalse();
    operator.press(disabled, "Enable");
    assertThat(session(Desk.BUYER).state()).isEqualTo(SessionState.ACTIVE);
    Page removed = operator.press(operator.get("sessions"), "Remove");
    assertThat(desk.engine.sessions().list()).isEmpty();
    assertThat(removed.text()).contains("The session is removed.").contains("There is no session yet.");
  }

  @Test
  void remove_inUse_saysWhy() {
    desk.signedIn();
    desk.asking("ORD-1");

    Page page = operator.submit(operator.get("sessions"), "Remove");

    assertThat(page.status()).isEqualTo(409);
    assertThat(page.one("[role=alert]").text()).contains("Unfinished activities need this session.");
  }

  @Test
  void add_fromAnOrder_comesBackToTheOrder() {
    desk.orders.with("ORD-1", "77");
    Page sessions = operator.submit(operator.get("orders/ORD-1"), "Add session");

    URI provider = toProvider(operator.submit(sessions, "Add session", "login", "nick"));
    Page back = operator.follow(operator.get("sessions/callback/fake?code=abc&state=" + state(provider)));

    assertThat(back.address().getPath()).endsWith("orders/ORD-1");
    assertThat(back.one("select[name=ap-session] option").text()).isEqualTo("fake/nick");
  }

  @Test
  void add_severalProviders_thatOfTheHostIsChosen() {
    try (AutoPurchase engine =
            AutoPurchase.builder()
                .store(new InMemoryActivityStore())
                .allowPlacingOnVolatileStore()
                .discoverProviders(false)
                .provider(new FakeProvider("alpha"))
                .provider(new FakeProvider("beta"))
                .workers(0)
                .build();
        WebConsole console = Desk.builder(engine).defaultProvider("beta").build();
        ConsoleServer server = ConsoleServer.start("/x", new AutoPurchaseServlet(console))) {
      Browser other = new Browser(server.address(), "operator");
      String chosen = "select[name=provider] option[selected]";

      assertThat(other.get("sessions").html().select(chosen).eachAttr("value")).containsExactly("beta");
      assertThat(other.get("sessions?provider=alpha").html().select(chosen).eachAttr("value")).containsExactly("alpha");
    }
  }
}
