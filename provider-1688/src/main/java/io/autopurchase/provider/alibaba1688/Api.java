package io.autopurchase.provider.alibaba1688;

/** The APIs that are called, with their namespaces and spellings (documented). */
enum Api {
  TOKEN("", "system.oauth2/getToken"),
  OFFER("com.alibaba.fenxiao.crossborder", "product.search.queryProductDetail"),
  PREVIEW("com.alibaba.trade", "alibaba.createOrder.preview"),
  CREATE_CROSS("com.alibaba.trade", "alibaba.trade.createCrossOrder"),
  CREATE_FAST("com.alibaba.trade", "alibaba.trade.fastCreateOrder"),
  ORDER("com.alibaba.trade", "alibaba.trade.get.buyerView"),
  ORDERS("com.alibaba.trade", "alibaba.trade.getBuyerOrderList"),
  CANCEL("com.alibaba.trade", "alibaba.trade.cancel"),
  PREPARE_PAY("com.alibaba.trade", "alibaba.trade.pay.protocolPay.preparePay"),
  PROTOCOL_PAY("com.alibaba.trade", "alibaba.trade.pay.protocolPay"),
  PARCELS("com.alibaba.logistics", "alibaba.trade.getLogisticsInfos.buyerView"),
  TRACE("com.alibaba.logistics", "alibaba.trade.getLogisticsTraceInfo.buyerView");

  private final String namespace;
  private final String api;

  Api(String namespace, String api) {
    this.namespace = namespace;
    this.api = api;
  }

  /** Tokens are got without a signature. */
  boolean isSigned() {
    return this != TOKEN;
  }

  /** What follows {@code /openapi/}. */
  String path(String appKey) {
    return (isSigned() ? "param2/1/" + namespace + "/" : "http/1/") + api + "/" + appKey;
  }

  @Override
  public String toString() {
    return api;
  }
}
