package io.autopurchase;

import java.util.List;
import java.util.Optional;

/** What was bought. Not for implementation. Thread-safe. */
public interface Purchases {
  /** All lines of an order that this library has dealt with, by line id; empty where it knows none. */
  List<Purchase> ofOrder(String orderId);

  Optional<Purchase> find(LineKey line);

  /**
   * The orders of a session that wait for payment, the most urgent first, as they were read last.
   *
   * @throws NotFoundException where there is no such session
   */
  List<PaymentDue> awaitingPayment(SessionId session);

  /**
   * Asks the provider where the parcels of a purchased line are.
   *
   * @throws NotFoundException where the line is not purchased
   * @throws SessionUnavailableException where the session cannot be used
   * @throws ProviderException where the provider cannot be asked now, or {@code NOT_SUPPORTED} where it follows no parcels
   */
  List<Parcel> parcels(LineKey line);
}
