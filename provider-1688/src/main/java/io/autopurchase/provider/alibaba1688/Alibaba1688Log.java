package io.autopurchase.provider.alibaba1688;

import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.WireLog;
import java.util.Map;
import java.util.Set;

/** What of the platform's requests and answers is secret, and what is harmless. */
final class Alibaba1688Log {
  static final String NAME = "io.autopurchase.provider.alibaba1688.wire";

  private static final Set<String> SECRET_PARAMETERS = Set.of("access_token", "refresh_token", "code", "client_secret", "_aop_signature");

  /** In small letters. */
  private static final Set<String> SHOWN_PARAMETERS =
      Set.of(
          "_aop_timestamp", "website", "orderid", "outorderid", "tradeid", "cancelreason", "page", "pagesize", "ishis",
          "createstarttime", "createendtime", "modifystarttime", "modifyendtime", "flow", "tradetype", "logisticsid", "grant_type",
          "client_id");

  /** Members of answers, in small letters. */
  private static final Set<String> SHOWN_MEMBERS =
      Set.of(
          "error_code", "errorcode", "code", "exception", "request_id", "success", "resultcode", "status", "orderid", "id", "idofstr",
          "outorderid", "offerid", "skuid", "specid", "productid", "subitemid", "subitemidstring", "quantity", "price", "promotionprice",
          "finalunitprice", "amount", "itemamount", "totalamount", "totalsuccessamount", "postfee", "shippingfee", "sumpayment",
          "sumpaymentnocarriage", "sumcarriage", "discountfee", "orderammount", "totalrecord", "createtime", "modifytime", "paytime",
          "paytimeout", "logisticsstatus", "refundstatus", "refundid", "logisticsid", "paystatus", "paysuccess", "expires_in",
          "tradetype", "flowflag", "minorderquantity", "amountonsale", "quotetype");

  private Alibaba1688Log() {}

  static WireLog create() {
    return new WireLog(NAME, SHOWN_PARAMETERS, SHOWN_MEMBERS);
  }

  static Redaction redaction(Map<String, String> parameters) {
    return Redaction.of(parameters, SECRET_PARAMETERS);
  }
}
