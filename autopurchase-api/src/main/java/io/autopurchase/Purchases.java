package io.autopurchase;

import java.util.List;
import java.util.Optional;

/** What was bought. Not for implementation. Thread-safe. */
public interface Purchases {
  /** All lines of an order that this library has dealt with, by line id; empty where it knows none. */
  List<Purchase> ofOrder(String orderId);

  Optional<Purchase> find(LineKey line);
}
