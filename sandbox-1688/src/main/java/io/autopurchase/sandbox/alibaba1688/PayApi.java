package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Links to the cashier, and withholding: payment from the contracted account, which may show late. */
final class PayApi {
  private static final int MOST_LINKED = 100;
  private static final int MOST_PREPARED = 4;

  private final Marketplace market;

  PayApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode alipayUrl(Call call) {
    return url(call, MOST_LINKED, "payFailureOrderList");
  }

  ObjectNode crossBorderUrl(Call call) {
    return url(call, 30, "cantPayOrderList");
  }

  private ObjectNode url(Call call, int most, String failureName) {
    List<Long> ids = new ArrayList<>();
    call.json("orderIdList").forEach(id -> ids.add(id.asLong()));
    if (ids.isEmpty() || ids.size() > most) {
      throw Refusal.business(market.settings.unlistedCode, "orderIdList needs 1 to " + most + " ids");
    }
    Optional<Fault> refused = call.fault(Fault.Kind.PAY_REFUSED);
    int payable = refused.map(fault -> fault.number() == 0 ? 0 : Math.max(0, ids.size() - fault.number())).orElse(ids.size());
    return market.look(
        state -> {
          List<Long> good = new ArrayList<>();
          List<Long> bad = new ArrayList<>();
          for (Long id : ids) {
            boolean isUnpaid = own(state, call, Long.toString(id)).filter(order -> order.status.equals(OrderLifecycle.UNPAID)).isPresent();
            (isUnpaid && good.size() + bad.size() < payable ? good : bad).add(id);
          }
          if (good.isEmpty()) {
            throw Refusal.business(market.settings.unlistedCode, "none of the orders can be paid");
          }
          ObjectNode top = Json.MAPPER.createObjectNode().put("success", true);
          top.put(
              "payUrl", "https://trade.1688.com/order/cashier.htm?orderId=" + good.stream().map(id -> Long.toString(id)).collect(Collectors.joining(";")));
          ArrayNode failed = top.putArray(failureName);
          bad.forEach(failed::add);
          return top;
        });
  }

  ObjectNode payWays(Call call) {
    return market.look(
        state -> {
          State.Order order = own(state, call, call.text("orderId")).orElseThrow(() -> Refusal.business("500_2", "没有权限获取该订单可支付方式。"));
          if (!order.status.equals(OrderLifecycle.UNPAID)) {
            throw Refusal.business(market.settings.unlistedCode, "order " + order.orderId + " is " + order.status);
          }
          ObjectNode top = Json.MAPPER.createObjectNode().put("success", "true");
          ObjectNode result = top.putObject("resultList");
          result.putArray("channels").addObject().put("code", 1).put("name", "支付宝");
          result.put("orderId", Long.toString(order.orderId)).put("payFee", order.total()).put("timeout", Dates.plain(order.closesAt));
          return top;
        });
  }

  ObjectNode isOpen(Call call) {
    String signed = Boolean.toString(market.settings.withholding);
    ObjectNode top = Json.MAPPER.createObjectNode();
    ObjectNode result = top.putObject("result").put("success", true);
    ObjectNode alipay = result.putObject("result").putArray("paymentAgreements").addObject();
    alipay.put("payChannel", "ALIPAY").put("bindingStatus", signed).put("signedStatus", signed);
    alipay.put("signUrl", "https://mapi.alipay.com/gateway.do?service=alipay.dut.customer.agreement.page.sign").put("agreementNo", "55622148344");
    return top;
  }

  ObjectNode protocolPay(Call call) {
    withhold(call, call.text("orderId"), Optional.empty());
    return Json.MAPPER.createObjectNode().put("success", true).put("code", "200").putNull("message");
  }

  ObjectNode preparePay(Call call) {
    JsonNode parameter = call.json("tradeWithholdPreparePayParam");
    String id = Json.text(parameter, "orderId");
    if (id.isEmpty()) {
      throw Refusal.business(market.settings.unlistedCode, "orderId is missing");
    }
    if (!parameter.hasNonNull("payAmount")) {
      call.odd("payAmount is missing: a price that was changed is paid");
    }
    boolean isPaid = withhold(call, id, amount(Json.text(parameter, "payAmount")));
    ObjectNode paid = Json.MAPPER.createObjectNode().put("payChannel", "alipay").put("paySuccess", isPaid);
    ObjectNode top = Json.MAPPER.createObjectNode();
    if (market.settings.payForm == Settings.PayForm.FLAT) {
      top.set("result", paid);
      return top;
    }
    top.putObject("result").put("success", true).putNull("code").putNull("message").set("result", paid);
    return top;
  }

  private Optional<Long> amount(String fen) {
    if (!fen.isEmpty() && !Json.isLong(fen)) {
      throw Refusal.business(market.settings.unlistedCode, "payAmount is not a number");
    }
    return Optional.of(fen).filter(text -> !text.isEmpty()).map(Long::valueOf);
  }

  /** Whether the order is paid when this returns; it may be later. */
  private boolean withhold(Call call, String id, Optional<Long> amount) {
    boolean fails = call.fault(Fault.Kind.PAYMENT_FAILS_LATER).isPresent();
    return market.trade(
        (state, life) -> {
          State.Order order = own(state, call, id).orElseThrow(() -> Refusal.business("500", "不是自己的订单"));
          order.paymentRequests++;
          if (order.paymentRequests > MOST_PREPARED) {
            call.odd("a withholding is repeated more than three times");
          }
          if (!market.settings.withholding) {
            throw Refusal.business(market.settings.unlistedCode, "withholding is not signed");
          }
          if (call.fault(Fault.Kind.PAY_REFUSED).isPresent()) {
            throw Refusal.business(call.fault(Fault.Kind.PAY_REFUSED).get().code(), "扣款失败");
          }
          if (amount.isPresent() && amount.get() != order.total()) {
            throw Refusal.business(market.settings.unlistedCode, "payAmount is not " + order.total());
          }
          try {
            life.acceptPayment(order, fails, market.now());
          } catch (IllegalStateException e) {
            throw Refusal.business(market.settings.unlistedCode, e.getMessage());
          }
          return order.paidAt != null;
        });
  }

  private static Optional<State.Order> own(State state, Call call, String id) {
    return state.order(id).filter(order -> order.account.equals(call.account()));
  }
}
