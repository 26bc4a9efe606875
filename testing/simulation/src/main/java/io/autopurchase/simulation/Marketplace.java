package io.autopurchase.simulation;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** What a provider knows and does once a request has arrived. */
final class Marketplace {
  /** How much a request's time may differ from the marketplace's. */
  static final long WINDOW = 7_200_000;

  /** Longer than any wait of a history. */
  private static final long FOR_EVER = 1_000L * 3_600_000;

  /** The number of another shop's order. */
  static final String FOREIGN = "999999999999";

  /** What it does with a client order id that it has seen. */
  enum Repeat {
    REPLAYS,
    REJECTS,
    DUPLICATES
  }

  final Invariants invariants;
  final Profile profile;
  final OrderLifecycle lifecycle;
  final Till till;
  private final World world;

  boolean down;

  /** Nothing unusual happens while it is calm. */
  boolean calm = true;

  private final long tokenLife;
  private final Map<String, Good> goods = new LinkedHashMap<>();
  private final List<MarketOrder> orders = new ArrayList<>();
  private int access = 1;
  private int refresh = 1;
  private long tokenEndsAt;
  private boolean revoked = true;
  private long quietUntil;
  private int underWay;

  Marketplace(World world, Invariants invariants, Profile profile) {
    this.world = world;
    this.invariants = invariants;
    this.profile = profile;
    lifecycle = new OrderLifecycle(world, this);
    till = new Till(world, this);
    tokenLife = profile.expiringTokens ? 60_000 + world.random.nextInt(240_000) : 30L * 24 * 3_600_000;
  }

  /** Something for sale. */
  static final class Good {
    final String id;
    final String seller;
    Money price;
    int stock = 1000;
    boolean onSale = true;

    Good(String id, String seller, Money price) {
      this.id = id;
      this.seller = seller;
      this.price = price;
    }
  }

  Good add(String id, String seller, String yuan) {
    Good good = new Good(id, seller, Money.cny(yuan));
    goods.put(id, good);
    return good;
  }

  Good good(String id) {
    return goods.get(id);
  }

  String nextId() {
    return Long.toString(700_000_000_000L + orders.size());
  }

  List<MarketOrder> orders() {
    return orders;
  }

  /** Requests that were sent and have not arrived. */
  int underWay() {
    return underWay;
  }

  void arrivesLate(long millis, Runnable arrival) {
    underWay++;
    world.after(
        millis,
        () -> {
          underWay--;
          arrival.run();
        });
  }

  // Tokens

  boolean accepts(String token) {
    return !revoked && token.equals("access-" + access) && world.now() < tokenEndsAt;
  }

  String authorize() {
    revoked = false;
    access++;
    refresh++;
    tokenEndsAt = world.now() + tokenLife;
    return access + "/" + refresh;
  }

  /** New tokens for a refresh token, which dies with it; empty if it is not the present one. */
  Optional<String> refresh(String token) {
    return revoked || !token.equals("refresh-" + refresh) ? Optional.empty() : Optional.of(authorize());
  }

  void revoke() {
    revoked = true;
  }

  long tokenLife() {
    return tokenLife;
  }

  // Limits

  /** How long the caller must keep quiet; 0 if it may call. */
  long quietFor() {
    if (profile.limits && !calm && quietUntil <= world.now() && world.oneIn(12)) {
      quietUntil = world.now() + 1_000 + world.random.nextInt(60_000);
      world.reached(Sometimes.LIMITED);
      return quietUntil - world.now();
    }
    return Math.max(0, quietUntil - world.now());
  }

  // Goods and orders

  Optional<ItemListing> offer(String itemId) {
    Good good = goods.get(itemId);
    return good == null
        ? Optional.empty()
        : Optional.of(
            ItemListing.of(
                itemId,
                itemId,
                "thing " + itemId,
                good.onSale,
                "",
                List.of(ItemListing.Variant.of("", "", "", good.price, good.stock, good.onSale))));
  }

  /** How an order ended at the marketplace. */
  record Placed(@Nullable String refusal, List<MarketOrder> orders) {}

  Placed place(String clientOrderId, PlacementRequest request) {
    String refusal = refusal(request);
    if (refusal != null && profile.looksAtGoodsFirst) {
      return new Placed(refusal, List.of());
    }
    List<MarketOrder> earlier = orders.stream().filter(order -> order.clientOrderId.equals(clientOrderId)).toList();
    if (!earlier.isEmpty()) {
      switch (profile.repeat) {
        case REPLAYS -> {
          world.reached(Sometimes.REPEATED_ID_REPLAYED);
          return new Placed(null, earlier);
        }
        case REJECTS -> {
          world.reached(Sometimes.REPEATED_ID_REFUSED);
          return new Placed("OUTER_ID_EXISTS", List.of());
        }
        default -> {
          // It makes another one.
        }
      }
    }
    if (refusal != null) {
      return new Placed(refusal, List.of());
    }
    List<MarketOrder> made = new ArrayList<>();
    boolean splits = !calm && request.lines().size() > 1 && world.oneIn(3);
    if (splits) {
      made.add(make(clientOrderId, request, request.lines().subList(0, 1)));
      made.add(make(clientOrderId, request, request.lines().subList(1, request.lines().size())));
    } else {
      made.add(make(clientOrderId, request, request.lines()));
    }
    return new Placed(null, made);
  }

  @Nullable
  private String refusal(PlacementRequest request) {
    for (PlacementRequest.Line line : request.lines()) {
      Good good = goods.get(line.itemId());
      if (good.price.isGreaterThan(line.unitPrice())) {
        world.reached(Sometimes.REFUSED_FOR_PRICE);
        return "PRICE_CHANGED";
      }
      if (!good.onSale || good.stock < line.quantity()) {
        return "NOT_FOR_SALE";
      }
    }
    return null;
  }

  private MarketOrder make(String clientOrderId, PlacementRequest request, List<PlacementRequest.Line> lines) {
    long visibleAt = world.now() + (profile.visibilityLag == 0 ? 0 : world.random.nextInt(profile.visibilityLag));
    boolean fails = !calm && world.oneIn(25);
    boolean slow = profile.slowBuilding && !calm && world.oneIn(2);
    long builtAt = slow ? world.now() + 10 * 60_000 + world.random.nextInt(2 * 3_600_000) : fails || !calm && world.oneIn(3) ? world.now() + world.random.nextInt(profile.hidesUnfinishedLines ? 150_000 : 40_000) : world.now();
    MarketOrder order =
        new MarketOrder(nextId(), clientOrderId, request.orderId(), List.copyOf(lines), world.now(), visibleAt, builtAt, fails);
    if (slow) {
      world.reached(Sometimes.BUILT_SLOWLY);
    }
    if (profile.misshows && !calm && world.oneIn(2)) {
      boolean items = world.oneIn(3);
      world.reached(items ? Sometimes.MISSHOWN_ITEM : Sometimes.MISSHOWN);
      // Some are shown wrongly for longer than anybody waits: only a person ends that.
      order.misshow(world.now() + (world.oneIn(2) ? FOR_EVER : world.random.nextInt(40 * 60_000)), items);
    }
    orders.add(order);
    world.happened(null, "ORDER", () -> order.id + " for " + clientOrderId + " of " + lines.stream().map(PlacementRequest.Line::lineNo).toList());
    invariants.ordered(order);
    return order;
  }

  List<MarketOrder> visible(String clientOrderId) {
    List<MarketOrder> found = new ArrayList<>();
    for (MarketOrder order : orders) {
      if (order.clientOrderId.equals(clientOrderId)) {
        if (order.visibleAt <= world.now()) {
          found.add(order);
        } else {
          world.reached(Sometimes.NOT_YET_VISIBLE);
        }
      }
    }
    return found;
  }

  /** What was shown wrongly is shown as it is. */
  void showRightly() {
    orders.forEach(order -> order.misshow(world.now(), false));
  }

  /** A page of what was modified since a moment, the latest first. */
  OrderPage modifiedSince(Instant since, int page, int size) {
    List<MarketOrder> modified =
        orders.stream()
            .filter(order -> order.visibleAt <= world.now() && !order.isHidden(world.now()) && !time(order.modifiedAt(world.now())).isBefore(since))
            .sorted(Comparator.comparingLong((MarketOrder order) -> order.modifiedAt(world.now())).reversed())
            .toList();
    List<ProviderOrder> shown = modified.stream().skip((page - 1L) * size).limit(size).map(this::view).toList();
    return OrderPage.of(shown, (long) page * size >= modified.size(), time(world.now()));
  }

  /** As the interface shows it. */
  ProviderOrder view(MarketOrder order) {
    long now = world.now();
    boolean building = now < order.builtAt;
    if (!building && order.fails) {
      world.reached(Sometimes.CREATION_FAILED_LATER);
    }
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (PlacementRequest.Line line : building && profile.hidesUnfinishedLines ? List.<PlacementRequest.Line>of() : order.lines) {
      PurchaseStatus status = order.status(line.lineNo(), now);
      boolean failed = !building && order.fails;
      lines.add(
          ProviderOrder.Line.builder(
                  order.lineId(line.lineNo()), order.shownItem(line, now), "", order.shownQuantity(line, now), status, status.name())
              .amount(order.amount(line))
              .failure(failed ? "CREATION_FAILED" : null, failed ? "the seller has it no more" : null)
              .build());
    }
    PurchaseStatus status = order.status(now);
    return ProviderOrder.builder(order.id, order.clientOrderId, status, status.name())
        .total(order.total(now))
        .lines(lines)
        .modifiedAt(time(order.modifiedAt(now)))
        .build();
  }

  /** An order of another shop. */
  ProviderOrder foreignOrder(List<PlacementRequest.Line> like) {
    List<ProviderOrder.Line> lines = new ArrayList<>();
    int number = 1;
    for (PlacementRequest.Line line : like) {
      lines.add(
          ProviderOrder.Line.builder(
                  "999-" + number++, "other-" + line.itemId(), "", line.quantity() + 1,
                  PurchaseStatus.AWAITING_PAYMENT, "AWAITING_PAYMENT")
              .amount(line.unitPrice())
              .build());
    }
    return ProviderOrder.builder(FOREIGN, "of-another-shop", PurchaseStatus.AWAITING_PAYMENT, "AWAITING_PAYMENT")
        .lines(lines)
        .build();
  }

  static Instant time(long millis) {
    return Node.BEGINNING.plusMillis(millis);
  }
}
