package io.autopurchase.sandbox.alibaba1688;

import static io.autopurchase.sandbox.alibaba1688.Api.Failure.BARE_ERROR_MESSAGE;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.CODE_MESSAGE;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.ERROR_MESSAGE;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.ERROR_MSG;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.ERRO_MSG;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.RESULT_CODE_MESSAGE;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.RESULT_ERROR_INFO;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.TEXT_ERROR_MESSAGE;
import static io.autopurchase.sandbox.alibaba1688.Api.Failure.TEXT_ERROR_MSG;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.ARRAY;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.BOOLEAN;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.DATE;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.ID;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.NUMBER;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.OBJECT;
import static io.autopurchase.sandbox.alibaba1688.Api.Type.TEXT;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The APIs of the gateway that a buyer's program uses, as documented. */
final class Apis {
  private static final String TRADE = "com.alibaba.trade/";
  private static final String LOGISTICS = "com.alibaba.logistics/";
  private static final String[] FLOWS = {"general", "fenxiao", "saleproxy", "paired", "repurchase", "boutiquefenxiao", "boutiquepifa"};

  private final Map<String, Api> byPath = new LinkedHashMap<>();

  Apis(Marketplace market, TokenApi tokens) {
    add(
        new Api("system.oauth2/getToken", CODE_MESSAGE, tokens::token)
            .oauth()
            .required("grant_type", TEXT)
            .required("client_id", TEXT)
            .required("client_secret", TEXT)
            .optional("need_refresh_token", BOOLEAN)
            .optional("redirect_uri", TEXT)
            .optional("code", TEXT)
            .optional("refresh_token", TEXT));
    add(new Api("system/currentTime", CODE_MESSAGE, call -> TextNode.valueOf(Dates.withZone(market.now(), market.settings.zone))).withoutToken());
    products(market);
    addresses(market);
    creation(market);
    queries(market);
    changes(market);
    payment(market);
    afterSales(market);
  }

  private void products(Marketplace market) {
    ProductApi products = new ProductApi(market);
    add(
        new Api("com.alibaba.fenxiao.crossborder/product.search.queryProductDetail", RESULT_CODE_MESSAGE, products::detail)
            .required("offerDetailParam", OBJECT));
    add(
        new Api(TRADE + "alibaba.trade.OpQueryMarketingMixConfig", ERROR_MESSAGE, products::mixing)
            .optional("sellerMemberId", TEXT)
            .optional("sellerLoginId", TEXT));
  }

  private void addresses(Marketplace market) {
    AddressApi addresses = new AddressApi(market);
    add(
        new Api(TRADE + "alibaba.trade.addresscode.get", BARE_ERROR_MESSAGE, addresses::get)
            .withoutToken()
            .required("areaCode", TEXT)
            .required("webSite", TEXT, "1688"));
    add(
        new Api(TRADE + "alibaba.trade.addresscode.getchild", BARE_ERROR_MESSAGE, addresses::children)
            .withoutToken()
            .optional("areaCode", TEXT)
            .required("webSite", TEXT, "1688"));
    add(new Api(TRADE + "alibaba.trade.addresscode.parse", BARE_ERROR_MESSAGE, addresses::parse).required("addressInfo", TEXT));
    add(new Api(TRADE + "alibaba.trade.receiveAddress.get", CODE_MESSAGE, addresses::saved));
  }

  private void creation(Marketplace market) {
    add(
        new Api(TRADE + "alibaba.createOrder.preview", ERROR_MSG, new PreviewApi(market)::preview)
            .required("addressParam", OBJECT)
            .required("cargoParamList", ARRAY)
            .optional("flow", TEXT, FLOWS)
            .optional("invoiceParam", OBJECT)
            .optional("outOrderId", TEXT)
            .optional("instanceId", TEXT)
            .optional("encryptOutOrderInfo", OBJECT)
            .optional("inventoryMode", TEXT)
            .optional("isvBizType", TEXT));
    add(
        create(new Api(Fault.CROSS, CODE_MESSAGE, new CreateApi(market, true)::create))
            .optional("isvBizType", TEXT, "cross", "cross_daigou", "cross_distribution")
            .optional("anonymousBuyer", BOOLEAN)
            .optional("fenxiaoChannel", TEXT)
            .optional("preSelectPayChannel", TEXT)
            .optional("useRedEnvelope", TEXT, "y", "n")
            .optional("dropshipping", TEXT, "y", "n")
            .optional("inventoryMode", TEXT)
            .optional("fromAgent", TEXT));
    add(
        create(new Api(Fault.FAST, CODE_MESSAGE, new CreateApi(market, false)::create))
            .optional("subUserId", NUMBER)
            .optional("useChannelPrice", BOOLEAN)
            .optional("isvBizTypeStr", TEXT)
            .optional("outerOrderInfo", TEXT));
  }

  private static Api create(Api api) {
    return api.timed()
        .required("flow", TEXT, FLOWS)
        .required("addressParam", OBJECT)
        .required("cargoParamList", ARRAY)
        .optional("message", TEXT)
        .optional("tradeType", TEXT)
        .optional("outOrderId", TEXT)
        .optional("invoiceParam", OBJECT)
        .optional("shopPromotionId", TEXT);
  }

  private void queries(Marketplace market) {
    QueryApi queries = new QueryApi(market);
    add(
        new Api(Fault.VIEW, TEXT_ERROR_MESSAGE, queries::view)
            .required("webSite", TEXT, "1688")
            .optional("orderId", ID)
            .optional("includeFields", TEXT)
            .optional("attributeKeys", ARRAY)
            .optional("outOrderId", TEXT));
    add(
        new Api(Fault.LIST, BARE_ERROR_MESSAGE, queries::list)
            .optional("page", NUMBER)
            .optional("pageSize", NUMBER)
            .optional("createStartTime", DATE)
            .optional("createEndTime", DATE)
            .optional("modifyStartTime", DATE)
            .optional("modifyEndTime", DATE)
            .optional("orderStatus", TEXT, "success", "cancel", "waitbuyerpay", "waitsellersend", "waitbuyerreceive")
            .optional("isHis", BOOLEAN)
            .optional("sellerMemberId", TEXT)
            .optional("sellerLoginId", TEXT)
            .optional("productName", TEXT)
            .optional("needMemoInfo", BOOLEAN)
            .optional("needBuyerAddressAndPhone", BOOLEAN)
            .optional("orderIds", ARRAY)
            .optional("outOrderId", TEXT));
  }

  private void changes(Marketplace market) {
    add(
        new Api(Fault.CANCEL, ERROR_MESSAGE, new CancelApi(market)::cancel)
            .required("webSite", TEXT, "1688")
            .required("tradeID", ID)
            .required("cancelReason", TEXT, "buyerCancel", "sellerGoodsLack", "other")
            .optional("remark", TEXT));
    OrderEditApi edits = new OrderEditApi(market);
    add(
        new Api(TRADE + "alibaba.order.memoAdd", ERROR_MSG, edits::memo)
            .required("orderId", ID)
            .required("memo", TEXT)
            .optional("remarkIcon", TEXT));
    add(new Api(TRADE + "alibaba.trade.addFeedback", RESULT_ERROR_INFO, edits::feedback).required("tradeFeedbackParam", OBJECT));
    add(
        new Api(TRADE + "trade.receivegoods.confirm", RESULT_ERROR_INFO, edits::receipt)
            .required("orderId", ID)
            .optional("orderEntryIds", ARRAY));
  }

  private void payment(Marketplace market) {
    PayApi payment = new PayApi(market);
    add(new Api(Fault.LINK, ERRO_MSG, payment::alipayUrl).required("orderIdList", ARRAY));
    add(new Api(Fault.CROSS_LINK, ERROR_MSG, payment::crossBorderUrl).required("orderIdList", ARRAY));
    add(new Api(TRADE + "alibaba.trade.payWay.query", TEXT_ERROR_MSG, payment::payWays).required("orderId", ID));
    add(new Api(TRADE + "alibaba.trade.pay.protocolPay.isopen", RESULT_CODE_MESSAGE, payment::isOpen));
    add(new Api(Fault.PROTOCOL_PAY, CODE_MESSAGE, payment::protocolPay).timed().required("orderId", ID));
    add(new Api(Fault.PREPARE_PAY, CODE_MESSAGE, payment::preparePay).timed().required("tradeWithholdPreparePayParam", OBJECT));
  }

  private void afterSales(Marketplace market) {
    LogisticsApi logistics = new LogisticsApi(market);
    add(
        new Api(LOGISTICS + "alibaba.trade.getLogisticsInfos.buyerView", ERROR_MESSAGE, logistics::infos)
            .required("orderId", ID)
            .required("webSite", TEXT, "1688")
            .optional("fields", TEXT));
    add(
        new Api(LOGISTICS + "alibaba.trade.getLogisticsTraceInfo.buyerView", ERROR_MESSAGE, logistics::trace)
            .required("orderId", ID)
            .required("webSite", TEXT, "1688")
            .optional("logisticsId", TEXT));
    RefundApi refunds = new RefundApi(market);
    add(
        new Api(TRADE + "alibaba.trade.refund.buyer.queryOrderRefundList", BARE_ERROR_MESSAGE, refunds::list)
            .optional("orderId", ID)
            .optional("currentPageNum", NUMBER)
            .optional("pageSize", NUMBER)
            .optional("refundStatusSet", ARRAY)
            .optional("applyStartTime", DATE)
            .optional("applyEndTime", DATE)
            .optional("modifyStartTime", DATE)
            .optional("modifyEndTime", DATE)
            .optional("sellerMemberId", TEXT)
            .optional("logisticsNo", TEXT)
            .optional("disputeType", NUMBER));
    add(
        new Api(TRADE + "alibaba.trade.refund.OpQueryOrderRefund", BARE_ERROR_MESSAGE, refunds::detail)
            .required("refundId", TEXT)
            .optional("needTimeOutInfo", BOOLEAN)
            .optional("needOrderRefundOperation", BOOLEAN));
  }

  private void add(Api api) {
    byPath.put(api.path, api);
  }

  Optional<Api> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  Set<String> paths() {
    return byPath.keySet();
  }
}
