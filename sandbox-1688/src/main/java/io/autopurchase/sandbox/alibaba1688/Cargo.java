package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A line of a request to order; the spec id is empty if it names none. */
record Cargo(String offerId, String specId, int quantity) {
  private static final int MOST_LINES = 50;
  private static final Set<String> MEMBERS = Set.of("offerId", "openOfferId", "specId", "quantity", "outMemberId");

  /** Lines of one variant are merged, kept or refused as set. */
  static List<Cargo> all(Call call, Settings settings) {
    List<Cargo> all = new ArrayList<>();
    for (JsonNode node : call.json("cargoParamList")) {
      all.add(one(call, node, settings));
    }
    if (all.isEmpty() || all.size() > MOST_LINES) {
      throw Refusal.business(settings.unlistedCode, "cargoParamList needs 1 to " + MOST_LINES + " lines");
    }
    Map<String, Cargo> merged = new LinkedHashMap<>();
    all.forEach(
        cargo ->
            merged.merge(
                cargo.offerId + " " + cargo.specId, cargo, (a, b) -> new Cargo(a.offerId, a.specId, Math.addExact(a.quantity, b.quantity))));
    if (merged.size() == all.size()) {
      return all;
    }
    call.odd("cargoParamList has a variant twice");
    if (settings.equalLines == Settings.EqualLines.REFUSE) {
      throw Refusal.business(settings.unlistedCode, "cargoParamList has a variant twice");
    }
    return settings.equalLines == Settings.EqualLines.MERGE ? List.copyOf(merged.values()) : all;
  }

  private static Cargo one(Call call, JsonNode node, Settings settings) {
    node.properties()
        .forEach(
            member -> {
              if (!MEMBERS.contains(member.getKey())) {
                call.odd("cargoParamList." + member.getKey() + " is unknown");
              }
            });
    String offerId = Json.text(node, "offerId");
    String open = Json.text(node, "openOfferId");
    if (offerId.isEmpty() && !open.isEmpty()) {
      offerId = closed(open);
    }
    return new Cargo(offerId, Json.text(node, "specId"), quantity(Json.text(node, "quantity"), settings));
  }

  private static int quantity(String text, Settings settings) {
    try {
      int quantity = new BigDecimal(text).intValueExact();
      if (quantity >= 1 && quantity <= 1_000_000) {
        return quantity;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // It is refused below.
    }
    throw Refusal.business(settings.unlistedCode, "quantity " + text + " cannot be ordered");
  }

  /** The encrypted form of an offer's id; the real encryption is not known. */
  static String open(String offerId) {
    return Base64.getEncoder().encodeToString(("open" + offerId).getBytes(StandardCharsets.UTF_8));
  }

  private static String closed(String openOfferId) {
    try {
      return new String(Base64.getDecoder().decode(openOfferId), StandardCharsets.UTF_8).replaceFirst("^open", "");
    } catch (IllegalArgumentException e) {
      return openOfferId;
    }
  }
}
