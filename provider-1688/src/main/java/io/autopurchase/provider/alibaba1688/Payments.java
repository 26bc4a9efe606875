package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.autopurchase.Money;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PayRequest;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Pays one order by the account's payment agreement. {@code preparePay} states the amount, and the platform refuses another: it is the one that was
 * approved. Thread-safe.
 */
@ThreadSafe
final class Payments {
  private final Alibaba1688Settings settings;
  private final Gateway gateway;

  Payments(Alibaba1688Settings settings, Gateway gateway) {
    this.settings = settings;
    this.gateway = gateway;
  }

  ProviderResult<PaymentResponse> pay(PayRequest request, RequestValidity validity, CallContext context) {
    if (settings.payment == Alibaba1688Settings.Payment.NONE) {
      return new ProviderResult.Rejected<>("NOT_SUPPORTED", "payment is off: see the setting payment", null);
    }
    if (request.orderIds().size() != 1) {
      return new ProviderResult.Rejected<>("ONE_ORDER_ONLY", "the platform pays one order by a call", null);
    }
    String id = request.orderIds().get(0);
    if (!Json.isNumber(id)) {
      return new ProviderResult.Rejected<>("ORDER_NOT_EXIST", "not a number of an order", null);
    }
    if (settings.payment == Alibaba1688Settings.Payment.PROTOCOL_PAY) {
      return gateway.send(call(Api.PROTOCOL_PAY, Map.of("orderId", id), reply -> reply.saysYes() ? accepted(id) : null), validity, context);
    }
    Optional<Money> total = request.amount(id);
    if (total.isEmpty()) {
      return new ProviderResult.Rejected<>("AMOUNT_NOT_READ", "the order does not show what it costs", null);
    }
    Map<String, String> parameters = Map.of("tradeWithholdPreparePayParam", preparation(id, total.get(), validity));
    return gateway.send(call(Api.PREPARE_PAY, parameters, reply -> isPrepared(reply) ? accepted(id) : null), validity, context);
  }

  private ApiCall<PaymentResponse> call(Api api, Map<String, String> parameters, Function<Reply, PaymentResponse> value) {
    return ApiCall.mutating(api, parameters, settings.refusedPaymentCodes, value);
  }

  private String preparation(String id, Money total, RequestValidity validity) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.putRawValue("orderId", new RawValue(id));
    node.put("payChannel", settings.payChannel);
    node.put("payAmount", total.toMinorUnits());
    // What it is for is not documented: it names this request, and no other.
    node.put("opRequestId", id + "-" + validity.signedAt().toEpochMilli());
    return node.toString();
  }

  private static PaymentResponse accepted(String id) {
    return PaymentResponse.of(List.of(id), Map.of());
  }

  /** The result stands once or twice within {@code result} (both seen). */
  static boolean isPrepared(Reply reply) {
    JsonNode success = reply.result().path("paySuccess");
    return success.isBoolean() ? success.asBoolean() : success.asText().equalsIgnoreCase("true");
  }
}
