package io.autopurchase.simulation;

import io.autopurchase.Money;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What happens at the marketplace to orders that are there: they are paid, shipped, repriced, cancelled, or placed by hand. */
final class OrderLifecycle {
  private static final int LONGEST_CANCELLATION = 60_000;

  private final World world;
  private final Marketplace market;

  OrderLifecycle(World world, Marketplace market) {
    this.world = world;
    this.market = market;
  }

  /** A person orders on the site. */
  MarketOrder placeByHand(String name, List<PlacementRequest.Line> lines) {
    long now = world.now();
    MarketOrder order = new MarketOrder(market.nextId(), "", name, List.copyOf(lines), now, now, now, false);
    market.orders().add(order);
    world.happened(null, "BY HAND", () -> order.id);
    return order;
  }

  static PlacementRequest.Line line(String lineNo, String item, int quantity, Money price) {
    return PlacementRequest.Line.of(lineNo, item, "", item, "", "", quantity, price, "");
  }

  /** Something happens to an order, if one is such. */
  void some(Predicate<MarketOrder> such, String what, Consumer<MarketOrder> change) {
    List<MarketOrder> found = market.orders().stream().filter(order -> order.isLive(world.now()) && such.test(order)).toList();
    if (!found.isEmpty()) {
      MarketOrder order = found.get(world.random.nextInt(found.size()));
      world.happened(null, what, () -> order.id);
      change.accept(order);
    }
  }

  Optional<MarketOrder> order(String id) {
    return market.orders().stream().filter(order -> order.id.equals(id)).findFirst();
  }

  /**
   * A request to cancel arrives.
   *
   * @param intendedAt when it was decided to send it
   */
  ProviderResult<Boolean> cancel(CancelRequest request, long intendedAt) {
    MarketOrder order = order(request.orderId()).orElse(null);
    if (order == null || !order.isLive(world.now())) {
      return new ProviderResult.Rejected<>("NOT_OPEN", "it is closed, or there is none", null);
    }
    if (order.isPaid() && !market.profile.cancelsPaid) {
      world.reached(Sometimes.CANCEL_REFUSED);
      return new ProviderResult.Rejected<>("PAID", "it is paid", null);
    }
    List<String> numbers =
        order.lines.stream()
            .map(PlacementRequest.Line::lineNo)
            .filter(number -> request.lineIds().isEmpty() || request.lineIds().contains(order.lineId(number)))
            .filter(number -> order.isLive(number, world.now()))
            .toList();
    market.invariants.cancels(order, numbers, intendedAt);
    world.reached(Sometimes.CANCELLED);
    if (!market.calm && world.oneIn(8)) {
      world.reached(Sometimes.CANCEL_FORGOTTEN);
    } else {
      world.after(world.random.nextInt(LONGEST_CANCELLATION), () -> close(order, numbers));
    }
    return new ProviderResult.Success<>(true);
  }

  private void close(MarketOrder order, List<String> numbers) {
    if (!order.isPaid() || market.profile.cancelsPaid) {
      numbers.forEach(number -> order.close(number, world.now()));
      world.happened(null, "CLOSED", () -> order.id + " " + numbers);
    }
  }
}
