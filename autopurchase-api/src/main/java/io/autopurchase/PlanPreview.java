package io.autopurchase;

import java.util.List;
import javax.annotation.Nullable;

/** What carrying out a plan would mean at this moment. Nothing was bought and nothing is held. */
public final class PlanPreview {
  private final String fingerprint;
  private final List<Line> lines;
  private final List<SellerOrder> orders;
  private final List<Problem> problems;

  public PlanPreview(String fingerprint, List<Line> lines, List<SellerOrder> orders, List<Problem> problems) {
    this.fingerprint = fingerprint;
    this.lines = List.copyOf(lines);
    this.orders = List.copyOf(orders);
    this.problems = List.copyOf(problems);
  }

  /** See {@link ReservationPlan#fingerprint()}. */
  public String fingerprint() {
    return fingerprint;
  }

  /** In the plan's order. */
  public List<Line> lines() {
    return lines;
  }

  /** One for each seller: what the provider would split the plan into. */
  public List<SellerOrder> orders() {
    return orders;
  }

  /** Rules that the plan as a whole breaks, by field; {@link AutoPurchase#book} would refuse it with the same. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether the plan can be booked and each line is eligible. */
  public boolean isClean() {
    return problems.isEmpty() && lines.stream().allMatch(Line::eligible);
  }

  /**
   * @param eligible whether it could be bought without a question
   * @param code why not, such as {@link Question#OUT_OF_STOCK} or {@code TMALL_EXCLUDED}; null where eligible
   * @param message why not, in words; null where eligible
   */
  public record Line(String lineId, boolean eligible, @Nullable String code, @Nullable String message) {}

  /**
   * @param seller as the provider names it
   * @param goods price of all pieces
   * @param freight within the provider's country
   * @param total what would be to pay
   */
  public record SellerOrder(String seller, Money goods, Money freight, Money total) {}
}
