package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Members;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Writes an answer otherwise than documented. */
final class Deviations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Set<String> IDS =
      Set.of(
          "id", "idOfStr", "orderId", "subItemID", "subItemIDString", "productID", "offerId", "skuID", "skuId", "buyerUserId", "sellerUserId",
          "orderEntryIdList", "payFailureOrderList", "cantPayOrderList", "aliId");
  private static final Set<String> ID_TEXTS = Set.of("idOfStr", "subItemIDString");
  private static final Set<String> AMOUNTS =
      Set.of(
          "totalAmount", "sumProductPayment", "shippingFee", "price", "itemAmount", "phasAmount", "sumPayment", "sumPaymentNoCarriage", "sumCarriage",
          "totalSuccessAmount", "postFee", "orderAmmount", "payFee", "finalUnitPrice", "amount", "applyPayment", "refundPayment");
  private static final Set<String> COUNTS =
      Set.of("quantity", "totalRecord", "totalCount", "amountOnSale", "minOrderQuantity", "batchNumber", "startQuantity", "logisticsStatus");
  private static final Set<String> CODES = Set.of("code", "errorCode", "error_code", "resultCode");
  private static final Set<String> STATUSES = Set.of("status", "refundStatus", "currentStatus");

  /** Documented members without a value, by a member that identifies the object. */
  private static final Map<String, List<String>> OPTIONAL =
      Map.of(
          "success", List.of("code", "message", "errorCode", "errorMessage", "errorMsg"),
          "idOfStr", List.of("payTime", "closeReason", "buyerFeedback", "remark", "outOrderId", "refundStatus", "completeTime"),
          "subItemID", List.of("refundId", "refundStatus", "closeReason", "specId", "skuID", "cargoNumber"));

  private Deviations() {}

  static ObjectNode apply(ObjectNode top, Deviation deviation, String field) {
    switch (deviation) {
      case SUCCESS_AS_TEXT -> values(top, Set.of("success"), Members::text);
      case SUCCESS_AS_BOOLEAN -> values(top, Set.of("success"), value -> NODES.booleanNode(value.asText().equals("true")));
      case NO_SUCCESS -> Members.change(top, (name, value) -> name.equals("success") ? null : value);
      case CAMEL_CASE_ERRORS -> {
        Members.rename(top, "error_code", "errorCode");
        Members.rename(top, "error_message", "errorMessage");
      }
      case CODES_AS_NUMBERS -> values(top, CODES, Members::number);
      case UNWRAPPED_RESULT -> {
        if (top.path("result").isObject()) {
          ObjectNode result = (ObjectNode) top.remove("result");
          top.setAll(result);
        }
      }
      case DETAIL_AS_ARRAY -> values(top, Set.of("opOrderRefundModelDetail"), value -> NODES.arrayNode().add(value));
      case IDS_AS_TEXT -> values(top, IDS, Members::text);
      case IDS_AS_NUMBERS -> values(top, IDS, Members::number);
      case ROUNDED_IDS -> values(top, IDS, Deviations::rounded);
      case NO_ID_TEXTS -> Members.change(top, (name, value) -> ID_TEXTS.contains(name) ? null : value);
      case AMOUNTS_AS_TEXT -> values(top, AMOUNTS, Members::text);
      case AMOUNTS_AS_NUMBERS -> values(top, AMOUNTS, Deviations::decimal);
      case COUNTS_AS_TEXT -> values(top, COUNTS, Members::text);
      case OTHER_ZONE -> Members.change(top, (name, value) -> dated(value, millis -> Dates.withZone(millis, ZoneOffset.ofHours(-7))));
      case DATES_WITHOUT_ZONE -> Members.change(top, (name, value) -> dated(value, Dates::plain));
      case NO_EMPTY_ARRAYS -> Members.change(top, (name, value) -> value.isArray() && value.isEmpty() ? null : value);
      case NULL_ARRAYS -> Members.change(top, (name, value) -> value.isArray() && value.isEmpty() ? NODES.nullNode() : value);
      case NULL_FIELDS -> Members.objects(top).forEach(Deviations::addNulls);
      case UNKNOWN_FIELDS -> Members.addUnknown(top);
      case UNKNOWN_STATUS -> values(top, STATUSES, value -> value.isTextual() ? NODES.textNode("waitforthemoon") : value);
      case FIELD_AS_TEXT -> values(top, Set.of(field), Members::text);
      case FIELD_AS_NUMBER -> values(top, Set.of(field), Members::number);
      case REMOVED_FIELD -> Members.change(top, (name, value) -> name.equals(field) ? null : value);
      case NULLED_FIELD -> values(top, Set.of(field), value -> NODES.nullNode());
      case EMPTIED_FIELD -> values(top, Set.of(field), value -> NODES.textNode(""));
      case DOUBLED_FIELD -> {
        // It concerns the writing.
      }
    }
    return top;
  }

  /** The setting's types of ids. */
  static void apply(ObjectNode top, Settings.IdTypes types) {
    switch (types) {
      case DOCUMENTED -> {
        // They are so already.
      }
      case TEXT -> apply(top, Deviation.IDS_AS_TEXT, "");
      case NUMBER -> apply(top, Deviation.IDS_AS_NUMBERS, "");
      case ROUNDED -> apply(top, Deviation.ROUNDED_IDS, "");
    }
  }

  private static void values(ObjectNode top, Set<String> names, UnaryOperator<JsonNode> change) {
    Members.change(top, (name, value) -> names.contains(name) ? change.apply(value) : value);
  }

  private static JsonNode rounded(JsonNode value) {
    return value.isIntegralNumber() ? NODES.numberNode((long) value.doubleValue()) : value;
  }

  private static JsonNode decimal(JsonNode value) {
    boolean isAmount = value.isTextual() && value.asText().matches("-?\\d{1,15}(\\.\\d{1,2})?");
    return isAmount ? NODES.numberNode(new BigDecimal(value.asText())) : value;
  }

  private interface Rewrite {
    String of(long millis);
  }

  private static JsonNode dated(JsonNode value, Rewrite rewrite) {
    boolean isDate = value.isTextual() && value.asText().matches("\\d{17}[+-]\\d{4}");
    return isDate ? NODES.textNode(rewrite.of(Dates.read(value.asText()).orElseThrow())) : value;
  }

  private static void addNulls(ObjectNode object) {
    OPTIONAL.forEach(
        (sign, names) -> {
          if (object.has(sign)) {
            names.stream().filter(name -> !object.has(name)).forEach(object::putNull);
          }
        });
  }
}
