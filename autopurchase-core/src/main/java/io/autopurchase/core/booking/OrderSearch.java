package io.autopurchase.core.booking;

import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.ProviderOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * One look for the orders of a placement that takes several calls: pages of a look-up, and orders to be read. What is stored between two of
 * them is which page is next and which orders may be those. The orders themselves are kept by the run that has read them; another run reads
 * them again. Mutable, as {@link ActivityRecord}.
 */
final class OrderSearch {
  /** A look-up that has more pages is not read to its end. */
  static final int MOST_PAGES = 100;

  /** Longer than an adapter can be wrong about its provider's clock as it signs a request. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  /** Pages of the look-up that are still to be read. */
  boolean hasPages;

  /** Where the next page begins; null for the first one. */
  @Nullable String cursor;

  int pages;

  /** When the oldest page was asked for, by the provider's clock; null if none was read. */
  @Nullable Instant asOf;

  /** Orders that may be those of the placement. */
  List<String> ids = new ArrayList<>();

  /** Those of them that a reading does not show, or not with a client order id. */
  List<String> unclear = new ArrayList<>();

  /** Orders are read one by one, after some were refused together. */
  boolean singly;

  /** What this run has read of them. */
  private final transient Map<String, ProviderOrder> read = new LinkedHashMap<>();

  /** When it has read the first of them, by our clock. */
  @Nullable private transient Instant readAt;

  /**
   * @param looksUp whether the orders are looked up by their client order id, or only those read that the provider has named
   */
  static OrderSearch begin(Placement placement, boolean looksUp) {
    OrderSearch search = new OrderSearch();
    search.hasPages = looksUp;
    search.ids.addAll(placement.named());
    return search;
  }

  OrderLookupRequest request(Placement placement) {
    // As they are stored: every page of a look-up has the same.
    Instant since = placement.firstSignedAt().minus(MARGIN).truncatedTo(ChronoUnit.MILLIS);
    Instant until = placement.conclusiveAt().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    OrderLookupRequest first = OrderLookupRequest.of(placement.clientOrderId, since, until);
    return cursor == null ? first : first.at(cursor);
  }

  /**
   * Takes over a page.
   *
   * @param at when it was asked for, by our clock
   * @return false if the pages have no end: there are too many, or the next one begins where this one did
   */
  boolean add(OrderLookup page, Instant at) {
    readAt = readAt == null ? at : readAt;
    pages++;
    asOf = asOf == null || page.asOf().isBefore(asOf) ? page.asOf() : asOf;
    page.orders().forEach(this::add);
    page.orderIds().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
    String next = page.nextCursor().orElse(null);
    boolean ends = next == null || pages < MOST_PAGES && !next.equals(cursor);
    cursor = next;
    hasPages = next != null;
    return ends;
  }

  private void add(ProviderOrder order) {
    unclear.remove(order.id());
    read.put(order.id(), order);
    if (!ids.contains(order.id())) {
      ids.add(order.id());
    }
  }

  /** Which orders are read next; none once all were. */
  List<String> next(int most) {
    return ids.stream().filter(id -> !read.containsKey(id) && !unclear.contains(id)).limit(singly ? 1 : most).toList();
  }

  /**
   * Takes over a reading.
   *
   * @param at when it was asked for, by our clock
   */
  void add(Collection<String> asked, List<ProviderOrder> shown, Instant at) {
    readAt = readAt == null ? at : readAt;
    unclear.addAll(asked);
    for (ProviderOrder order : shown) {
      if (!order.clientOrderId().isEmpty()) {
        add(order);
      }
    }
  }

  /** An order is another placement's. */
  void drop(String id) {
    ids.remove(id);
    unclear.remove(id);
    read.remove(id);
  }

  /** When this run has read the oldest part of {@link #orders}, by our clock; null if it has read nothing. */
  @Nullable
  Instant readAt() {
    return readAt;
  }

  /** What was found, in the order in which the provider has shown it. */
  List<ProviderOrder> orders() {
    return List.copyOf(read.values());
  }
}
