package io.autopurchase.web.spi;

import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The host's customer orders, as the console needs them to show an order and to book its lines. Called on the threads of requests; must be
 * thread-safe. An exception is logged and shown as an error without its text, unless it is one of the library's.
 */
public interface OrderSource {
  /**
   * An order with its lines.
   *
   * @param orderId the host's id, as a reader has typed it
   * @param locale the reader's language, for the names of statuses
   * @return empty if there is no such order
   */
  Optional<OrderView> find(String orderId, Locale locale);

  /**
   * What is to be bought for some lines of an order: recipient, items, prices, policies. The console adds who asks for it, and the
   * fingerprint of the preview that the person has seen.
   *
   * @param orderId an order that {@link #find} has shown
   * @param lineIds the lines that were chosen, at least one
   * @param session in whose name is bought
   */
  ReservationPlan.Builder plan(String orderId, List<String> lineIds, SessionId session);

  /**
   * The statuses to which lines can be changed by hand; none by default, and then the console offers no such change.
   *
   * @param locale the reader's language
   */
  default List<Status> statuses(Locale locale) {
    return List.of();
  }

  /**
   * Changes the status of lines in the host's own tables.
   *
   * @param orderId an order that {@link #find} has shown
   * @param lineIds the lines that were chosen, at least one
   * @param status the id of one of {@link #statuses}
   * @param by the user's name
   * @throws io.autopurchase.InvalidInputException for the field {@code status} if that change is not possible
   */
  default void setStatus(String orderId, List<String> lineIds, String status, String by) {
    throw new UnsupportedOperationException("this order source offers no statuses");
  }

  /**
   * The host's own page of an order that shows the {@linkplain io.autopurchase.web.PurchasePanel panel}; forms of the panel lead back to
   * it. None by default: they lead to the console's page of the order.
   *
   * @param orderId the host's id
   * @return an address relative to the console's mount, such as {@code ../orders/ORD-1?tab=purchase}, or one that begins with a slash
   */
  default Optional<String> address(String orderId) {
    return Optional.empty();
  }

  /**
   * A status of the host.
   *
   * @param id as {@link #setStatus} takes it
   * @param label in the reader's language
   */
  record Status(String id, String label) {}
}
