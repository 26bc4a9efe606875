package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Map;

/** Creates orders. No price is declared: the platform orders at its own. */
final class CreateApi {
  private static final int LONGEST_MESSAGE = 500;

  /** An order that is not of this marketplace. */
  private static final String FOREIGN_ORDER = "4100000000000000001";

  private final Marketplace market;
  private final boolean isCross;

  /**
   * @param isCross createCrossOrder; else fastCreateOrder
   */
  CreateApi(Marketplace market, boolean isCross) {
    this.market = market;
    this.isCross = isCross;
  }

  ObjectNode create(Call call) {
    Settings settings = market.settings;
    Map<String, String> receiver = Receiver.read(call);
    List<Cargo> cargos = Cargo.all(call, settings);
    checkTradeType(call.text("tradeType"));
    String message = call.text("message");
    if (message.codePointCount(0, message.length()) > LONGEST_MESSAGE) {
      throw Refusal.business(settings.unlistedCode, "message is longer than " + LONGEST_MESSAGE);
    }
    boolean isTwice = call.fault(Fault.Kind.DOUBLE_WORK).isPresent();
    return market.trade(
        (state, life) -> {
          if (isTwice) {
            create(state, life, call, cargos, receiver);
          }
          return create(state, life, call, cargos, receiver);
        });
  }

  private void checkTradeType(String tradeType) {
    List<String> modes = PreviewApi.tradeModes(market.settings);
    if (modes.isEmpty() || !tradeType.isEmpty() && !modes.contains(tradeType)) {
      throw Refusal.business("not support tradeType:【" + tradeType + "】", "不支持的交易类型");
    }
  }

  private ObjectNode create(State state, OrderLifecycle life, Call call, List<Cargo> cargos, Map<String, String> receiver) {
    Settings settings = market.settings;
    String kept = keepsOutOrderId() ? call.text("outOrderId") : "";
    List<State.Order> known =
        kept.isEmpty()
            ? List.of()
            : state.orders.stream().filter(order -> order.outOrderId.equals(kept) && order.account.equals(call.account())).toList();
    if (!known.isEmpty() && settings.repeat == Settings.Repeat.REPLAY) {
      return answer(call, known, List.of());
    }
    if (!known.isEmpty() && settings.repeat == Settings.Repeat.REJECT) {
      throw Refusal.business(settings.repeatedCode, "outOrderId " + kept + " exists");
    }
    Cart cart = new Cart(state, settings, call.text("flow"), cargos);
    List<Cart.Problem> problems = cart.problems();
    if (!problems.isEmpty() && (!settings.partialOrders || cart.isEmpty())) {
      throw Refusal.business(problems.get(0).code(), problems.get(0).message());
    }
    List<State.Order> orders = cart.orders(call.account());
    if (isCross && orders.size() > 1 && settings.split == Settings.Split.SELLER) {
      call.odd("cargoParamList has goods of several sellers, which createCrossOrder does not take as documented");
    }
    String tradeType = call.text("tradeType").isEmpty() ? settings.defaultTradeType : call.text("tradeType");
    for (State.Order order : orders) {
      order.outOrderId = kept;
      order.sentOutOrderId = call.text("outOrderId");
      order.message = settings.messageFiltered ? call.text("message").replaceAll("\\d", "*") : call.text("message");
      order.tradeType = tradeType;
      order.receiver.putAll(receiver);
      life.place(order, market.now());
    }
    return answer(call, orders, problems);
  }

  private boolean keepsOutOrderId() {
    return market.settings.outOrderIds == Settings.OutOrderIds.ALL || isCross && market.settings.outOrderIds == Settings.OutOrderIds.CROSS;
  }

  private ObjectNode answer(Call call, List<State.Order> orders, List<Cart.Problem> problems) {
    ObjectNode result = Json.MAPPER.createObjectNode();
    if (orders.size() == 1) {
      result.put("totalSuccessAmount", orders.get(0).total()).put("orderId", id(call, orders.get(0))).put("postFee", orders.get(0).freight);
    } else {
      ArrayNode list = result.putArray("orderList");
      for (State.Order order : orders) {
        list.addObject()
            .put("postFee", order.freight)
            .put("orderAmmount", order.total())
            .put("discount", 0)
            .put("sumPaymentNoCarriageFromClient", order.goods())
            .put("mergePay", false)
            .put("orderId", id(call, order))
            .put("chooseFreeFreight", false)
            .put("success", true)
            .put("resultCode", "200")
            .put("payChannel", "alipay");
      }
    }
    ArrayNode failed = result.putArray("failedOfferList");
    problems.forEach(
        problem ->
            failed
                .addObject()
                .put("offerId", problem.cargo().offerId())
                .put("specId", problem.cargo().specId())
                .put("errorCode", problem.code())
                .put("errorMessage", problem.message()));
    Settings.CreateForm form = market.settings.createForm;
    if (form != Settings.CreateForm.WRAPPED) {
      return result.put("success", form == Settings.CreateForm.FLAT);
    }
    if (isCross) {
      result.put("success", true);
    }
    ObjectNode top = Json.MAPPER.createObjectNode();
    top.set("result", result);
    return top.put("success", true);
  }

  private static String id(Call call, State.Order order) {
    return call.fault(Fault.Kind.FOREIGN_ANSWER).isPresent() ? FOREIGN_ORDER : Long.toString(order.orderId);
  }
}
