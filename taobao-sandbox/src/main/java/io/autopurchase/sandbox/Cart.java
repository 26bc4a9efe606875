package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines on their way into orders, checked before anything is taken from stock. */
final class Cart {
  private final State state;
  private final String account;
  private final List<Wanted> wanted = new ArrayList<>();
  private final Map<State.Sku, Integer> taken = new LinkedHashMap<>();

  private record Wanted(State.Item item, State.Sku sku, LineRequest line) {}

  Cart(State state, String account) {
    this.state = state;
    this.account = account;
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }

  /** A line by distribution ids. */
  void add(LineRequest line) {
    Optional<State.Item> item = ProductApi.item(state, line.mpId()).filter(i -> i.onSale);
    if (item.isEmpty()) {
      throw Refusal.business("ITEM_NOT_EXIST", "item " + line.mpId() + " does not exist");
    }
    Optional<State.Sku> sku = ProductApi.sku(item.get(), line.mpSkuId());
    if (sku.isEmpty()) {
      throw Refusal.business("SKU_NOT_EXIST", "variant " + line.mpSkuId() + " does not exist");
    }
    if (line.price() < sku.get().price) {
      throw Refusal.business("PRICE_CHANGED", "item " + item.get().itemId + " costs " + sku.get().price);
    }
    if (taken.getOrDefault(sku.get(), 0) + line.quantity() > sku.get().quantity) {
      throw Refusal.business("INVENTORY_NOT_ENOUGH", "item " + item.get().itemId + " is not in stock");
    }
    taken.merge(sku.get(), line.quantity(), Integer::sum);
    wanted.add(new Wanted(item.get(), sku.get(), line));
  }

  /** Takes all of it from stock, into an order for each seller. */
  List<State.Order> orders() {
    Map<String, State.Order> bySeller = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      one.sku.quantity -= one.line.quantity();
      State.Order order = bySeller.computeIfAbsent(one.item.seller, seller -> newOrder(one.item));
      order.freight = Math.max(order.freight, one.item.freight);
      order.lines.add(newLine(one));
    }
    return List.copyOf(bySeller.values());
  }

  private State.Order newOrder(State.Item item) {
    State.Order order = new State.Order();
    order.purchaseId = state.nextPurchaseId++;
    order.account = account;
    order.seller = item.seller;
    order.market = item.market;
    return order;
  }

  private State.Line newLine(Wanted wanted) {
    State.Line line = new State.Line();
    line.subId = state.nextPurchaseId++;
    line.lineNo = wanted.line.lineNo();
    line.itemId = wanted.item.itemId;
    line.mpId = wanted.item.mpId;
    line.skuId = wanted.sku.skuId;
    line.mpSkuId = wanted.sku.mpSkuId;
    line.label = wanted.sku.label;
    line.title = wanted.item.title;
    line.remark = wanted.line.remark();
    line.quantity = wanted.line.quantity();
    line.price = wanted.sku.price;
    return line;
  }
}
