package io.autopurchase.core.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.autopurchase.PriceVariance;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.WaitReason;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Values of the API that stored records named otherwise in earlier versions. Fields that had other names say so themselves: what earlier
 * versions have left under way is read as it was meant, because an order whose client order id was not found would be placed once more.
 */
final class EarlierNames {
  private EarlierNames() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("earlier names");
    module.setMixInAnnotation(PurchaseGroup.class, GroupNames.class);
    module.setMixInAnnotation(PurchaseStatus.class, StatusNames.class);
    module.setMixInAnnotation(PriceVariance.class, VarianceNames.class);
    module.addDeserializer(WaitReason.class, new WaitReasonReader());
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

  /** One that is not known, as another release may write, stops nothing: it is only shown. */
  private static final class WaitReasonReader extends StdDeserializer<WaitReason> {
    private static final long serialVersionUID = 1L;

    private static final Map<String, WaitReason> EARLIER =
        Map.of(
            "CANCELLING", WaitReason.CANCELLATION_PENDING,
            "LIMIT", WaitReason.PROVIDER_RATE_LIMIT,
            "LOOKING_UP", WaitReason.RESOLVING_ORDER,
            "PAYING", WaitReason.PAYMENT_PENDING,
            "REFRESHING", WaitReason.TOKEN_REFRESH,
            "SETTLING", WaitReason.ORDER_PENDING);

    WaitReasonReader() {
      super(WaitReason.class);
    }

    @Override
    public WaitReason deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String name = parser.getText();
      return Unreadable.word(WaitReason.class, Optional.of(name), EARLIER.getOrDefault(name, WaitReason.UNKNOWN));
    }
  }
}
