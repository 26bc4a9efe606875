package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.ControlApi;
import io.autopurchase.sandbox.common.Inputs;
import io.autopurchase.sandbox.common.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the control API does, by its paths. */
final class ControlRoutes implements ControlApi.Routes {
  private final Alibaba1688Sandbox sandbox;
  private final Marketplace market;
  private final TokenApi tokens;
  private final String defaultAccount;

  ControlRoutes(Alibaba1688Sandbox sandbox, Marketplace market, TokenApi tokens, String defaultAccount) {
    this.sandbox = sandbox;
    this.market = market;
    this.tokens = tokens;
    this.defaultAccount = defaultAccount;
  }

  @Override
  public Object run(String route, String id, String action, Inputs inputs) {
    switch (route) {
      case "GET orders" -> {
        return sandbox.ledger().orders().stream().map(Documents::order).toList();
      }
      case "POST orders" -> {
        return sandbox.site().placeByHand(inputs.text("account", defaultAccount), lines(inputs));
      }
      case "POST orders/{}/{}" -> {
        return actOnOrder(id, action, inputs);
      }
      case "POST refunds" -> {
        boolean withReturn = inputs.text("withReturn", "false").equals("true");
        return Map.of("refundId", sandbox.site().openRefund(inputs.require("subOrderId"), withReturn, inputs.text("reason", "opened by hand")));
      }
      case "POST refunds/{}" -> {
        sandbox.site().advanceRefund(id, inputs.require("status"));
        return Map.of("refundId", id);
      }
      case "GET messages" -> {
        return Documents.messages(sandbox.messages());
      }
      case "POST messages" -> {
        return send(inputs);
      }
      case "POST messages/{}/{}" -> {
        sandbox.messages().replay(number(id));
        return Documents.messages(sandbox.messages());
      }
      case "GET calls" -> {
        return sandbox.ledger().calls().stream().map(Documents::call).toList();
      }
      case "GET anomalies" -> {
        return Documents.anomalies(sandbox.ledger().anomalies());
      }
      case "GET faults" -> {
        return Documents.faults(sandbox.faults());
      }
      case "POST faults" -> {
        sandbox.faults().add(inputs);
        return Documents.faultRules(sandbox.faults());
      }
      case "DELETE faults", "POST faults/{}" -> {
        sandbox.faults().clear();
        return Documents.faultRules(sandbox.faults());
      }
      case "GET settings" -> {
        return market.settings.values();
      }
      case "POST settings" -> {
        inputs.each(market.settings::set);
        return market.settings.values();
      }
      case "GET offers" -> {
        return sandbox.catalog().offers();
      }
      case "POST offers" -> {
        String offer = inputs.require("offerId");
        sandbox.catalog().add(offer, inputs.require("title"), inputs.require("seller"), inputs.number("price"), inputs.number("quantity"));
        return Map.of("offerId", offer);
      }
      case "POST accounts/{}/{}" -> {
        return actOnAccount(id, action);
      }
      default -> throw new ControlApi.NoSuchPath();
    }
  }

  private Webhook send(Inputs inputs) {
    Webhook message = sandbox.messages().about(inputs.require("orderId"));
    if (sandbox.messages().isOn()) {
      sandbox.messages().send(message);
    }
    return message;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not a number", e);
    }
  }

  private static List<SellerActions.HandLine> lines(Inputs inputs) {
    if (!inputs.has("lines")) {
      return List.of(new SellerActions.HandLine(inputs.require("offerId"), inputs.text("specId", ""), inputs.number("quantity")));
    }
    List<SellerActions.HandLine> lines = new ArrayList<>();
    for (JsonNode line : inputs.json("lines")) {
      lines.add(new SellerActions.HandLine(Json.text(line, "offerId"), Json.text(line, "specId"), line.path("quantity").asInt()));
    }
    return lines;
  }

  private Object actOnOrder(String id, String action, Inputs inputs) {
    SellerActions site = sandbox.site();
    String sub = inputs.text("subOrderId", "");
    switch (action) {
      case "pay" -> site.pay(id);
      case "ship" -> {
        String carrier = inputs.text("carrier", "中通快递(ZTO)");
        String number = inputs.text("number", "ZT" + (sub.isEmpty() ? id : sub));
        if (sub.isEmpty()) {
          site.ship(id, carrier, number);
        } else {
          site.ship(id, sub, carrier, number);
        }
      }
      case "cancel" -> site.cancel(id, inputs.text("reason", "buyerCancel"));
      case "close" -> site.close(id, inputs.text("reason", "sellerGoodsLack"));
      case "receive" -> site.confirmReceipt(id);
      case "reprice" -> {
        if (sub.isEmpty()) {
          site.reprice(id, inputs.number("fen"));
        } else {
          site.reprice(id, sub, inputs.number("fen"));
        }
      }
      default -> throw new IllegalArgumentException("an action is one of pay, ship, cancel, close, receive, reprice");
    }
    return sandbox.ledger().orders().stream().filter(order -> order.orderId().equals(id)).map(Documents::order).toList();
  }

  private Object actOnAccount(String account, String action) {
    switch (action) {
      case "code" -> {
        return Map.of("code", tokens.issueCode(account));
      }
      case "expire" -> sandbox.site().expireAccessTokens(account);
      case "revoke" -> sandbox.site().revoke(account);
      default -> throw new IllegalArgumentException("an action is one of code, expire, revoke");
    }
    return Map.of("account", account);
  }
}
