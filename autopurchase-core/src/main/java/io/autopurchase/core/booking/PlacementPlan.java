package io.autopurchase.core.booking;

import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.EqualLines;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which lines share an order. */
final class PlacementPlan {
  private PlacementPlan() {}

  /** Makes placements of the lines that have a seller: one for each, as large as the provider allows. */
  static void make(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    List<Line> free = new ArrayList<>(booking.pending().filter(booking::isFree).toList());
    while (!free.isEmpty()) {
      String seller = free.get(0).seller;
      List<Line> lines =
          together(free.stream().filter(line -> Objects.equals(line.seller, seller)).toList(), step.client().capabilities());
      free.removeAll(lines);
      List<String> lineIds = lines.stream().map(line -> line.lineId).toList();
      if (reuse(booking, lineIds)) {
        continue;
      }
      Placement placement = new Placement();
      placement.number = booking.placements.size() + 1;
      placement.clientOrderId = step.body.id + "-" + placement.number;
      placement.lineIds = lineIds;
      if (placement.clientOrderId.length() > step.client().capabilities().maxClientOrderIdLength()) {
        throw new IllegalStateException("the provider takes no client order id of " + placement.clientOrderId.length() + " characters");
      }
      booking.placements.add(placement);
      step.changes.reserve(Keys.CLIENT_ORDER_ID_SCOPE, placement.clientOrderId, step.body.id);
    }
    // What was not needed again: its lines were given up, or are in another placement.
    booking.placements.stream().filter(p -> p.state == PlacementState.TO_CHECK).forEach(p -> PlacementOutcomes.abandon(step, p));
  }

  /** One that was certainly not placed keeps its number and its client order id, so that waiting makes none. */
  private static boolean reuse(BookingState booking, List<String> lineIds) {
    Optional<Placement> waiting =
        booking.placements.stream()
            .filter(p -> p.state == PlacementState.TO_CHECK && p.lineIds.stream().anyMatch(lineIds::contains))
            .findFirst();
    waiting.ifPresent(
        placement -> {
          placement.lineIds = lineIds;
          placement.state = PlacementState.NEW;
        });
    return waiting.isPresent();
  }

  /**
   * As many as one request takes. No variant is in it twice unless the provider makes a line for each: otherwise they could not be
   * distinguished.
   */
  static List<Line> together(List<Line> lines, ProviderCapabilities capabilities) {
    Set<String> seen = new LinkedHashSet<>();
    return lines.stream()
        .filter(line -> capabilities.equalLines() == EqualLines.KEEP || seen.add(line.orderItemId + " " + line.orderSkuId))
        .limit(capabilities.maxLines())
        .toList();
  }
}
