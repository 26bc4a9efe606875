package io.autopurchase.examples.shop;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The shop's own statuses of a line, in the order in which a line goes through them. */
enum LineStatus {
  AWAITING_PAYMENT,
  PAID,
  PRICE_CONFIRMATION,
  ORDERED,
  QUALITY_CONTROL,
  RECEIVED,
  PACKED,
  READY_TO_SHIP,
  POSTED,
  COMPLETED,
  RETURNED_TO_SUPPLIER,
  UNABLE_TO_DELIVER,
  CANCELLED;

  private static final Set<LineStatus> GIVEN_UP = Set.of(RETURNED_TO_SUPPLIER, UNABLE_TO_DELIVER, CANCELLED);

  /** As addresses and forms write it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status of an order: of its line that is least far, apart from those that were given up. */
  static LineStatus ofOrder(Collection<LineStatus> lines) {
    List<LineStatus> open = lines.stream().filter(status -> !GIVEN_UP.contains(status)).toList();
    return (open.isEmpty() ? lines : open).stream().min(Comparator.naturalOrder()).orElse(CANCELLED);
  }
}
