package io.autopurchase;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.concurrent.ThreadSafe;

/** Purchases of the lines of orders. Not for implementation. Thread-safe. */
@ThreadSafe
public interface Purchases {
  /**
   * All lines of an order that an activity has processed, by line id; empty if there are none.
   *
   * @param orderId the host's order
   */
  List<Purchase> ofOrder(String orderId);

  /**
   * The lines of several orders, such as those of a page of the shop's own list.
   *
   * @param orderIds the host's orders, at most 500; one that is given twice counts once
   * @return by order id, in the order in which they were given, each as {@link #ofOrder} returns it
   * @throws InvalidInputException for the field {@code orderIds} if there are more than 500
   */
  Map<String, List<Purchase>> ofOrders(Collection<String> orderIds);

  /**
   * The lines that are linked to an order at a provider.
   *
   * @param provider such as {@code taobao}
   * @param providerOrderId the provider's number of the order
   * @return by order and line id; empty if none is
   */
  List<Purchase> ofProviderOrder(String provider, String providerOrderId);

  /**
   * The purchase of a line; empty if no activity has processed it.
   *
   * @param line the host's line
   */
  Optional<Purchase> find(LineKey line);

  /**
   * As {@link #find(LineKey)} for one that must be there.
   *
   * @param line the host's line
   */
  default Purchase get(LineKey line) {
    return find(line).orElseThrow(() -> new NotFoundException("purchase", line.toString()));
  }

  /**
   * A page of purchases, in an order of their lines that stays the same. Purchases that change in the meantime may be missed or come
   * twice. Indexes answer all filters except {@code READY} and {@code IN_PROGRESS}, which are distinguished line by line.
   *
   * @param query filters, position and size of the page
   * @return at most as many as the query allows; fewer only at the end
   */
  List<Purchase> find(PurchaseQuery query);

  /**
   * All purchases that match, read page by page while the stream is consumed; {@link PurchaseQuery#limit()} is the size of a page.
   * Sequential; nothing has to be closed.
   *
   * @param query filters, where to begin, and the size of a page
   */
  Stream<Purchase> stream(PurchaseQuery query);

  /**
   * Counts matching purchases by group and status, for example for the badges of a list, with at most 27 small queries of the store. A
   * number above about ten thousand is not counted exactly, see {@link PurchaseCounts#isExact()}.
   *
   * @param query filters; {@code READY} and {@code IN_PROGRESS} both count all lines that are not linked. Its position and limit do not
   *     matter
   */
  PurchaseCounts counts(PurchaseQuery query);

  /**
   * The orders of a session that wait for payment, the most urgent first, as of the last reading. At a provider that shows the cost only
   * after the order is placed, an order is left out while it costs more than was approved or accepted.
   *
   * <p>At most 1000 orders, of 10,000 lines that wait: to go through more, {@link #stream} the purchases of the session with the status
   * {@link PurchaseStatus#AWAITING_PAYMENT}.
   *
   * @param session the session that placed them
   * @throws NotFoundException if there is no such session
   */
  List<PaymentDue> awaitingPayment(SessionId session);

  /**
   * Asks the provider where the parcels of a purchased line are.
   *
   * @param line a line that is purchased
   * @throws NotFoundException if the line is not purchased
   * @throws SessionUnavailableException if the session cannot be used
   * @throws ProviderException if the provider cannot be asked now, or {@code NOT_SUPPORTED} if it follows no parcels
   */
  List<Parcel> parcels(LineKey line);
}
