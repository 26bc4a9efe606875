package io.autopurchase.testkit;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderOrder.Line;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Orders of a {@link FakeProvider} after something has happened to them: values for {@link FakeProvider#change}. */
public final class FakeOrders {
  private FakeOrders() {}

  /** The order with all its lines in another status. */
  public static ProviderOrder with(ProviderOrder order, PurchaseStatus status, String rawStatus, Instant at) {
    return changed(order, status, rawStatus, order.lines().stream().map(line -> copy(line, status, rawStatus).build()).toList(), at);
  }

  /** The order with some lines closed; closed itself if none is left. */
  public static ProviderOrder closed(ProviderOrder order, List<String> lineIds, String reason, Instant at) {
    UnaryOperator<Line> close =
        line ->
            lineIds.isEmpty() || lineIds.contains(line.id())
                ? copy(line, PurchaseStatus.CLOSED, "CLOSED").closeReason(reason).build()
                : line;
    List<Line> lines = order.lines().stream().map(close).toList();
    boolean whole = lines.stream().allMatch(line -> line.status() == PurchaseStatus.CLOSED);
    return changed(order, whole ? PurchaseStatus.CLOSED : order.status(), whole ? "CLOSED" : order.rawStatus(), lines, at);
  }

  /** An unpaid order of one line. */
  public static ProviderOrder unpaid(String id, String itemId, int quantity, Instant at) {
    return unpaid(id, at, line(id + "-1", itemId, quantity).build());
  }

  /** An unpaid order. */
  public static ProviderOrder unpaid(String id, Instant at, Line... lines) {
    Money total = Stream.of(lines).map(line -> line.amount().orElseThrow()).reduce(Money::plus).orElseThrow();
    return ProviderOrder.builder(id, "", PurchaseStatus.AWAITING_PAYMENT, "UNPAID")
        .total(total)
        .lines(List.of(lines))
        .modifiedAt(at)
        .build();
  }

  /** A line of an unpaid order, of 10 CNY a unit, to be changed further. */
  public static ProviderOrder.LineBuilder line(String id, String itemId, int quantity) {
    return Line.builder(id, itemId, "", quantity, PurchaseStatus.AWAITING_PAYMENT, "UNPAID")
        .amount(Money.cny("10.00").multiply(quantity));
  }

  /** The order with other lines. */
  public static ProviderOrder withLines(ProviderOrder order, List<Line> lines, Instant at) {
    return changed(order, order.status(), order.rawStatus(), lines, at);
  }

  /** A copy of a line in a status, to be changed further. */
  public static ProviderOrder.LineBuilder copy(Line line, PurchaseStatus status, String rawStatus) {
    return Line.builder(line.id(), line.itemId(), line.skuId(), line.quantity(), status, rawStatus)
        .lineNo(line.lineNo().orElse(null))
        .title(line.title())
        .amount(line.amount().orElse(null))
        .tracking(line.tracking())
        .siteOrderId(line.siteOrderId().orElse(null))
        .failure(line.failureCode().orElse(null), line.failureMessage().orElse(null))
        .closeReason(line.closeReason().orElse(null))
        .refund(line.refund().orElse(null));
  }

  private static ProviderOrder changed(
      ProviderOrder order, PurchaseStatus status, String rawStatus, List<Line> lines, Instant at) {
    return ProviderOrder.builder(order.id(), order.clientOrderId(), status, rawStatus)
        .total(order.total().orElse(null))
        .payment(order.payLink().orElse(null), order.payBy().orElse(null))
        .account(order.account().orElse(null))
        .lines(lines)
        .modifiedAt(at)
        .build();
  }
}
