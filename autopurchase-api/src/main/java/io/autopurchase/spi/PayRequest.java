package io.autopurchase.spi;

import io.autopurchase.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;

/** Which orders are to be paid by one call, and what each of them costs as far as it was approved. Immutable. */
@Immutable
public final class PayRequest {
  private final List<String> orderIds;
  private final Map<String, Money> amounts;

  private PayRequest(List<String> orderIds, Map<String, Money> amounts) {
    this.orderIds = List.copyOf(orderIds);
    this.amounts = amounts;
  }

  /**
   * Without amounts.
   *
   * @param orderIds the provider's, 1 to {@link ProviderCapabilities#maxOrdersPerPayment()}; copied, and may hold no null
   */
  public static PayRequest of(List<String> orderIds) {
    return new PayRequest(orderIds, Map.of());
  }

  /**
   * With what an order costs.
   *
   * @param orderId one of the orders
   * @param amount as it was read of the order, and approved, at most two minutes ago
   * @throws IllegalArgumentException if it is none of the orders
   */
  public PayRequest withAmount(String orderId, Money amount) {
    if (!orderIds.contains(orderId)) {
      throw new IllegalArgumentException(orderId + " is none of the orders");
    }
    Map<String, Money> all = new LinkedHashMap<>(amounts);
    all.put(orderId, Objects.requireNonNull(amount, "amount"));
    return new PayRequest(orderIds, Map.copyOf(all));
  }

  /** The provider's, in the order in which they are to be paid. */
  public List<String> orderIds() {
    return orderIds;
  }

  /**
   * What an order may cost.
   *
   * @param orderId the provider's
   * @return empty if it was not given, as the order does not show it
   */
  public Optional<Money> amount(String orderId) {
    return Optional.ofNullable(amounts.get(orderId));
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PayRequest && orderIds.equals(((PayRequest) other).orderIds) && amounts.equals(((PayRequest) other).amounts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(orderIds, amounts);
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    orderIds.forEach(id -> all.add(id + amount(id).map(money -> " " + money).orElse("")));
    return String.join(", ", all);
  }
}
