package io.autopurchase.integration.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the documents of 1688 leave open about its answers, as settings of the sandbox. */
final class Alibaba1688Answers {
  private static final Map<String, List<String>> OPEN = new LinkedHashMap<>();

  static {
    OPEN.put("messageField", List.of("FEEDBACK", "REMARK", "BOTH", "LOST"));
    OPEN.put("listOrder", List.of("NEWEST_FIRST", "OLDEST_FIRST", "MODIFIED_FIRST", "SCATTERED"));
    OPEN.put("idTypes", List.of("DOCUMENTED", "TEXT", "NUMBER", "ROUNDED"));
    OPEN.put("repeat", List.of("DUPLICATE", "REPLAY", "REJECT"));
    OPEN.put("createForm", List.of("WRAPPED", "FLAT", "FLAT_FALSE"));
    OPEN.put("equalLines", List.of("MERGE", "KEEP", "REFUSE"));
    OPEN.put("split", List.of("SELLER", "LINE", "REFUSE"));
    OPEN.put("outOrderIds", List.of("ALL", "NONE"));
    OPEN.put("zone", List.of("+0800", "-0700"));
    OPEN.put("errorStatus", List.of("REAL", "OK"));
    OPEN.put("oauthErrors", List.of("OAUTH", "GATEWAY"));
    OPEN.put("previewErrors", List.of("TOP", "CARGO"));
    OPEN.put("payForm", List.of("WRAPPED", "FLAT"));
    OPEN.put("messageForm", List.of("MESSAGE", "FIELDS"));
    OPEN.put("pageSizeLimit", List.of("50", "5"));
    for (String name :
        List.of(
            "outOrderIdFilter", "outOrderIdInView", "viewByOutOrderId", "messageInList", "messageFiltered", "inclusiveEnds", "timestampEnforced",
            "refreshReturnsToken", "refreshEndsOldToken", "partialOrders")) {
      OPEN.put(name, List.of("true", "false"));
    }
  }

  private Alibaba1688Answers() {}

  /** Sets of answers in which every two are together at least once. */
  static List<Map<String, String>> combinations() {
    return Combinations.ofPairs(OPEN);
  }

  /** Whether an order shows our id. */
  static boolean showsId(Map<String, String> answers) {
    return answers.get("outOrderIds").equals("ALL") && answers.get("outOrderIdInView").equals("true");
  }

  /** Whether an order shows our marker, whole. */
  static boolean showsMarker(Map<String, String> answers) {
    return !answers.get("messageField").equals("LOST") && answers.get("messageFiltered").equals("false");
  }
}
