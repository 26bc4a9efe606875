package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderWebhook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
  private static final String TYPE = "ORDER_BUYER_VIEW_BUYER_MAKE";
  private static final String ORDER = "4158000000001317637";
  private static final String MESSAGE =
      "{\"msgId\":210000000001,\"type\":\"ORDER_BUYER_VIEW_BUYER_MAKE\",\"userInfo\":\"b2b-2248544101\",\"data\":{\"orderId\":4158000000001317637,"
          + "\"currentStatus\":\"waitbuyerpay\",\"msgSendTime\":\"2025-11-27 16:00:00\",\"buyerMemberId\":\"b2b-2248544101\",\"sellerMemberId\":\"b2b-2200000001\"},"
          + "\"gmtBorn\":1764230400000,\"extraInfo\":null}";

  private final Webhooks webhooks = new Webhooks(Secret.of("helloworld"));

  private static byte[] form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private ProviderWebhook signed(Map<String, String> fields) {
    Map<String, String> all = new TreeMap<>(fields);
    all.put("_aop_signature", FakeMarket.signature("", fields));
    return webhooks.read(form(all));
  }

  @Test
  void read_messageInOneField_namesItsOrder() {
    byte[] body = form(Map.of("message", MESSAGE, "_aop_signature", "D300EC91F428E7C30ECF6088D527F40A1FD85417"));

    assertThat(webhooks.read(body))
        .isEqualTo(new ProviderWebhook.Verified(TYPE, List.of(ORDER), List.of(), Instant.ofEpochMilli(1764230400000L)));
  }

  @Test
  void read_membersAsFields_namesItsOrder() {
    Map<String, String> fields =
        Map.of(
            "data", "{\"orderId\":4158000000001317637,\"currentStatus\":\"waitbuyerpay\"}",
            "gmtBorn", "1764230400000",
            "msgId", "210000000001",
            "type", TYPE,
            "userInfo", "b2b-2248544101",
            "_aop_signature", "CE723D124EC1823AF9DC41FDA5BBAE28CE116955");

    assertThat(webhooks.read(form(fields)))
        .isEqualTo(new ProviderWebhook.Verified(TYPE, List.of(ORDER), List.of(), Instant.ofEpochMilli(1764230400000L)));
  }

  @Test
  void read_dataAsTextAndSeveralOrders_namesThem() {
    String data = "{\\\"batchOrders\\\":[{\\\"orderId\\\":1},{\\\"orderId\\\":\\\"2\\\"},{\\\"orderId\\\":1.5}]}";

    ProviderWebhook read = signed(Map.of("message", "{\"type\":\"ORDER_BATCH_PAY\",\"data\":\"" + data + "\"}"));

    assertThat(((ProviderWebhook.Verified) read).orderIds()).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"D300EC91F428E7C30ECF6088D527F40A1FD85418", "d300ec91f428e7c30ecf6088d527f40a1fd85417", ""})
  void read_otherSignature_isInvalid(String signature) {
    assertThat(webhooks.read(form(Map.of("message", MESSAGE, "_aop_signature", signature)))).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  void read_aFieldMoreOrTwice_isInvalid() {
    byte[] more = form(new TreeMap<>(Map.of("message", MESSAGE, "x", "y", "_aop_signature", "D300EC91F428E7C30ECF6088D527F40A1FD85417")));
    String twice = "message=a&" + new String(form(Map.of("message", MESSAGE, "_aop_signature", "D300EC91F428E7C30ECF6088D527F40A1FD85417")), StandardCharsets.UTF_8);

    assertThat(webhooks.read(more)).isEqualTo(new ProviderWebhook.InvalidSignature());
    assertThat(webhooks.read(twice.getBytes(StandardCharsets.UTF_8))).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "=", "a=%", "message", "&&&"})
  void read_noForm_isInvalid(String body) {
    assertThat(webhooks.read(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  void read_signedWithoutType_isUnreadable() {
    assertThat(signed(Map.of("message", "{\"data\":{\"orderId\":1}}"))).isInstanceOf(ProviderWebhook.Unreadable.class);
  }
}
