package io.autopurchase.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.Tracking;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an adapter reads passes through these values, so that none of its words can control a terminal. */
class ProviderTextTest {
  private static final String DIRTY = "\u001b]0;owned\u0007\u001b[2J\r\nFAKE LINE\u202E\u009b\u2028";
  private static final String CLEAN = "\uFFFD]0;owned\uFFFD\uFFFD[2J  FAKE LINE\uFFFD\uFFFD ";
  private static final Money PRICE = Money.cny("1");

  static Stream<Object> words() {
    ProviderOrder.Line line =
        ProviderOrder.Line.builder("1", "2", "", 1, PurchaseStatus.UNKNOWN, DIRTY)
            .title(DIRTY)
            .failure(DIRTY, DIRTY)
            .closeReason(DIRTY)
            .tracking(List.of(Tracking.of(DIRTY, DIRTY)))
            .refund(Refund.of(DIRTY, RefundStatus.UNKNOWN, DIRTY))
            .build();
    ProviderOrder order =
        ProviderOrder.builder("1", "", PurchaseStatus.UNKNOWN, DIRTY).account(DIRTY).lines(List.of(line)).build();
    Parcel parcel = Parcel.of(DIRTY, DIRTY, DIRTY, List.of(Parcel.Trace.of(null, DIRTY, DIRTY)));
    ItemListing offer =
        ItemListing.of("1", "1", DIRTY, true, DIRTY, List.of(ItemListing.Variant.of("1", "1", DIRTY, PRICE, 1, true)));
    Quote quote =
        Quote.of(
            List.of(Quote.Seller.of(DIRTY, PRICE, PRICE, List.of())), List.of(Quote.Unavailable.of("1", "OUT_OF_STOCK", DIRTY, DIRTY)));
    PaymentResponse.Refusal refusal = PaymentResponse.of(List.of(), Map.of("1", PaymentResponse.Refusal.of(DIRTY, DIRTY))).refused().get("1");
    ProviderResult.Rejected<?> rejected = new ProviderResult.Rejected<>(DIRTY, DIRTY, DIRTY);
    ProviderResult.NeedsAuthorization<?> needs = new ProviderResult.NeedsAuthorization<>(DIRTY, DIRTY, DIRTY);
    ProviderResult.Limited<?> limited = new ProviderResult.Limited<>(DIRTY, DIRTY, Duration.ZERO);
    ProviderResult.NotSent<?> notSent = new ProviderResult.NotSent<>(DIRTY, DIRTY);
    ProviderResult.Unknown<?> unknown = new ProviderResult.Unknown<>(DIRTY, DIRTY, DIRTY, false);
    return Stream.of(
        order.rawStatus(), order.account().orElseThrow(), line.rawStatus(), line.title(), line.failureCode().orElseThrow(),
        line.failureMessage().orElseThrow(), line.closeReason().orElseThrow(), line.tracking().get(0).carrier(),
        line.tracking().get(0).number(), line.refund().orElseThrow().id(), line.refund().orElseThrow().rawStatus(), parcel.carrier(),
        parcel.number(), parcel.rawStatus(), parcel.traces().get(0).rawStatus(), parcel.traces().get(0).text(), offer.title(),
        offer.market(), offer.variants().get(0).label(), quote.sellers().get(0).seller(), quote.unavailable().get(0).code(),
        quote.unavailable().get(0).message(), refusal.code(), refusal.message(), rejected.code(), rejected.message(),
        rejected.requestId(), needs.code(), needs.message(), needs.requestId(), limited.code(), limited.message(), notSent.code(),
        notSent.message(), unknown.code(), unknown.message(), unknown.requestId(),
        TokenSet.of(Secret.of("t"), Duration.ZERO).withAccount(DIRTY).account(),
        new ProviderWebhook.Verified(DIRTY, List.of(), List.of(), null).type());
  }

  @ParameterizedTest
  @MethodSource("words")
  void wordsOfProviders_areCleanedWhenTheyAreRead(Object word) {
    assertThat(word).isEqualTo(CLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(document.cookie)", "JavaScript:alert(1)", "data:text/html,x", "http://pay.example/1", "https:pay", "/pay",
        "https://user@pay.example/", "file:///etc/passwd", "https://pay.example/\u202E"
      })
  void payLinks_thatAreNotHttps_areNone(String link) {
    URI uri = URI.create(link);
    SessionId session = new SessionId("fake", "nick");

    assertThat(ProviderOrder.builder("1", "", PurchaseStatus.UNKNOWN, "").payment(uri, null).build().payLink()).isEmpty();
    assertThat(PaymentDue.of(session, "1", null, null, uri, null, List.of()).payLink()).isNull();
    assertThat(Purchase.builder(new LineKey("O", "1"), PurchaseGroup.PURCHASED).payment(uri, null).build().payLink()).isEmpty();
    assertThat(PayLinks.safe(link)).isNull();
  }

  @Test
  void payLinks_https_areTaken() {
    assertThat(PayLinks.safe("https://pay.example/1?ids=2")).isEqualTo(URI.create("https://pay.example/1?ids=2"));
    assertThat(PayLinks.safe((String) null)).isNull();
    assertThat(PayLinks.safe("no link at all")).isNull();
  }
}
