package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The authorize page and the tokens. */
class TokensTest {
  private final ManualClock clock = new ManualClock();
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().clock(clock).account("shop").start();
  private final Client client = Client.withToken(sandbox, "");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> authorize(String query) {
    return client.send(HttpRequest.newBuilder(java.net.URI.create(sandbox.authorizeUrl() + "?" + query)));
  }

  private JsonNode refresh(String token) {
    return client.token(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  private boolean isGood(String accessToken) {
    return Client.withToken(sandbox, accessToken).post(Client.LIST, Map.of(), clock.millis()).statusCode() == 200;
  }

  @Test
  void authorizePage_confirmed_sendsCodeAndStateToTheCallback() {
    String query = "client_id=123456&site=1688&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback&state=s%201";

    assertThat(authorize(query).body()).contains("Nickname", "shop");
    String location = authorize(query + "&auto=true&nick=other").headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("http://localhost/callback?code=").endsWith("&state=s+1");
    JsonNode grant = client.grant(location.replaceFirst(".*code=([^&]*).*", "$1"));
    assertThat(grant.path("resource_owner").asText()).isEqualTo("other");
  }

  @Test
  void authorizePage_wrongSiteKeyOrCallback_isRefused() {
    String good = "client_id=123456&site=1688&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback";

    assertThat(authorize(good).statusCode()).isEqualTo(200);
    assertThat(authorize(good.replace("1688", "china")).statusCode()).isEqualTo(400);
    assertThat(authorize(good.replace("123456", "1")).statusCode()).isEqualTo(400);
    assertThat(authorize(good.replace("callback", "elsewhere")).statusCode()).isEqualTo(400);
  }

  @Test
  void getToken_code_givesTheDocumentedMembers() {
    JsonNode grant = client.grant(sandbox.authorize("shop"));

    assertThat(grant.path("expires_in").isTextual()).isTrue();
    assertThat(grant.path("expires_in").asText()).isEqualTo("36000");
    assertThat(Dates.read(grant.path("refresh_token_timeout").asText())).contains(clock.millis() + Duration.ofDays(180).toMillis());
    assertThat(grant.path("memberId").asText()).startsWith("b2b-").endsWith(grant.path("aliId").asText());
    assertThat(isGood(grant.path("access_token").asText())).isTrue();
  }

  @Test
  void getToken_usedOrOldCode_isRefused() {
    String used = sandbox.authorize("shop");
    client.grant(used);
    String old = sandbox.authorize("shop");
    clock.pass(Duration.ofMinutes(2));

    assertThat(client.grant(used).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(client.grant(old).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(client.grant(old).path("error_description").asText()).doesNotContain(old);
  }

  @Test
  void getToken_wrongSecretOrCallback_isRefusedWithoutUsingTheCode() {
    String code = sandbox.authorize("shop");
    Map<String, String> wrongSecret = Map.of("grant_type", "authorization_code", "client_secret", "wrong", "code", code);
    Map<String, String> wrongCallback = Map.of("grant_type", "authorization_code", "redirect_uri", "http://x/", "code", code);

    assertThat(client.token(wrongSecret).path("error").asText()).isEqualTo("invalid_client");
    assertThat(client.token(wrongCallback).path("error").asText()).isEqualTo("redirect_uri_mismatch");
    assertThat(client.grant(code).has("access_token")).isTrue();
  }

  @Test
  void getToken_withoutNeedRefreshToken_givesNone() {
    JsonNode grant =
        client.token(
            Map.of("grant_type", "authorization_code", "redirect_uri", "http://localhost/callback", "code", sandbox.authorize("shop")));

    assertThat(grant.has("access_token")).isTrue();
    assertThat(grant.has("refresh_token")).isFalse();
  }

  @Test
  void refresh_givesAnAccessTokenAndNoRefreshToken() {
    JsonNode grant = client.grant(sandbox.authorize("shop"));
    String refreshToken = grant.path("refresh_token").asText();

    JsonNode refreshed = refresh(refreshToken);

    assertThat(isGood(refreshed.path("access_token").asText())).isTrue();
    assertThat(refreshed.has("refresh_token")).isFalse();
    assertThat(isGood(grant.path("access_token").asText())).as("the old access token lives on").isTrue();
    assertThat(refresh(refreshToken).has("access_token")).as("the old refresh token, too").isTrue();
  }

  @Test
  void refresh_rotatingAndEndingTheOld_ifThatIsSet() {
    JsonNode grant = client.grant(sandbox.authorize("shop"));
    sandbox.set("refreshReturnsToken", "true");
    sandbox.set("refreshEndsOldToken", "true");

    JsonNode refreshed = refresh(grant.path("refresh_token").asText());

    assertThat(refreshed.path("refresh_token").asText()).isNotEmpty();
    assertThat(isGood(grant.path("access_token").asText())).isFalse();
    assertThat(refresh(grant.path("refresh_token").asText()).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void revokedOrExpired_nothingIsGoodAnyMore() {
    JsonNode grant = client.grant(sandbox.authorize("shop"));
    sandbox.site().expireAccessTokens("shop");
    assertThat(isGood(grant.path("access_token").asText())).isFalse();
    sandbox.site().revoke("shop");

    assertThat(refresh(grant.path("refresh_token").asText()).has("error")).isTrue();
    sandbox.set("oauthErrors", "GATEWAY");
    assertThat(refresh(grant.path("refresh_token").asText()).path("error_code").asText()).isEqualTo("invalid_grant");
  }
}
