package io.autopurchase.spi;

import io.autopurchase.Money;
import io.autopurchase.Recipient;
import java.util.List;

/**
 * What is to be ordered by one call.
 *
 * @param orderId the host's order, for the provider's pages
 * @param recipient who receives the goods
 * @param warehouse the forwarding warehouse; the recipient where there is none
 * @param note to the sellers; may be empty
 * @param lines no two of one variant, unless the capabilities say {@link ProviderCapabilities.EqualLines#KEEP}
 */
public record PlacementRequest(
    String orderId, Recipient recipient, Recipient warehouse, String note, List<Line> lines) {
  /**
   * With a list of its own.
   *
   * @param orderId kept as it is
   * @param recipient kept as it is
   * @param warehouse kept as it is
   * @param note kept as it is
   * @param lines copied; may hold no null
   */
  public PlacementRequest {
    lines = List.copyOf(lines);
  }

  /** Price of all units, without freight. */
  public Money goods() {
    return lines.stream()
        .map(line -> line.unitPrice().multiply(line.quantity()))
        .reduce(Money::plus)
        .orElseThrow(() -> new IllegalStateException("a placement without lines"));
  }

  /**
   * One line.
   *
   * @param lineNo our number of the line, unique within the placement
   * @param itemId as the site shows it
   * @param skuId as the site shows it; may be empty
   * @param orderItemId {@link ItemListing#orderItemId()}
   * @param orderSkuId {@link ItemListing.Variant#orderSkuId()}
   * @param title {@link ItemListing#title()}
   * @param quantity units
   * @param unitPrice what one piece costs now, within what was approved
   * @param note to the seller; may be empty
   */
  public record Line(
      String lineNo,
      String itemId,
      String skuId,
      String orderItemId,
      String orderSkuId,
      String title,
      int quantity,
      Money unitPrice,
      String note) {}
}
