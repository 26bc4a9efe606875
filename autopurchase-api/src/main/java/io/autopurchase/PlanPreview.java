package io.autopurchase;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What carrying out a plan would mean at this moment. Nothing was bought and nothing is held. Immutable; {@link
 * ReservationPlan.Builder#previewed} holds a plan to it.
 */
public final class PlanPreview {
  private final Builder values;

  private PlanPreview(Builder values) {
    this.values = values;
  }

  /**
   * A preview of a plan, without lines, orders and problems until they are given.
   *
   * @param plan what was looked at
   */
  public static Builder builder(ReservationPlan plan) {
    return new Builder(plan);
  }

  /** What was looked at. */
  public ReservationPlan plan() {
    return values.plan;
  }

  /** See {@link ReservationPlan#fingerprint()}. */
  public String fingerprint() {
    return values.plan.fingerprint();
  }

  /** As it would be sent to the provider: with the name in the letters that it takes. */
  public Recipient recipient() {
    return values.recipient;
  }

  /** Likewise, where the plan has one. */
  public Optional<Recipient> consolidationWarehouse() {
    return Optional.ofNullable(values.warehouse);
  }

  /** In the plan's order. */
  public List<Line> lines() {
    return values.lines;
  }

  /** One for each seller: what the provider would split the plan into. */
  public List<SellerOrder> orders() {
    return values.orders;
  }

  /** Rules that the plan as a whole breaks, by field; {@link AutoPurchase#book} would refuse it with the same. */
  public List<Violation> problems() {
    return values.problems.stream().filter(problem -> !problem.isWarning()).toList();
  }

  /** What a person should check before the plan is booked; nothing of it is refused. */
  public List<Violation> warnings() {
    return values.problems.stream().filter(Violation::isWarning).toList();
  }

  /** Whether the plan can be booked and each line is eligible; there may be warnings. */
  public boolean canBeBooked() {
    return problems().isEmpty() && lines().stream().allMatch(Line::eligible);
  }

  /** In words, on one line. */
  @Override
  public String toString() {
    long eligible = lines().stream().filter(Line::eligible).count();
    StringBuilder text = new StringBuilder();
    text.append(eligible).append(" of ").append(values.plan).append(" can be bought");
    orders().forEach(order -> text.append("; ").append(order.total()).append(" to pay to ").append(order.seller()));
    lines().stream()
        .filter(line -> !line.eligible())
        .forEach(line -> text.append("; line ").append(line.lineId()).append(": ").append(line.message()));
    problems().forEach(problem -> text.append("; refused: ").append(problem.field()).append(": ").append(problem.message()));
    warnings().forEach(problem -> text.append("; warning: ").append(problem.field()).append(": ").append(problem.message()));
    return text.toString();
  }

  /**
   * @param lineId the host's line
   * @param eligible whether it could be bought without a question
   * @param code why not, such as {@link Question#OUT_OF_STOCK} or {@code TMALL_EXCLUDED}; null where eligible
   * @param message why not, in words; null where eligible
   */
  public record Line(String lineId, boolean eligible, @Nullable String code, @Nullable String message) {}

  /**
   * @param seller as the provider names it
   * @param goods price of all units
   * @param freight within the provider's country
   * @param total what would be to pay
   */
  public record SellerOrder(String seller, Money goods, Money freight, Money total) {}

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private final ReservationPlan plan;
    private Recipient recipient;
    @Nullable private Recipient warehouse;
    private List<Line> lines = List.of();
    private List<SellerOrder> orders = List.of();
    private List<Violation> problems = List.of();

    private Builder(ReservationPlan plan) {
      this.plan = plan;
      recipient = plan.recipient();
      warehouse = plan.consolidationWarehouse().orElse(null);
    }

    /**
     * The recipients as the provider would receive them; by default as the plan names them.
     *
     * @param recipientValue with the name in the letters that the provider takes
     * @param warehouseValue likewise; null if the plan has none
     */
    public Builder recipients(Recipient recipientValue, @Nullable Recipient warehouseValue) {
      recipient = recipientValue;
      warehouse = warehouseValue;
      return this;
    }

    /**
     * Whether each line can be bought; empty by default.
     *
     * @param value in the plan's order; copied
     */
    public Builder lines(List<Line> value) {
      lines = List.copyOf(value);
      return this;
    }

    /**
     * What the provider would split the plan into; empty by default.
     *
     * @param value one for each seller; copied
     */
    public Builder orders(List<SellerOrder> value) {
      orders = List.copyOf(value);
      return this;
    }

    /**
     * Warnings among them.
     *
     * @param value empty by default; copied
     */
    public Builder problems(List<Violation> value) {
      problems = List.copyOf(value);
      return this;
    }

    /** Builds the preview; the builder must not be changed after that. */
    public PlanPreview build() {
      return new PlanPreview(this);
    }
  }
}
