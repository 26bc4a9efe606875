package io.autopurchase.testkit;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderAdapter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An adapter and a fake service for it to talk to: what {@link ProviderAdapterContract} needs to know of a provider. The fake
 * speaks HTTP without TLS on this machine. The contract stands between the two and breaks what passes, so the fake has
 * nothing to do with faults: it only has to behave as the provider does. Methods may be called by any thread.
 */
public interface ProviderUnderTest extends AutoCloseable {
  /** A fresh one each time. */
  ProviderAdapter adapter();

  /** Where the fake service listens; only host and port are used. */
  URI address();

  /**
   * Sets everything that the adapter needs to reach the fake service by another address, which leads there.
   *
   * @param address such as {@code http://127.0.0.1:4711}, without a path
   */
  void configure(ProviderSettings.Builder settings, URI address);

  /** Settings with a value that is wrong, each of which alone keeps the adapter from being opened. */
  Map<String, String> wrongSettings();

  /**
   * Does what the owner of an account does in a browser, at a page that the adapter has named.
   *
   * @return the code that the browser brings back
   */
  String authorize(URI page) throws Exception;

  /** A recipient to whom the provider delivers. */
  Recipient recipient();

  /**
   * Puts a new item on sale, with one variant and thousands in stock. All items of one test are of one seller.
   *
   * @param price of a unit, of {@link #currency()}
   */
  Item putOnSale(Money price);

  /**
   * From now on an item costs more.
   *
   * @param price of a unit, of {@link #currency()}
   * @return false if the fake cannot
   */
  default boolean reprice(Item item, Money price) {
    return false;
  }

  /** From now on none of it is in stock. */
  void sellOut(Item item);

  /** Ids of the orders that were really made with a client order id, whether they show already or not. */
  List<String> ordersOf(String clientOrderId);

  /** A person pays an order on the provider's site. It counts as modified. */
  void pay(String orderId);

  /** What the provider charges in: ISO 4217, with two decimals. */
  default String currency() {
    return "CNY";
  }

  /** An id that no item has. */
  default Item unknownItem() {
    return Item.of("404404404404");
  }

  /** An id that no order has. */
  default String unknownOrder() {
    return "404404404404";
  }

  /**
   * Ships a paid order.
   *
   * @return false if the fake cannot
   */
  default boolean ship(String orderId, Tracking parcel) {
    return false;
  }

  /**
   * Lets the fake refuse the next request because there were too many.
   *
   * @param seconds for which it wants to be left alone
   * @return false if it never does
   */
  default boolean limitNextCall(int seconds) {
    return false;
  }

  /**
   * How long after it was placed the provider does not cancel an order yet, and says so; empty if it cancels at once, or not at all.
   * Less than the time until orders show.
   */
  default Optional<Duration> tooEarlyToCancel() {
    return Optional.empty();
  }

  /** A message about an order, as the provider pushes it; empty if it pushes none. */
  default Optional<PushedMessage> messageAbout(String orderId) {
    return Optional.empty();
  }

  /** Any body, signed as the provider signs its messages; empty if it pushes none. */
  default Optional<PushedMessage> signed(byte[] body) {
    return Optional.empty();
  }

  @Override
  void close();

  /**
   * A message as it comes to a host.
   *
   * @param headers of the request
   * @param body as it comes
   */
  record PushedMessage(Map<String, List<String>> headers, byte[] body) {}
}
