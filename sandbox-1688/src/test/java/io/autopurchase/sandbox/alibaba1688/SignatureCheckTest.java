package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked examples of signatures: one is official, the others were made with OpenSSL. */
class SignatureCheckTest {
  private static final String TRADE = "param2/1/com.alibaba.trade/";
  private static final Map<String, String> ORDER =
      Map.of(
          "access_token", "test",
          "flow", "general",
          "addressParam",
              "{\"fullName\":\"张三\",\"mobile\":\"13800000000\",\"provinceText\":\"浙江省\",\"cityText\":\"杭州市\",\"areaText\":\"滨江区\",\"address\":\"网商路699号\"}",
          "cargoParamList", "[{\"offerId\":554456348334,\"specId\":\"b266e0726506185beaf205cbae88530d\",\"quantity\":5}]");

  private static String sign(String path, Map<String, String> parameters) {
    return SignatureCheck.sign("helloworld", path, parameters);
  }

  @Test
  void s1_officialExample() {
    assertThat(SignatureCheck.sign("test123", "param2/1/system/currentTime/1000000", Map.of("a", "1", "b", "2")))
        .isEqualTo("33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88");
  }

  @Test
  void s2_orderView() {
    assertThat(
            sign(TRADE + "alibaba.trade.get.buyerView/123456", Map.of("access_token", "tok", "orderId", "987654321", "webSite", "1688")))
        .isEqualTo("CFFE7018542C1E688C942CB8AAFBDDDC26EB39AB");
  }

  @Test
  void s3_chineseTextIsUtf8() {
    assertThat(sign(TRADE + "alibaba.trade.fastCreateOrder/123456", ORDER)).isEqualTo("920DCF04F47F988CA1D04CE01A6478972F32E887");
  }

  @Test
  void s4_timestampAndMessageAreSigned() {
    Map<String, String> parameters = new HashMap<>(ORDER);
    parameters.putAll(Map.of("_aop_timestamp", "1764230400000", "message", "采购单 PO-0001", "outOrderId", "PO-0001"));

    assertThat(sign(TRADE + "alibaba.trade.fastCreateOrder/123456", parameters)).isEqualTo("98C71908711131A95B4B4C47A08FF79BE7E328B1");
  }

  @Test
  void s5_plusOfADateIsRaw() {
    Map<String, String> parameters =
        Map.of(
            "_aop_timestamp", "1764230400000",
            "access_token", "test",
            "createStartTime", "20251127160000000+0800",
            "outOrderId", "PO-0001",
            "page", "1",
            "pageSize", "20");

    assertThat(sign(TRADE + "alibaba.trade.getBuyerOrderList/123456", parameters)).isEqualTo("7C78544EA4C0BA9461E1029E223CBB56621CA5A8");
  }

  @Test
  void s6_joinedTextsAreSortedNotNames() {
    assertThat(sign("param2/1/system/currentTime/123456", Map.of("a", "z", "ab", "1")))
        .isEqualTo("0AAE9481BC3575897A76E4E47EC42A7B6E22AE4E")
        .isNotEqualTo("8A90B0CB82C085534D1DD31D45FF69D4900EE216");
  }

  @Test
  void p1_webhookAsOneMessage() {
    String message =
        "{\"msgId\":210000000001,\"type\":\"ORDER_BUYER_VIEW_BUYER_MAKE\",\"userInfo\":\"b2b-2248544101\",\"data\":{\"orderId\":4158000000001317637,"
            + "\"currentStatus\":\"waitbuyerpay\",\"msgSendTime\":\"2025-11-27 16:00:00\",\"buyerMemberId\":\"b2b-2248544101\","
            + "\"sellerMemberId\":\"b2b-2200000001\"},\"gmtBorn\":1764230400000,\"extraInfo\":null}";

    assertThat(sign("", Map.of("message", message))).isEqualTo("D300EC91F428E7C30ECF6088D527F40A1FD85417");
  }

  @Test
  void p2_webhookAsSeparateFields() {
    Map<String, String> fields =
        Map.of(
            "data", "{\"orderId\":4158000000001317637,\"currentStatus\":\"waitbuyerpay\"}",
            "gmtBorn", "1764230400000",
            "msgId", "210000000001",
            "type", "ORDER_BUYER_VIEW_BUYER_MAKE",
            "userInfo", "b2b-2248544101");

    assertThat(sign("", fields)).isEqualTo("CE723D124EC1823AF9DC41FDA5BBAE28CE116955");
  }

  @Test
  void check_itsOwnSignature_isNotSigned() {
    SignatureCheck check = new SignatureCheck("helloworld");
    Map<String, String> parameters = new HashMap<>(Map.of("a", "z"));
    parameters.put("_aop_signature", check.sign("path", Map.of("a", "z")));

    assertThat(check.isRight("path", parameters)).isTrue();
    assertThat(check.isRight("other", parameters)).isFalse();
    assertThat(check.isRight("path", Map.of("a", "z"))).isFalse();
  }
}
