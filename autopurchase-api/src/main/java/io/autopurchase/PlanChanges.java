package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What of a plan differs from the one that a person has reviewed. */
final class PlanChanges {
  private static final String CODE = "PLAN_CHANGED";

  private final List<Violation> violations = new ArrayList<>();

  private PlanChanges() {}

  /** Prices of units may fall, and rise within the tolerance that was looked at; all else must be equal. */
  static List<Violation> of(ReservationPlan seen, ReservationPlan plan) {
    PlanChanges changes = new PlanChanges();
    changes.compare("orderId", seen.orderId(), plan.orderId());
    changes.compare("session", seen.session(), plan.session());
    changes.compare("recipient", seen.recipient(), plan.recipient());
    changes.compare("warehouse", seen.consolidationWarehouse(), plan.consolidationWarehouse());
    changes.compare("transliterateNames", seen.transliterateNames(), plan.transliterateNames());
    changes.compare("note", seen.note(), plan.note());
    changes.compare("policies", seen.policies(), plan.policies());
    changes.compare("priceTolerance", seen.priceTolerance(), plan.priceTolerance());
    changes.compare("excludeTmall", seen.excludeTmall(), plan.excludeTmall());
    changes.compare("lines", seen.lines().size(), plan.lines().size());
    for (int i = 0; i < plan.lines().size() && i < seen.lines().size(); i++) {
      changes.compare("lines[" + i + "]", seen.lines().get(i), plan.lines().get(i), seen.priceTolerance());
    }
    return changes.violations;
  }

  private void compare(String field, PlanLine seen, PlanLine line, PriceTolerance tolerance) {
    compare(field + ".lineId", seen.lineId(), line.lineId());
    compare(field + ".item", seen.item(), line.item());
    compare(field + ".quantity", seen.quantity(), line.quantity());
    compare(field + ".note", seen.note(), line.note());
    boolean within =
        seen.unitPrice().currency().equals(line.unitPrice().currency())
            && !line.unitPrice().isGreaterThan(tolerance.maxPrice(seen.unitPrice()));
    if (!within) {
      violations.add(Violation.error(field + ".unitPrice", CODE, Arguments.of("text", "priceChanged", "oldValue", seen.unitPrice(), "newValue", line.unitPrice())));
    }
  }

  private void compare(String field, Object seen, Object now) {
    if (!seen.equals(now)) {
      // Recipients are people: what they were and are stays out of messages.
      violations.add(Violation.error(field, CODE, Map.of()));
    }
  }
}
