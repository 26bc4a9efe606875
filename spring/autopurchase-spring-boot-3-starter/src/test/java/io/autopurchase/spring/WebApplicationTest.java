package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spring.test.AutoConfigureAutoPurchase;
import io.autopurchase.spring.test.TestActivities;
import io.autopurchase.spring.test.TestMarketplace;
import io.autopurchase.testkit.ManualTime;
import io.autopurchase.web.spi.Access;
import io.autopurchase.web.spi.ConsoleUser;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** A web application with Actuator, the console, and the test's marketplace. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always", "management.endpoint.health.probes.enabled=true",
      "autopurchase.metrics.interval=1d", "autopurchase.web.home-link=/orders", "autopurchase.web.default-provider=taobao"})
@AutoConfigureAutoPurchase
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebApplicationTest {
  @Autowired private AutoPurchase autoPurchase;
  @Autowired private TaobaoSandbox sandbox;
  @Autowired private ManualTime time;
  @Autowired private ShopEngine engine;
  @Autowired private MeterRegistry registry;
  @Autowired private EngineMeters engineMeters;
  @Autowired private ConsoleServlet console;
  @LocalServerPort private int port;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Contexts.Fake.class)
  static class App {
    @Bean
    Access access() {
      return (request, shop) -> Optional.of(ConsoleUser.operator("mary"));
    }

    /** As the filter of Spring Security does it. */
    @Bean
    Filter csrf() {
      return (request, response, chain) -> {
        request.setAttribute(CsrfToken.class.getName(), new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "token-of-the-host"));
        chain.doFilter(request, response);
      };
    }
  }

  @Test
  @Order(1)
  void marketplaceOfTheTest_sells() {
    var session = TestMarketplace.signIn(autoPurchase, sandbox);
    Activity booking =
        autoPurchase.book(ReservationPlan.builder("W-1", session.id(), Contexts.plan("W-1").recipient()).line("1", Item.of("42602653803"), 1, Money.cny("128.50")).build());

    Activity outcome = TestActivities.run(autoPurchase, time, booking.id());

    assertThat(outcome.succeeded()).as("%s", outcome.journal()).isTrue();
    assertThat(sandbox.ledger().orders()).hasSize(1);
    assertThat(outcome.finishedAt()).contains(time.now());
  }

  @Test
  @Order(2)
  void console_isMountedAtItsPath() throws Exception {
    HttpResponse<String> page = get("/autopurchase/activities");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("W-1").contains("href=\"/orders\"");
    assertThat(get("/autopurchase/sessions").body()).contains("<option value=\"taobao\" selected");
  }

  @Test
  @Order(2)
  void formsOfTheConsole_carryTheTokenOfSpringSecurity() throws Exception {
    assertThat(get("/autopurchase/sessions").body()).contains("name=\"_csrf\"").contains("value=\"token-of-the-host\"");
  }

  /** A server that stops would wait for them. */
  @Test
  @Order(2)
  void streamsOfTheConsole_endWithTheContextAndOpenAgainWithIt() throws Exception {
    try (InputStream stream = stream()) {
      console.stop();
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).startsWith("retry:");
    }
    console.start();
    try (InputStream again = stream()) {
      assertThat(again.read()).isEqualTo('r');
    }
  }

  private InputStream stream() throws IOException, InterruptedException {
    HttpResponse<InputStream> response = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri("/autopurchase/stream")).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  @Test
  @Order(3)
  void endpoint_showsASummaryAndTakesNoOperation() throws Exception {
    HttpResponse<String> summary = get("/actuator/autopurchase");
    assertThat(summary.statusCode()).isEqualTo(200);
    assertThat(summary.body()).contains("\"COMPLETED\":{\"BOOKING\":1}").contains("\"taobao/test-buyer\"").doesNotContain("secret-of-a-test", "张三");
    HttpRequest post = HttpRequest.newBuilder(uri("/actuator/autopurchase")).POST(HttpRequest.BodyPublishers.ofString("")).build();
    assertThat(HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  @Order(4)
  void lostSession_isADetailAndNotDown() throws Exception {
    Contexts.signIn(autoPurchase);
    autoPurchase.sessions().startAuthorization(new SessionId("fake", "never-signed-in"));
    assertThat(autoPurchase.sessions().list()).extracting(session -> session.state()).contains(SessionState.NEEDS_AUTHORIZATION);

    HttpResponse<String> health = get("/actuator/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("SESSION_NEEDS_AUTHORIZATION").contains("fake/never-signed-in");
    assertThat(get("/actuator/health/readiness").body()).doesNotContain("autopurchase");
  }

  @Test
  @Order(5)
  void meters_showWhatIsStoredAndWhatWasCalled() {
    time.advance(Duration.ofSeconds(1)); // what has ended before is not counted
    try (StoreMeters meters = engineMeters.meters("measured", engine.engine())) {
      Activity booking = autoPurchase.book(Contexts.plan("W-2"));
      meters.read();
      assertThat(registry.get("autopurchase.activities.open").tags("shop", "measured", "type", "booking", "state", "queued").gauge().value()).isEqualTo(1);
      assertThat(registry.get("autopurchase.sessions").tags("shop", "measured", "state", "active").gauge().value()).isEqualTo(2);
      assertThat(registry.find("autopurchase.activities.finished").tags("shop", "measured").counter()).isNull();

      TestActivities.run(autoPurchase, time, booking.id());
      meters.read();
      meters.read();

      assertThat(registry.get("autopurchase.activities.finished").tags("shop", "measured", "type", "booking", "outcome", "completed").counter().count()).isEqualTo(1);
      assertThat(registry.find("autopurchase.activities.open").tags("shop", "measured").gauge()).isNull();
      assertThat(registry.get("autopurchase.questions.oldest.age").tags("shop", "measured").gauge().value()).isZero();
      assertThat(registry.get("autopurchase.placements").tags("shop", "default", "provider", "fake", "outcome", "placed").counter().count()).isEqualTo(1);
      assertThat(registry.get("autopurchase.placements").tags("shop", "default", "provider", "taobao", "outcome", "placed").counter().count()).isEqualTo(1);
      assertThat(registry.get("autopurchase.provider.calls").tags("provider", "taobao", "api", "place", "outcome", "success").timer().count()).isEqualTo(1);
    }
    assertThat(registry.find("autopurchase.reading.age").tags("shop", "measured").gauge()).as("of a stopped engine").isNull();
  }

  @Test
  @Order(6)
  void unreadableStore_isDown() throws Exception {
    engine.stop();
    try {
      HttpResponse<String> health = get("/actuator/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("does not run");
    } finally {
      engine.start();
    }
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
