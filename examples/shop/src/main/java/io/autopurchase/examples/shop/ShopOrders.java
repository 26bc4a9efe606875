package io.autopurchase.examples.shop;

import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.PlanLine;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.OrderView;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Shows the console the shop's orders. Lines that the customer has paid are ready to be bought. */
@Component
class ShopOrders implements OrderSource {
  private final OrderRepository orders;
  private final MessageSource texts;

  ShopOrders(OrderRepository orders, MessageSource texts) {
    this.orders = orders;
    this.texts = texts;
  }

  @Override
  public Optional<OrderView> find(String orderId, Locale locale) {
    return orders
        .find(orderId)
        .map(
            order ->
                OrderView.builder(order.id(), order.lines().stream().map(line -> view(line, locale)).toList())
                    .status(label(order.status(), locale))
                    .createdAt(order.createdAt())
                    .comment(order.comment().isEmpty() ? null : order.comment())
                    .build());
  }

  private OrderView.Line view(CustomerOrder.Line line, Locale locale) {
    CustomerOrder.Product product = line.product();
    return OrderView.Line.builder(line.id(), line.item(), line.quantity())
        .ready(line.status() == LineStatus.PAID)
        .status(label(line.status(), locale))
        .title(product.title())
        .variant(orNull(product.variant()))
        .seller(orNull(product.seller()))
        .link(product.page(line.item()))
        .weight(product.grams() == 0 ? null : BigDecimal.valueOf(product.grams(), 3).toPlainString() + " kg")
        .unitPrice(line.unitPrice())
        .sum(line.sum())
        .comment(orNull(line.note()))
        .build();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public ReservationPlan.Builder plan(String orderId, List<String> lineIds, SessionId session) {
    CustomerOrder order = orders.find(orderId).orElseThrow(() -> new NotFoundException("order", orderId));
    ReservationPlan.Builder plan = ReservationPlan.builder(order.id(), session, order.recipient()).note(order.note());
    for (CustomerOrder.Line line : order.lines()) {
      if (lineIds.contains(line.id())) {
        plan.line(PlanLine.of(line.id(), line.item(), line.quantity(), line.unitPrice()).withNote(line.note()));
      }
    }
    return plan;
  }

  @Override
  public List<Status> statuses(Locale locale) {
    return Arrays.stream(LineStatus.values()).map(status -> new Status(status.id(), label(status, locale))).toList();
  }

  @Override
  public void setStatus(String orderId, List<String> lineIds, String status, String by) {
    LineStatus wanted =
        Arrays.stream(LineStatus.values())
            .filter(known -> known.id().equals(status))
            .findFirst()
            .orElseThrow(() -> new InvalidInputException("status", "UNKNOWN_STATUS", "there is no status " + status));
    orders.setStatus(orderId, lineIds, wanted, by);
  }

  @Override
  public Optional<String> address(String orderId) {
    return orders.exists(orderId) ? Optional.of(OrderController.address(orderId) + "?tab=purchase") : Optional.empty();
  }

  private String label(LineStatus status, Locale locale) {
    return texts.getMessage("status." + status, null, locale);
  }
}
