package io.autopurchase.core.session;

import io.autopurchase.spi.ProviderOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * How an order looked in the list.
 *
 * @param at when it was modified, by the provider's clock
 * @param content stands for what may change: providers give whole seconds, in which an order may change twice
 */
public record OrderFingerprint(Instant at, int content) {
  /** Empty if the provider does not say when it was modified: then it is read again whenever it is listed. */
  public static Optional<OrderFingerprint> of(ProviderOrder order) {
    return order.modifiedAt().map(at -> new OrderFingerprint(at, content(order).hashCode()));
  }

  /** As text, whose hash is the same on every node. */
  private static String content(ProviderOrder order) {
    StringBuilder all = new StringBuilder();
    all.append(order.rawStatus()).append(order.total()).append(order.payBy());
    for (ProviderOrder.Line line : order.lines()) {
      all.append(line.id()).append(line.rawStatus()).append(line.amount()).append(line.tracking()).append(line.refund());
    }
    return all.toString();
  }
}
