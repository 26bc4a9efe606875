package io.autopurchase.core.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.autopurchase.PriceVariance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;

/**
 * Values of the API that stored records named otherwise in earlier versions. Fields that had other names say so themselves: what earlier
 * versions have left under way is read as it was meant, for an order whose client order id was not found would be placed once more.
 */
final class EarlierNames {
  private EarlierNames() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("earlier names");
    module.setMixInAnnotation(PurchaseGroup.class, GroupNames.class);
    module.setMixInAnnotation(PurchaseStatus.class, StatusNames.class);
    module.setMixInAnnotation(PriceVariance.class, VarianceNames.class);
    return module;
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
