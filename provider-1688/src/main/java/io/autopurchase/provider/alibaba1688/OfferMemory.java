package io.autopurchase.provider.alibaba1688;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * What was read of offers a short while ago: who sells them, and how they may be paid. One preview takes the goods of one seller only. If it
 * is lost, more orders are made than necessary, and they are paid by the usual escrow. Thread-safe.
 */
@ThreadSafe
final class OfferMemory {
  static final String ASSURE_TRADE = "assureTrade";
  static final String FXASSURE = "fxassure";

  private static final int MOST = 2000;

  @GuardedBy("this")
  private final Map<String, String> sellers = latest();

  @GuardedBy("this")
  private final Map<String, String> labels = latest();

  @GuardedBy("this")
  private final Map<String, String> escrows = latest();

  /**
   * @param seller by which offers of one seller are known; may be empty
   * @param label for people
   */
  synchronized void soldBy(String offerId, String seller, String label) {
    if (!seller.isEmpty()) {
      sellers.put(offerId, seller);
      labels.put(offerId, label);
    }
  }

  synchronized Optional<String> seller(String offerId) {
    return Optional.ofNullable(sellers.get(offerId));
  }

  synchronized Optional<String> label(String offerId) {
    return Optional.ofNullable(labels.get(offerId));
  }

  /** The preview has offered these ways to pay. */
  synchronized void payableBy(Collection<String> offerIds, Set<String> tradeTypes) {
    String escrow = tradeTypes.contains(FXASSURE) && !tradeTypes.contains(ASSURE_TRADE) ? FXASSURE : ASSURE_TRADE;
    for (String id : offerIds) {
      escrows.put(id, escrow);
    }
  }

  synchronized String escrow(Collection<String> offerIds) {
    for (String id : offerIds) {
      if (!FXASSURE.equals(escrows.get(id))) {
        return ASSURE_TRADE;
      }
    }
    return FXASSURE;
  }

  private static Map<String, String> latest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return size() > MOST;
      }
    };
  }
}
