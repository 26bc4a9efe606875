package io.autopurchase.simulation;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.PlacementRequest;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An order as it really is. Times are milliseconds since the beginning. */
final class MarketOrder {
  final String id;
  final String clientOrderId;

  /** The shop's order; for one that was placed by hand, a name that the shop does not know. */
  final String hostOrder;

  final List<PlacementRequest.Line> lines;
  final long visibleAt;
  final long builtAt;
  final boolean fails;
  private final long madeAt;
  private final Set<String> closed = new HashSet<>();
  private long changedAt = -1;
  private long paidAt = -1;
  private boolean shipped;
  private int discount;
  private long pricedAt = -1;
  private long misshownUntil = -1;
  private boolean misshowsItems;
  private long hiddenUntil = -1;
  private int charges;

  MarketOrder(
      String id, String clientOrderId, String hostOrder, List<PlacementRequest.Line> lines, long madeAt, long visibleAt, long builtAt, boolean fails) {
    this.id = id;
    this.clientOrderId = clientOrderId;
    this.hostOrder = hostOrder;
    this.lines = lines;
    this.madeAt = madeAt;
    this.visibleAt = visibleAt;
    this.builtAt = builtAt;
    this.fails = fails;
  }

  String lineId(String lineNo) {
    return id + "-" + lineNo;
  }

  boolean isLive(String lineNo, long at) {
    return !(fails && at >= builtAt) && !closed.contains(lineNo);
  }

  boolean isLive(long at) {
    return lines.stream().anyMatch(line -> isLive(line.lineNo(), at));
  }

  /** When it was placed. */
  long madeAt() {
    return madeAt;
  }

  boolean isPaid() {
    return paidAt >= 0;
  }

  long paidAt() {
    return paidAt;
  }

  /** What a line costs, all units. */
  Money amount(PlacementRequest.Line line) {
    Money full = line.unitPrice().multiply(line.quantity());
    return new Money(full.amount().subtract(BigDecimal.valueOf(discount, 2)), full.currency());
  }

  PurchaseStatus status(String lineNo, long at) {
    if (at < builtAt) {
      return PurchaseStatus.PENDING;
    }
    if (!isLive(lineNo, at)) {
      return PurchaseStatus.CLOSED;
    }
    return shipped ? PurchaseStatus.SHIPPED : isPaid() ? PurchaseStatus.AWAITING_SHIPMENT : PurchaseStatus.AWAITING_PAYMENT;
  }

  PurchaseStatus status(long at) {
    return lines.stream()
        .map(line -> status(line.lineNo(), at))
        .filter(status -> status != PurchaseStatus.CLOSED)
        .findFirst()
        .orElse(PurchaseStatus.CLOSED);
  }

  long modifiedAt(long at) {
    return Math.max(changedAt, builtAt <= at ? builtAt : madeAt);
  }

  // What happens to it

  void close(String lineNo, long at) {
    closed.add(lineNo);
    changedAt = at;
  }

  void pay(long at) {
    paidAt = at;
    changedAt = at;
  }

  void ship(long at) {
    shipped = true;
    changedAt = at;
  }

  /**
   * Each line costs so much less.
   *
   * @param cents may be negative
   */
  void reprice(int cents, long at) {
    discount += cents;
    changedAt = at;
    pricedAt = at;
  }

  /** When its price was changed last; negative for never. */
  long pricedAt() {
    return pricedAt;
  }

  /** It is shown with more units than were ordered, until a moment. */
  /**
   * @param items whether other goods are shown, of another seller; else another quantity
   */
  void misshow(long until, boolean items) {
    misshownUntil = until;
    misshowsItems = items;
  }

  /** The quantity that is shown of a line. */
  int shownQuantity(PlacementRequest.Line line, long at) {
    return line.quantity() + (isMisshown(at) && !misshowsItems ? 1 : 0);
  }

  /** The item that is shown of a line. */
  String shownItem(PlacementRequest.Line line, long at) {
    return line.itemId() + (isMisshown(at) && misshowsItems ? "-of-another-seller" : "");
  }

  boolean isMisshown(long at) {
    return at < misshownUntil;
  }

  /** It is not shown by its number, nor listed, until a moment. */
  void hide(long until) {
    hiddenUntil = until;
  }

  /** From a moment on, whatever was hidden for longer. */
  void show(long from) {
    hiddenUntil = Math.min(hiddenUntil, from);
  }

  boolean wasHidden() {
    return hiddenUntil >= 0;
  }

  boolean isHidden(long at) {
    return at < hiddenUntil;
  }

  /** The account is charged for it. Returns how often it was by now. */
  int charge() {
    return ++charges;
  }

  /** What its live lines cost. */
  Money total(long at) {
    return lines.stream()
        .filter(line -> isLive(line.lineNo(), at))
        .map(this::amount)
        .reduce(Money::plus)
        .orElseGet(() -> Money.zero(lines.get(0).unitPrice().currency()));
  }
}
