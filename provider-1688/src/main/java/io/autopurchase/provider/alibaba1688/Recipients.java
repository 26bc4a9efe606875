package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Recipient;
import io.autopurchase.RecipientRule;
import io.autopurchase.RecipientRule.Field;
import io.autopurchase.provider.http.Json;
import io.autopurchase.provider.region.ChineseRegions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules for recipients (documented, but for those of the region), and how one is written on the wire. */
final class Recipients {
  static final List<RecipientRule> RULES =
      List.of(
          RecipientRule.length(Field.NAME, 2, 50),
          RecipientRule.length(Field.STREET, 1, 200),
          RecipientRule.format(Field.PHONE, Pattern.compile("[0-9-]{5,20}"), "must have digits and hyphens only"),
          RecipientRule.of(
              Field.REGION_CODE, "UNKNOWN_REGION", "must be the six-digit GB/T 2260 code of a district, such as 330108", Recipients::isKnownRegion),
          RecipientRule.of(
                  Field.STREET,
                  "REPEATS_REGION",
                  "should be without the province, city and district that the region code stands for",
                  Recipients::isWithoutRegion)
              .asWarning());

  private Recipients() {}

  private static boolean isKnownRegion(Recipient recipient) {
    return ChineseRegions.find(recipient.regionCode()).isPresent();
  }

  private static boolean isWithoutRegion(Recipient recipient) {
    String street = recipient.street();
    return ChineseRegions.find(recipient.regionCode())
        .map(region -> Stream.of(region.province(), region.city(), region.district()).noneMatch(street::contains))
        .orElse(true);
  }

  /**
   * @param sendsDistrictCode whether the platform gets the district's code, which it prefers to the names
   */
  static String json(Recipient recipient, boolean sendsDistrictCode) {
    ChineseRegions.Region region =
        ChineseRegions.find(recipient.regionCode())
            .orElseThrow(() -> new IllegalStateException("the region was checked before"));
    ObjectNode address =
        Json.MAPPER
            .createObjectNode()
            .put("fullName", recipient.name())
            .put("mobile", recipient.phone())
            .put("provinceText", region.province())
            .put("cityText", region.city())
            .put("areaText", region.district())
            .put("address", recipient.street());
    if (!recipient.postalCode().isEmpty()) {
      address.put("postCode", recipient.postalCode());
    }
    if (sendsDistrictCode) {
      address.put("districtCode", recipient.regionCode());
    }
    return address.toString();
  }
}
