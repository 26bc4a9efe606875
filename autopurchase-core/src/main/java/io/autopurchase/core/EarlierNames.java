package io.autopurchase.core;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.autopurchase.Money;
import io.autopurchase.PriceVariance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Names that stored records had in earlier versions, so that what those have left under way is read as it was meant: an order whose
 * client order id was not found would be placed once more.
 */
final class EarlierNames {
  private EarlierNames() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("earlier names");
    module.setMixInAnnotation(PurchaseRecord.class, PurchaseNames.class);
    module.setMixInAnnotation(BookingState.Placement.class, PlacementNames.class);
    module.setMixInAnnotation(MutatingCall.class, CallNames.class);
    module.setMixInAnnotation(PaymentState.Order.class, PaidOrderNames.class);
    module.setMixInAnnotation(SyncState.class, SyncNames.class);
    module.setMixInAnnotation(SynchronizationState.class, SynchronizationNames.class);
    module.setMixInAnnotation(OrphanedOrders.Orphaned.class, OrphanedNames.class);
    module.setMixInAnnotation(PurchaseGroup.class, GroupNames.class);
    module.setMixInAnnotation(PurchaseStatus.class, StatusNames.class);
    module.setMixInAnnotation(PriceVariance.class, VarianceNames.class);
    return module;
  }

  private static final class PurchaseNames {
    @JsonAlias("outerId")
    String clientOrderId;

    @JsonAlias("pricePaid")
    Money cost;

    @JsonAlias("overpayment")
    PriceVariance priceVariance;
  }

  private static final class PlacementNames {
    @JsonAlias("outerId")
    String clientOrderId;
  }

  private static final class CallNames {
    @JsonAlias("visibleBy")
    Instant conclusiveAt;
  }

  private static final class PaidOrderNames {
    @JsonAlias("visibleBy")
    Instant conclusiveAt;
  }

  private static final class SyncNames {
    @JsonAlias("untied")
    Map<String, OrphanedOrders.Orphaned> orphaned;

    @JsonAlias("knownUntied")
    Set<String> knownOrphaned;
  }

  private static final class SynchronizationNames {
    @JsonAlias("untied")
    Map<String, OrphanedOrders.Orphaned> orphaned;
  }

  private static final class OrphanedNames {
    @JsonAlias("outerId")
    String clientOrderId;
  }

  private enum GroupNames {
    @JsonAlias("OTHERS")
    OTHER
  }

  private enum StatusNames {
    @JsonAlias("CREATING")
    PENDING,
    @JsonAlias("PARTLY_SHIPPED")
    PARTIALLY_SHIPPED
  }

  private enum VarianceNames {
    @JsonAlias("SMALL")
    MINOR,
    @JsonAlias("BIG")
    MAJOR
  }
}
