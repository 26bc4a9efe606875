package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of the protocol; secret {@code helloworld}. */
class SignatureCheckTest {
  static Stream<Arguments> documented() {
    return Stream.of(
        Arguments.of("/order/get", Map.of("order_id", "1234"), "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A"),
        Arguments.of(
            "/purchase/orders/query",
            Map.of("outer_purchase_id", "PO-0001", "page_no", "1", "page_size", "10"),
            "A9A8B783E72A537C87EF7016FC37A032C1CD416080AAC0981450C95B37E010DE"),
        Arguments.of(
            "/purchase/order/create",
            Map.of(
                "outer_purchase_id", "PO-0001",
                "purchase_amount", "2000",
                "support_partial_success", "false",
                "order_line_list",
                "[{\"itemId\":2048153758314474,\"skuId\":3357413213162,\"quantity\":2,\"price\":1000,\"currency\":\"CNY\",\"orderLineNo\":\"1\"}]",
                "receiver",
                "{\"country\":\"中国\",\"state\":\"浙江省\",\"city\":\"杭州市\",\"district\":\"余杭区\",\"address\":\"文一西路969号\",\"name\":\"张三\",\"mobile_phone\":\"13800000000\",\"zip\":\"310000\"}"),
            "3C26E1B2D7ADA228AF8FA4096C30718F91BBEE284C80138D7CB869118103D85B"),
        Arguments.of(
            "/purchase/order/batch/pay",
            Map.of("purchaseOrderIdList", "[200077867837]", "purchase_id", "1"),
            "BD46DA6D56780E629D214AA1AA81F37B807773EB2A91D82140C3190A12F5722A"),
        Arguments.of(
            "/auth/token/create",
            Map.of("code", "0_123456_abc"),
            "0D52457FD491BF975C61D79A2670D291BCEB362492D2513CD9C7441CEACC5B3C"));
  }

  private static TreeMap<String, String> with(String path, Map<String, String> business) {
    TreeMap<String, String> all = new TreeMap<>(business);
    all.put("app_key", "123456");
    all.put("timestamp", "1517820392000");
    all.put("sign_method", "sha256");
    if (!path.startsWith("/auth/")) {
      all.put("access_token", "test");
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("documented")
  void isRight_documentedExample_onlyTheDocumentedSignature(String path, Map<String, String> business, String expected) {
    SignatureCheck check = new SignatureCheck("helloworld");
    TreeMap<String, String> parameters = with(path, business);
    parameters.put("sign", expected);

    assertThat(check.isRight(path, parameters)).isTrue();

    parameters.put("sign", expected.substring(1) + "G");
    assertThat(check.isRight(path, parameters)).isFalse();
  }
}
