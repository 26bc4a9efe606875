package io.autopurchase.provider.taobao;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderWebhook;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
  private static final Secret SECRET = Secret.of("helloworld");
  private static final Webhooks MESSAGES = new Webhooks(SECRET, "123456");

  /** The protocol's example. */
  private static final String BODY =
      "{\"seller_id\":\"2100000927014\",\"message_type\":3,\"data\":{\"business_time\":1650939687564,\"outer_purchase_id\":\"FY20220426002\",\"purchase_id\":200002638011,\"status\":\"WAIT_SELLER_SEND_GOODS\"},\"timestamp\":1650939687,\"site\":\"taobao_hk\"}";

  private static final String SIGNATURE = "124ecaa07844a2a89d47014abaabd51f8c6e847e646253735d1ebc3e0372d696";

  private static ProviderWebhook read(String header, String signature, String body) {
    return MESSAGES.read(Map.of(header, List.of(signature)), body.getBytes(UTF_8));
  }

  private static ProviderWebhook readSigned(String body) {
    byte[] mac = new Signer(SECRET).mac("123456".getBytes(UTF_8), body.getBytes(UTF_8));
    return read("Authorization", HexFormat.of().formatHex(mac), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION"})
  void read_documentedExample_isSigned(String header) {
    assertThat(read(header, SIGNATURE, BODY))
        .isEqualTo(
            new ProviderWebhook.Verified(
                "3", List.of("200002638011"), List.of("FY20220426002"), Instant.ofEpochMilli(1650939687564L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "124ecaa07844a2a89d47014abaabd51f8c6e847e646253735d1ebc3e0372d69",
        "124ecaa07844a2a89d47014abaabd51f8c6e847e646253735d1ebc3e0372d697",
        "124ecaa07844a2a89d47014abaabd51f8c6e847e646253735d1ebc3e0372d6960",
        "é24ecaa07844a2a89d47014abaabd51f8c6e847e646253735d1ebc3e0372d696"
      })
  void read_otherSignature_isInvalid(String signature) {
    assertThat(read("Authorization", signature, BODY)).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  void read_noSignatureOrTwo_isInvalid() {
    byte[] body = BODY.getBytes(UTF_8);

    assertThat(MESSAGES.read(Map.of(), body)).isEqualTo(new ProviderWebhook.InvalidSignature());
    assertThat(MESSAGES.read(Map.of("Authorization", List.of()), body)).isEqualTo(new ProviderWebhook.InvalidSignature());
    assertThat(MESSAGES.read(Map.of("Authorization", List.of(SIGNATURE, SIGNATURE)), body)).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  void read_eachBitFlipped_isInvalid() {
    byte[] body = BODY.getBytes(UTF_8);
    for (int bit = 0; bit < body.length * 8; bit++) {
      byte[] changed = body.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(MESSAGES.read(Map.of("Authorization", List.of(SIGNATURE)), changed)).isEqualTo(new ProviderWebhook.InvalidSignature());
    }
  }

  @Test
  void read_longerThanAnyMessage_isInvalidWithAnySignature() {
    assertThat(readSigned(" ".repeat(1 << 20))).isInstanceOf(ProviderWebhook.Unreadable.class);
    assertThat(readSigned(" ".repeat((1 << 20) + 1))).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  void read_keyOfAnotherApp_isInvalid() {
    Webhooks others = new Webhooks(SECRET, "123457");

    assertThat(others.read(Map.of("Authorization", List.of(SIGNATURE)), BODY.getBytes(UTF_8))).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  void read_priceChange_namesTheOrder() {
    assertThat(readSigned("{\"message_type\":\"8\",\"data\":{\"purchaseOrderId\":\"9007199254740993\",\"purchaseMarket\":\"PANAMA\"},\"timestamp\":1650939687}"))
        .isEqualTo(new ProviderWebhook.Verified("8", List.of("9007199254740993"), List.of(), Instant.ofEpochSecond(1650939687)));
  }

  @ParameterizedTest
  @CsvSource({"1650939687, 1650939687000", "1650939687564, 1650939687564", "99999999999, 99999999999000", "100000000000, 100000000000"})
  void read_secondsOrMilliseconds_areToldApartByMagnitude(long timestamp, long millis) {
    assertThat(readSigned("{\"message_type\":9,\"data\":{},\"timestamp\":" + timestamp + "}"))
        .isEqualTo(new ProviderWebhook.Verified("9", List.of(), List.of(), Instant.ofEpochMilli(millis)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{", "[]", "null", "3", "{}", "{\"message_type\":null}", "{\"message_type\":{}}", "{\"message_type\":\"a b\"}",
        "{\"message_type\":3,\"message_type\":3}", "{\"message_type\":3} {}"
      })
  void read_signedButNoMessage_isUnreadable(String body) {
    assertThat(readSigned(body)).isInstanceOf(ProviderWebhook.Unreadable.class);
  }

  @Test
  void read_unsafeIds_areLeftOut() {
    assertThat(readSigned("{\"message_type\":3,\"data\":{\"purchase_id\":\"1' or '1\",\"outer_purchase_id\":\"" + "x".repeat(65) + "\"}}"))
        .isEqualTo(new ProviderWebhook.Verified("3", List.of(), List.of(), null));
  }
}
