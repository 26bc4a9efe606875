package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Problem;
import io.autopurchase.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules for recipients (the product manual's), and how one is written on the wire. */
final class Recipients {
  private static final Pattern MOBILE = Pattern.compile("1[0-9]{10}");
  private static final Pattern POSTAL_CODE = Pattern.compile("[0-9]{6}");

  private Recipients() {}

  static List<Problem> check(Recipient recipient, String field) {
    List<Problem> problems = new ArrayList<>();
    length(problems, field + ".name", recipient.name(), 2, 14);
    length(problems, field + ".street", recipient.street(), 1, 200);
    format(problems, field + ".phone", recipient.phone(), MOBILE, "must be a mobile number of 11 digits that begins with 1");
    format(problems, field + ".postalCode", recipient.postalCode(), POSTAL_CODE, "must have 6 digits");
    if (recipient.regionCode().isEmpty()) {
      problems.add(new Problem(field + ".regionCode", "REQUIRED", "is required"));
    } else if (Regions.find(recipient.regionCode()).isEmpty()) {
      problems.add(
          new Problem(field + ".regionCode", "UNKNOWN_REGION", "'" + recipient.regionCode() + "' is no GB/T 2260 code of a district"));
    }
    return problems;
  }

  static ObjectNode json(Recipient recipient) {
    Regions.Region region =
        Regions.find(recipient.regionCode())
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

  private static void length(List<Problem> problems, String field, String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    if (length == 0) {
      problems.add(new Problem(field, "REQUIRED", "is required"));
    } else if (length < min || length > max) {
      problems.add(new Problem(field, "LENGTH", "must have " + min + " to " + max + " characters, has " + length));
    }
  }

  private static void format(List<Problem> problems, String field, String text, Pattern pattern, String rule) {
    if (text.isEmpty()) {
      problems.add(new Problem(field, "REQUIRED", "is required"));
    } else if (!pattern.matcher(text).matches()) {
      problems.add(new Problem(field, "FORMAT", rule));
    }
  }
}
