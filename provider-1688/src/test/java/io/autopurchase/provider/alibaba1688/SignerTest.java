package io.autopurchase.provider.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The platform's example and others that were computed with openssl. */
class SignerTest {
  private static final Signer SIGNER = new Signer(Secret.of("helloworld"));
  private static final String TRADE = "param2/1/com.alibaba.trade/";
  private static final String ADDRESS =
      "{\"fullName\":\"张三\",\"mobile\":\"13800000000\",\"provinceText\":\"浙江省\",\"cityText\":\"杭州市\",\"areaText\":\"滨江区\",\"address\":\"网商路699号\"}";
  private static final String CARGO = "[{\"offerId\":554456348334,\"specId\":\"b266e0726506185beaf205cbae88530d\",\"quantity\":5}]";

  @Test
  void sign_officialExample_isItsSignature() {
    assertThat(new Signer(Secret.of("test123")).sign("param2/1/system/currentTime/1000000", Map.of("a", "1", "b", "2")))
        .isEqualTo("33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88");
  }

  @Test
  void sign_readOfAnOrder_isItsSignature() {
    assertThat(SIGNER.sign(TRADE + "alibaba.trade.get.buyerView/123456", Map.of("access_token", "tok", "orderId", "987654321", "webSite", "1688")))
        .isEqualTo("CFFE7018542C1E688C942CB8AAFBDDDC26EB39AB");
  }

  @Test
  void sign_orderWithoutAndWithOurIdAndMessage_isItsSignature() {
    Map<String, String> parameters = new TreeMap<>(Map.of("access_token", "test", "flow", "general", "addressParam", ADDRESS, "cargoParamList", CARGO));
    String path = TRADE + "alibaba.trade.fastCreateOrder/123456";
    assertThat(SIGNER.sign(path, parameters)).isEqualTo("920DCF04F47F988CA1D04CE01A6478972F32E887");

    parameters.putAll(Map.of("_aop_timestamp", "1764230400000", "message", "采购单 PO-0001", "outOrderId", "PO-0001"));
    assertThat(SIGNER.sign(path, parameters)).isEqualTo("98C71908711131A95B4B4C47A08FF79BE7E328B1");
  }

  @Test
  void sign_listWithAPlusInATime_isItsSignature() {
    Map<String, String> parameters =
        Map.of(
            "_aop_timestamp", "1764230400000",
            "access_token", "test",
            "createStartTime", "20251127160000000+0800",
            "outOrderId", "PO-0001",
            "page", "1",
            "pageSize", "20");
    assertThat(SIGNER.sign(TRADE + "alibaba.trade.getBuyerOrderList/123456", parameters)).isEqualTo("7C78544EA4C0BA9461E1029E223CBB56621CA5A8");
  }

  @Test
  void sign_nameThatBeginsAnother_joinedStringsAreSorted() {
    assertThat(SIGNER.sign("param2/1/system/currentTime/123456", Map.of("a", "z", "ab", "1"))).isEqualTo("0AAE9481BC3575897A76E4E47EC42A7B6E22AE4E");
  }
}
