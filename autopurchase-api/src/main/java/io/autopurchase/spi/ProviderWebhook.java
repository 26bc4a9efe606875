package io.autopurchase.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, as the adapter of its provider has parsed it. It is only a hint that something may have changed: the orders that it names
 * are read again.
 */
public sealed interface ProviderWebhook {
  /**
   * It comes from the provider.
   *
   * @param type the provider's word for what it is about
   * @param orderIds the provider's ids of the orders that it names; none if it names none
   * @param clientOrderIds our ids of the placements that it names
   * @param at when what it reports happened, by the clock of the provider; null if it does not say
   */
  record Verified(String type, List<String> orderIds, List<String> clientOrderIds, @Nullable Instant at)
      implements ProviderWebhook {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param type cleaned
     * @param orderIds copied; may hold no null
     * @param clientOrderIds copied; may hold no null
     * @param at kept as it is
     */
    public Verified {
      type = PlainText.clean(type);
      orderIds = List.copyOf(orderIds);
      clientOrderIds = List.copyOf(clientOrderIds);
    }

    /** When what it reports happened, by the provider's clock; empty if it does not say: then all that it names is read again. */
    public Optional<Instant> happenedAt() {
      return Optional.ofNullable(at);
    }
  }

  /** It is not signed, or not by the provider. */
  record InvalidSignature() implements ProviderWebhook {}

  /**
   * It is signed by the provider and cannot be read.
   *
   * @param why in words, without quoting it
   */
  record Unreadable(String why) implements ProviderWebhook {}
}
