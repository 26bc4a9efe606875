package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions as a shop's staff meets them, with a browser and over HTTP. */
class SessionsTest extends Sandboxed {
  @Test
  void begin_phoneAsLogin_isRefusedWithItsOwnCode() {
    assertThatThrownBy(() -> shop.engine.sessions().startAuthorization(new SessionId("taobao", "13800000000")))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("PHONE_AS_LOGIN"));
  }

  @Test
  void complete_callbackUsedTwiceOrForged_isRefused() throws Exception {
    URI callback = browse(shop.engine.sessions().startAuthorization(Shop.SESSION).url());
    URI forged = URI.create(callback.toString().replaceAll("state=[^&]*", "state=guess"));

    assertThatThrownBy(() -> shop.engine.sessions().completeAuthorization(Shop.SESSION, forged))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).field()).isEqualTo("state"));
    assertThat(shop.engine.sessions().completeAuthorization(Shop.SESSION, callback).state()).isEqualTo(SessionState.ACTIVE);
    assertThatThrownBy(() -> shop.engine.sessions().completeAuthorization(Shop.SESSION, callback))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("INVALID_STATE"));
  }

  @Test
  void book_authorizationWasRevoked_waitsAndGoesOnOnceAuthorizedAgain() throws Exception {
    String account = shop.engine.sessions().list().get(0).account().orElseThrow();
    sandbox.site().revoke(account);
    Activity booking = shop.engine.book(Shop.sample());
    while (shop.engine.sessions().list().get(0).state() == SessionState.ACTIVE) {
      shop.engine.activities().advance(booking.id());
    }

    assertThat(shop.engine.sessions().list().get(0).health()).isEqualTo(SessionHealth.UNAVAILABLE);
    assertThat(shop.engine.sessions().active("taobao")).isEmpty();
    assertThatThrownBy(() -> shop.engine.preview(Shop.sample())).isInstanceOf(SessionUnavailableException.class);
    shop.authorize();

    assertThat(shop.ended(booking.id()).get(10, TimeUnit.MINUTES).succeeded()).isTrue();
    assertThat(sandbox.ledger().orders()).hasSize(1);
  }

  @Test
  void remove_whileABookingAsks_isRefused() throws Exception {
    sandbox.catalog().setStock("42602653803", 0);
    Activity asking = shop.book(Shop.sample());
    assertThat(asking.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);

    assertThatThrownBy(() -> shop.engine.sessions().remove(Shop.SESSION))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("SESSION_IN_USE"));
    shop.engine.activities().interrupt(asking.id(), "tester");
    Activity now = asking;
    while (!now.state().isFinished()) {
      now = shop.engine.activities().advance(asking.id());
    }
    shop.engine.sessions().remove(Shop.SESSION);

    assertThat(shop.engine.sessions().list()).isEmpty();
  }

  @Test
  void refresh_byHand_tokensRotate() {
    Session before = shop.engine.sessions().list().get(0);

    Session after = shop.engine.sessions().refresh(Shop.SESSION);

    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.expiresAt().orElseThrow()).isAfterOrEqualTo(before.expiresAt().orElseThrow());
    assertThat(sandbox.ledger().count("/auth/token/refresh")).isEqualTo(1);
  }

  @Test
  void background_authorizationEndsSoon_isToldAndTheSessionIsSynchronized() throws Exception {
    CompletableFuture<AutoPurchaseEvent> told = new CompletableFuture<>();
    CompletableFuture<AutoPurchaseEvent> synchronizedOnce = new CompletableFuture<>();
    shop.close();
    shop =
        Shop.open(
            sandbox,
            builder ->
                builder
                    .expiryWarning(Duration.ofDays(365))
                    .synchronizeEvery(Duration.ofSeconds(1))
                    .listener(
                        event -> {
                          if (event.type().equals(AutoPurchaseEvent.SESSION_EXPIRING)) {
                            told.complete(event);
                          }
                          if (event.newValue().filter("COMPLETED"::equals).isPresent()) {
                            synchronizedOnce.complete(event);
                          }
                        }));

    assertThat(told.get(10, TimeUnit.MINUTES).session()).contains(Shop.SESSION);
    synchronizedOnce.get(10, TimeUnit.MINUTES);
    Session session = shop.engine.sessions().find("taobao", Shop.SESSION.login()).orElseThrow();
    assertThat(session.health()).isEqualTo(SessionHealth.EXPIRING);
    assertThat(session.lastSynchronizedAt()).isPresent();
  }

  @Test
  void list_severalLogins_eachIsFoundByItself() throws Exception {
    SessionId second = new SessionId("taobao", "second-buyer");
    shop.engine.sessions().completeAuthorization(second, browse(shop.engine.sessions().startAuthorization(second).url()));

    assertThat(shop.engine.sessions().list()).extracting(Session::id).containsExactly(Shop.SESSION, second);
    assertThat(shop.engine.sessions().active("taobao")).hasSize(2);
  }

  private static URI browse(URI url) throws Exception {
    HttpResponse<Void> page =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url + "&auto=true")).build(), HttpResponse.BodyHandlers.discarding());
    return URI.create(page.headers().firstValue("Location").orElseThrow());
  }
}
