package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which terms effects are sent, and what must be seen first. */
class RequestValidityTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final OrderLookupRequest LOOKUP = OrderLookupRequest.of("01KAQ-1", NOW.minusSeconds(7740), NOW.plusSeconds(122));
  private static final CallContext CONTEXT = CallContext.of(NOW, Duration.ofSeconds(20)).withAccessToken(Secret.of("test-token"));
  private static final String STALE = "{\"type\":\"ISV\",\"code\":\"IllegalTimestamp\",\"message\":\"too old\",\"request_id\":\"1\"}";

  private final FakeGateway gateway = new FakeGateway();
  private final TaobaoClient client = gateway.client();

  @AfterEach
  void close() {
    client.close();
    gateway.close();
  }

  @Test
  void terms_nothingWasSeen_thereAreNone() {
    assertThat(client.validity(NOW)).isEmpty();
  }

  @Test
  void prepare_oldTimeIsRefused_effectsAreSignedNearTheOldEnd() {
    gateway.saysJson(STALE);

    assertThat(client.prepare(CONTEXT)).isEqualTo(new ProviderResult.Success<>(true));

    assertThat(gateway.request().form()).containsEntry("timestamp", Long.toString(NOW.minusSeconds(7202).toEpochMilli()));
    assertThat(client.validity(NOW)).contains(new RequestValidity(NOW.minusSeconds(7140), NOW.plusSeconds(60), NOW.plusSeconds(122)));
  }

  @Test
  void prepare_oldTimeIsTaken_conclusiveAfterTheWholeWindow() {
    gateway.says("query-none");

    assertThat(client.prepare(CONTEXT)).isEqualTo(new ProviderResult.Success<>(false));
    assertThat(client.validity(NOW)).contains(new RequestValidity(NOW, NOW.plusSeconds(7200), NOW.plusSeconds(7262)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"code\":\"ServiceTimeout\",\"type\":\"ISP\"}", "{\"code\":\"0\",\"success\":false,\"error_code\":\"X\"}"})
  void prepare_anotherAnswer_provesNothing(String answer) {
    gateway.saysJson(answer);

    assertThat(client.prepare(CONTEXT)).isNotInstanceOf(ProviderResult.Success.class);
    assertThat(client.validity(NOW)).isEmpty();
  }

  @Test
  void prepare_ourClockIsOff_itIsCorrectedBeforeItIsReliedOn() {
    Instant there = NOW.plusSeconds(3600);
    gateway.saysJson(STALE).shows(there);

    client.prepare(CONTEXT);

    gateway.request();
    assertThat(client.validity(NOW)).isEmpty();
    Instant known = client.providerTime(NOW);
    assertThat(known).isBetween(there.minusSeconds(20), there);
    client.prepare(CONTEXT);
    assertThat(gateway.request().form()).containsEntry("timestamp", Long.toString(known.minusSeconds(7202).toEpochMilli()));
    assertThat(client.validity(NOW)).isPresent();
  }

  @Test
  void terms_proofIsOld_thereAreNone() {
    gateway.saysJson(STALE);
    client.prepare(CONTEXT);

    assertThat(client.validity(NOW.plusSeconds(600))).isPresent();
    assertThat(client.validity(NOW.plusSeconds(601))).isEmpty();
    assertThat(client.validity(NOW.minusSeconds(3))).isEmpty();
  }

  @Test
  void cancel_timeIsRefusedNevertheless_itIsGivenUp() {
    gateway.saysJson(STALE);
    client.prepare(CONTEXT);
    RequestValidity validity = client.validity(NOW).orElseThrow();

    ProviderResult<Boolean> result = client.cancel(CancelRequest.of("1", List.of(), "x"), validity, CONTEXT);

    assertThat(result).isInstanceOf(ProviderResult.NotSent.class);
    assertThat(client.validity(NOW).orElseThrow().signedAt()).isEqualTo(NOW);
  }

  @Test
  void ordersByClientOrderId_gatewayTellsItsClock_notFoundIsAsOldAsTheQuestion() {
    gateway.says("query-none").shows(NOW.plusSeconds(3600));

    ProviderResult<OrderLookup> result = client.ordersByClientOrderId(LOOKUP, CONTEXT);

    assertThat(result)
        .isInstanceOfSatisfying(
            ProviderResult.Success.class,
            yes -> assertThat(((OrderLookup) yes.value()).asOf()).isBetween(NOW.plusSeconds(3580), NOW.plusSeconds(3600)));
  }
}
