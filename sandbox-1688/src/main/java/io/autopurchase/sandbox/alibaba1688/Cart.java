package io.autopurchase.sandbox.alibaba1688;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Lines on their way into orders: checked by the platform's rules for minimums, mixing and stock, priced by quantity, and split. Nothing
 * is taken from stock before {@link #orders}.
 */
final class Cart {
  /** Ids of one buyer have the same last digits. */
  private static final long STEP = 1_000_000;

  private final State state;
  private final Settings settings;
  private final String flow;
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A line that can be had.
   *
   * @param sku null if the offer has no variants
   */
  record Wanted(State.Offer offer, @Nullable State.Sku sku, Cargo cargo) {
    int stock() {
      return sku == null ? offer.stock : sku.stock;
    }

    String specId() {
      return sku == null ? "" : sku.specId;
    }

    long skuId() {
      return sku == null ? 0 : sku.skuId;
    }
  }

  /** Why a line cannot be had. */
  record Problem(Cargo cargo, String code, String message) {}

  /** Lines that become an order. */
  record Group(String seller, List<Wanted> lines) {
    long freight() {
      return lines.stream().mapToLong(line -> line.offer.freight).max().orElse(0);
    }
  }

  Cart(State state, Settings settings, String flow, List<Cargo> cargos) {
    this.state = state;
    this.settings = settings;
    this.flow = flow;
    cargos.forEach(this::add);
    checkSellers();
    checkQuantities();
  }

  List<Problem> problems() {
    return problems;
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }

  private void add(Cargo cargo) {
    State.Offer offer = state.offers.get(cargo.offerId());
    String id = "商品[" + cargo.offerId() + "]";
    if (offer == null || !offer.status.equals("published") || !offer.sellsOnline) {
      refuse(cargo, "500_001", id + "不支持在线交易，无法下单。");
      return;
    }
    if (!offer.skus.isEmpty() && cargo.specId().isEmpty()) {
      refuse(cargo, "500_002", id + "不属于同一卖家或者没有指定specId。");
      return;
    }
    Optional<State.Sku> sku = offer.skus.stream().filter(it -> it.specId.equals(cargo.specId())).findFirst();
    if (!cargo.specId().isEmpty() && sku.isEmpty()) {
      refuse(cargo, "500_003", id + "不属于同一卖家或者规格[" + cargo.specId() + "]不属于商品[" + cargo.offerId() + "]");
      return;
    }
    if (flow.equals("saleproxy")) {
      refuse(cargo, "500_007", "与供应商的代销关系不存在,不能使用saleproxy通道下单。");
      return;
    }
    wanted.add(new Wanted(offer, sku.orElse(null), cargo));
  }

  private void refuse(Cargo cargo, String code, String message) {
    problems.add(new Problem(cargo, code, message));
  }

  private void checkSellers() {
    if (settings.split == Settings.Split.REFUSE && !wanted.isEmpty()) {
      String seller = wanted.get(0).offer.seller;
      drop(line -> line.offer.seller.equals(seller) ? null : problem(line, "500_002", "不属于同一卖家或者没有指定specId。"));
    }
  }

  private void checkQuantities() {
    Map<State.Offer, Integer> units = units();
    Map<Object, Integer> taken = new LinkedHashMap<>();
    drop(
        line -> {
          int all = taken.merge(line.sku == null ? line.offer : line.sku, line.cargo.quantity(), Integer::sum);
          return all > line.stock() ? problem(line, "500_004", "库存不足，请核实库存后订购。") : null;
        });
    drop(line -> unitPrice(line, units) == 0 ? problem(line, "500_008", "的价格为0，不可以下单，请检查后重新提交。") : null);
    drop(line -> minimum(line, units.getOrDefault(line.offer, 0)));
  }

  @Nullable
  private Problem minimum(Wanted line, int units) {
    State.Offer offer = line.offer;
    if (flow.equals("boutiquepifa") && units < 2) {
      return problem(line, "500_009", "的购买数量不满足批售起批量限制。");
    }
    if (units >= offer.minimum) {
      return units % offer.batch == 0 ? null : problem(line, "500_005", "的购买数量不满足起批量限制。");
    }
    State.Seller seller = state.sellers.get(offer.seller);
    if (seller == null || !seller.mixes) {
      return problem(line, "500_005", "的购买数量不满足起批量限制。");
    }
    List<Wanted> ofSeller = wanted.stream().filter(other -> other.offer.seller.equals(offer.seller)).toList();
    long sum = ofSeller.stream().mapToLong(this::amount).sum();
    int pieces = ofSeller.stream().mapToInt(other -> other.cargo.quantity()).sum();
    boolean isMixed = sum >= seller.mixYuan * 100L || pieces >= seller.mixUnits;
    return isMixed ? null : problem(line, "500_006", "的购买数量或者价格不满足混批限制。");
  }

  private static Problem problem(Wanted line, String code, String words) {
    return new Problem(line.cargo, code, "商品[" + line.offer.offerId + (line.sku == null ? "" : "_" + line.sku.specId) + "]" + words);
  }

  private interface Check {
    @Nullable
    Problem problem(Wanted line);
  }

  private void drop(Check check) {
    List<Wanted> bad = new ArrayList<>();
    for (Wanted line : wanted) {
      Problem problem = check.problem(line);
      if (problem != null) {
        problems.add(problem);
        bad.add(line);
      }
    }
    wanted.removeAll(bad);
  }

  private Map<State.Offer, Integer> units() {
    Map<State.Offer, Integer> units = new LinkedHashMap<>();
    wanted.forEach(line -> units.merge(line.offer, line.cargo.quantity(), Integer::sum));
    return units;
  }

  /** The variant's price, or that of the tier which all lines of the offer reach together. */
  private static long unitPrice(Wanted line, Map<State.Offer, Integer> units) {
    State.Offer offer = line.offer;
    if (offer.quoteType == 1 && line.sku != null) {
      return line.sku.price;
    }
    int all = units.getOrDefault(offer, line.cargo.quantity());
    long price = offer.tiers.isEmpty() ? 0 : offer.tiers.get(0).price;
    for (State.Tier tier : offer.tiers) {
      price = tier.from <= all ? tier.price : price;
    }
    return price;
  }

  long unitPrice(Wanted line) {
    return unitPrice(line, units());
  }

  long amount(Wanted line) {
    return unitPrice(line) * line.cargo.quantity();
  }

  /** What is in each order. */
  List<Group> groups() {
    if (settings.split == Settings.Split.LINE) {
      return wanted.stream().map(line -> new Group(line.offer.seller, List.of(line))).toList();
    }
    Map<String, List<Wanted>> bySeller = new LinkedHashMap<>();
    wanted.forEach(line -> bySeller.computeIfAbsent(line.offer.seller, seller -> new ArrayList<>()).add(line));
    return bySeller.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList();
  }

  /** Takes all of it from stock. */
  List<State.Order> orders(String account) {
    List<State.Order> orders = new ArrayList<>();
    for (Group group : groups()) {
      State.Order order = new State.Order();
      order.orderId = state.nextOrderId;
      order.account = account;
      order.seller = group.seller();
      order.freight = group.freight();
      // A line that is alone has its order's id.
      long subId = group.lines().size() == 1 ? order.orderId : order.orderId + STEP;
      for (Wanted line : group.lines()) {
        order.lines.add(line(line, subId));
        subId += STEP;
      }
      state.nextOrderId += STEP * (group.lines().size() + 1);
      orders.add(order);
    }
    for (Wanted line : wanted) {
      if (line.sku == null) {
        line.offer.stock -= line.cargo.quantity();
      } else {
        line.sku.stock -= line.cargo.quantity();
      }
    }
    return orders;
  }

  private State.Line line(Wanted wanted, long subId) {
    State.Line line = new State.Line();
    line.subId = subId;
    line.offerId = wanted.offer.offerId;
    line.skuId = wanted.skuId();
    line.specId = wanted.specId();
    line.label = wanted.sku == null ? "" : wanted.sku.label;
    line.title = wanted.offer.title;
    line.quantity = wanted.cargo.quantity();
    line.listPrice = unitPrice(wanted);
    line.amount = amount(wanted);
    return line;
  }
}
