package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a mutating request may live, and what must be seen first. */
class RequestValidityTest {
  private static final String CREATE = "alibaba.trade.createCrossOrder";
  private static final Duration NEAR = Duration.ofSeconds(5);

  private final Market market = new Market();

  @AfterEach
  void close() {
    market.close();
  }

  private static void assertNear(Instant time, Instant expected) {
    assertThat(Duration.between(expected, time).abs()).as("%s, expected near %s", time, expected).isLessThan(NEAR);
  }

  @ParameterizedTest
  @CsvSource({"300, 300", "600, 900", "3000, 3600", "7200, 7200", "86400, 36000"})
  void prepare_toleranceIsNotKnown_isMeasured(long tolerance, long life) {
    market.fake.tolerance = Duration.ofSeconds(tolerance);
    assertThat(market.client().validity(market.time.now())).isEmpty();

    assertThat(market.client().prepare(market.context())).isInstanceOf(ProviderResult.Success.class);

    RequestValidity validity = market.client().validity(market.time.now()).orElseThrow();
    assertNear(validity.signedAt(), market.time.now());
    assertNear(validity.acceptedUntil(), market.time.now().plusSeconds(life));
    assertNear(validity.conclusiveAt(), market.time.now().plusSeconds(life + 600));
  }

  @Test
  void prepare_refusedProbesProveNothing_livesAsLongAsTheToken() {
    market.with(settings -> settings.set("timestamp-check", "none").set("access-token-life", "7000"));

    RequestValidity validity = market.validity();

    assertNear(validity.acceptedUntil(), market.time.now().plusSeconds(7000));
    assertThat(market.fake.calls("alibaba.trade.getBuyerOrderList")).isEqualTo(1);
  }

  @Test
  void prepare_gatewayInTrouble_provesNothing() {
    market.fake.tolerance = Duration.ofDays(1);
    market.context();
    market.fake.limitNextCall();

    assertThat(market.client().prepare(market.context())).isInstanceOf(ProviderResult.Limited.class);
    assertThat(market.client().validity(market.time.now())).isEmpty();
  }

  @Test
  void place_windowIsSmallerThanItWasSaid_isNotSentAndThenSignedWithThePresentTime() {
    market.with(settings -> settings.set("signature-window", "3600").set("request-ttl", "60"));
    String offer = market.fake.putOnSale(1190, "景德镇瓷器坊");
    var line = market.line("1-1", offer, 1);

    assertThat(market.place("01KAQ-1", line)).isEqualTo(new ProviderResult.NotSent<>("REQUEST_EXPIRED", "Request is expired."));
    assertThat(market.fake.orders()).isZero();
    assertThat(market.place("01KAQ-1", line)).isInstanceOf(ProviderResult.Success.class);
    assertNear(Instant.ofEpochMilli(Long.parseLong(market.fake.lastForm(CREATE).get("_aop_timestamp"))), market.time.now());
  }

  @Test
  void reads_clockIsNotKnownYet_stateNoTime() {
    market.client().item(Item.of("1"), market.context());
    assertThat(market.fake.lastForm("product.search.queryProductDetail")).as("after the answer to the code").containsKey("_aop_timestamp");
    var context = market.context();
    market.with(settings -> settings);

    market.client().item(Item.of("1"), context);

    assertThat(market.fake.lastForm("product.search.queryProductDetail")).doesNotContainKey("_aop_timestamp");
  }
}
