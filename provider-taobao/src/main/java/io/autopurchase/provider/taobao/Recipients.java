package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Recipient;
import io.autopurchase.RecipientRule;
import io.autopurchase.RecipientRule.Field;
import io.autopurchase.provider.http.Json;
import io.autopurchase.provider.region.ChineseRegions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules for recipients (the product manual's), and how one is written on the wire. */
final class Recipients {
  static final List<RecipientRule> RULES =
      List.of(
          RecipientRule.length(Field.NAME, 2, 14),
          RecipientRule.length(Field.STREET, 1, 200),
          RecipientRule.format(
              Field.PHONE, Pattern.compile("1[0-9]{10}"), "must be a mobile number of 11 digits that begins with 1"),
          RecipientRule.format(Field.POSTAL_CODE, Pattern.compile("[0-9]{6}"), "must have 6 digits"),
          RecipientRule.of(
              Field.REGION_CODE, "UNKNOWN_REGION", "must be the six-digit GB/T 2260 code of a district, such as 150784", Recipients::isKnownRegion),
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

  /** The gateway gets the region's names separately: in the street they would be on the parcel twice. */
  private static boolean isWithoutRegion(Recipient recipient) {
    String street = recipient.street();
    return ChineseRegions.find(recipient.regionCode())
        .map(region -> Stream.of(region.province(), region.city(), region.district()).noneMatch(street::contains))
        .orElse(true);
  }

  static ObjectNode json(Recipient recipient) {
    ChineseRegions.Region region =
        ChineseRegions.find(recipient.regionCode())
            .orElseThrow(() -> new IllegalStateException("the region was checked before"));
    return Json.MAPPER
        .createObjectNode()
        .put("country", "中国")
        .put("state", region.province())
        .put("city", region.city())
        .put("district", region.district())
        .put("address", recipient.street())
        .put("name", recipient.name())
        .put("mobile_phone", recipient.phone())
        .put("zip", recipient.postalCode());
  }
}
