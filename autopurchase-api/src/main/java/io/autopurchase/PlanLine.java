package io.autopurchase;

import java.util.Objects;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/** A line of a plan: what to buy for a line of the customer's order. */
@Immutable
public final class PlanLine {
  private final String lineId;
  private final Item item;
  private final int quantity;
  private final Money unitPrice;
  private final String note;

  private PlanLine(String lineId, Item item, int quantity, Money unitPrice, String note) {
    this.lineId = lineId;
    this.item = item;
    this.quantity = quantity;
    this.unitPrice = unitPrice;
    this.note = note;
  }

  /**
   * @param lineId the host's line
   * @param item what to buy
   * @param quantity units, from 1
   * @param unitPrice what one unit is approved to cost
   */
  public static PlanLine of(String lineId, Item item, int quantity, Money unitPrice) {
    return new PlanLine(
        Objects.requireNonNull(lineId, "lineId"),
        Objects.requireNonNull(item, "item"),
        quantity,
        Objects.requireNonNull(unitPrice, "unitPrice"),
        "");
  }

  /**
   * With a price that was calculated with more decimals than the currency has; see {@link UnitPrice#toMoney}.
   *
   * @param lineId the host's line
   * @param item what to buy
   * @param quantity units, from 1
   * @param unitPrice what one unit is approved to cost
   */
  public static PlanLine of(String lineId, Item item, int quantity, UnitPrice unitPrice) {
    return of(lineId, item, quantity, Objects.requireNonNull(unitPrice, "unitPrice").toMoney());
  }

  /**
   * The same with a note to the seller, of at most 1000 characters.
   *
   * @param text replaces an earlier note; empty for none
   */
  @CheckReturnValue
  public PlanLine withNote(String text) {
    return new PlanLine(lineId, item, quantity, unitPrice, Objects.requireNonNull(text, "note"));
  }

  /** The host's line, unique within the plan. */
  public String lineId() {
    return lineId;
  }

  /** What to buy. */
  public Item item() {
    return item;
  }

  /** Units to buy, 1 to 999,999 in a plan that was built. */
  public int quantity() {
    return quantity;
  }

  /** What one unit is approved to cost at most. */
  public Money unitPrice() {
    return unitPrice;
  }

  /** To the seller; may be empty. */
  public String note() {
    return note;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlanLine
        && ((PlanLine) other).lineId.equals(lineId)
        && ((PlanLine) other).item.equals(item)
        && ((PlanLine) other).quantity == quantity
        && ((PlanLine) other).unitPrice.equals(unitPrice)
        && ((PlanLine) other).note.equals(note);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lineId, item, quantity, unitPrice, note);
  }

  @Override
  public String toString() {
    return lineId + ": " + quantity + " x " + item + " at " + unitPrice;
  }
}
