package io.autopurchase;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The result that booking a plan would have at this moment. Nothing was bought and nothing is held. Immutable; {@link
 * ReservationPlan.Builder#previewed} compares a plan with it.
 */
@Immutable
public final class PlanPreview {
  private final Builder values;

  private PlanPreview(Builder values) {
    this.values = values;
  }

  /**
   * A preview of a plan, without lines, orders and violations until they are given.
   *
   * @param plan what was looked at
   */
  public static Builder builder(ReservationPlan plan) {
    return new Builder(plan);
  }

  /** The plan that was checked. */
  public ReservationPlan plan() {
    return values.plan;
  }

  /** See {@link ReservationPlan#fingerprint()}. */
  public String fingerprint() {
    return values.plan.fingerprint();
  }

  /** As it would be sent to the provider: with the name transliterated. */
  public Recipient recipient() {
    return values.recipient;
  }

  /** Likewise, if the plan has one. */
  public Optional<Recipient> consolidationWarehouse() {
    return Optional.ofNullable(values.warehouse);
  }

  /** In the plan's order. */
  public List<Line> lines() {
    return values.lines;
  }

  /** One for each seller, as the provider would split the plan. */
  public List<SellerOrder> orders() {
    return values.orders;
  }

  /** Rules that the plan as a whole breaks, by field; {@link AutoPurchase#book} would refuse it with the same. */
  public List<Violation> violations() {
    return values.violations.stream().filter(violation -> !violation.isWarning()).toList();
  }

  /** Warnings that a person should check before the plan is booked; they refuse nothing. */
  public List<Violation> warnings() {
    return values.violations.stream().filter(Violation::isWarning).toList();
  }

  /** Whether the plan can be booked and each line is eligible; there may be warnings. */
  public boolean canBeBooked() {
    return violations().isEmpty() && lines().stream().allMatch(Line::eligible);
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
    violations().forEach(violation -> text.append("; refused: ").append(violation.field()).append(": ").append(violation.message()));
    warnings().forEach(violation -> text.append("; warning: ").append(violation.field()).append(": ").append(violation.message()));
    return text.toString();
  }

  /** The expected result of a line of the plan. Immutable. */
  @Immutable
  public static final class Line {
    private final String lineId;
    private final boolean eligible;
    @Nullable private final String code;
    @Nullable private final String message;
    private final Map<String, String> arguments;
    @Nullable private final Money currentPrice;
    @Nullable private final Integer available;

    private Line(
        String lineId,
        boolean eligible,
        @Nullable String code,
        @Nullable String message,
        Map<String, String> arguments,
        @Nullable Money currentPrice,
        @Nullable Integer available) {
      this.lineId = lineId;
      this.eligible = eligible;
      this.code = code;
      this.message = message;
      this.arguments = arguments;
      this.currentPrice = currentPrice;
      this.available = available;
    }

    /**
     * Without arguments.
     *
     * @param lineId the host's line
     * @param eligible whether it could be bought without a question
     * @param code why not, such as {@link Question#OUT_OF_STOCK} or {@code TMALL_EXCLUDED}; null if eligible
     * @param message why not, in words; null if eligible
     */
    public static Line of(String lineId, boolean eligible, @Nullable String code, @Nullable String message) {
      return new Line(lineId, eligible, code, message, Map.of(), null, null);
    }

    /**
     * The same with other arguments.
     *
     * @param values as {@link #arguments} returns them; copied, in their order
     */
    @CheckReturnValue
    public Line withArguments(Map<String, String> values) {
      return new Line(lineId, eligible, code, message, Collections.unmodifiableMap(new LinkedHashMap<>(values)), currentPrice, available);
    }

    /**
     * The same with what the provider offers.
     *
     * @param price of one unit
     * @param units how many can be bought; null if the provider does not say
     */
    @CheckReturnValue
    public Line withOffer(Money price, @Nullable Integer units) {
      return new Line(lineId, eligible, code, message, arguments, Objects.requireNonNull(price, "price"), units);
    }

    /** The host's line. */
    public String lineId() {
      return lineId;
    }

    /** Whether it could be bought without a question. */
    public boolean eligible() {
      return eligible;
    }

    /** Why not, such as {@link Question#OUT_OF_STOCK} or {@code TMALL_EXCLUDED}; null if eligible. */
    public @Nullable String code() {
      return code;
    }

    /** Why not, in words: in English, or as the provider says it; null if eligible. */
    public @Nullable String message() {
      return message;
    }

    /** As {@link LineResult#arguments}. */
    public Map<String, String> arguments() {
      return arguments;
    }

    /** What one unit of the variant costs now, without freight; empty if it is not offered, or was not looked at. */
    public Optional<Money> currentPrice() {
      return Optional.ofNullable(currentPrice);
    }

    /** How many units of the variant can be bought now; empty if it is not offered, was not looked at, or the provider does not say. */
    public OptionalInt available() {
      return available == null ? OptionalInt.empty() : OptionalInt.of(available);
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Line && all().equals(((Line) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(lineId, eligible, code, message, arguments, currentPrice, available);
    }

    @Override
    public String toString() {
      return "Line" + all();
    }
  }

  /** An order that a seller would get. Immutable. */
  @Immutable
  public static final class SellerOrder {
    private final String seller;
    private final Money goods;
    private final Money freight;
    private final Money total;
    private final List<String> lineIds;

    private SellerOrder(String seller, Money goods, Money freight, Money total, List<String> lineIds) {
      this.seller = seller;
      this.goods = goods;
      this.freight = freight;
      this.total = total;
      this.lineIds = List.copyOf(lineIds);
    }

    /**
     * @param seller as the provider names it
     * @param goods price of all units
     * @param freight within the provider's country
     * @param total what would be to pay
     */
    public static SellerOrder of(String seller, Money goods, Money freight, Money total) {
      return new SellerOrder(seller, goods, freight, total, List.of());
    }

    /**
     * The same with the lines that it would hold.
     *
     * @param ids the host's
     */
    @CheckReturnValue
    public SellerOrder withLineIds(List<String> ids) {
      return new SellerOrder(seller, goods, freight, total, ids);
    }

    /** As the provider names it. */
    public String seller() {
      return seller;
    }

    /** Price of all units. */
    public Money goods() {
      return goods;
    }

    /** Within the provider's country. */
    public Money freight() {
      return freight;
    }

    /** What would be to pay. */
    public Money total() {
      return total;
    }

    /** The host's lines that it would hold. */
    public List<String> lineIds() {
      return lineIds;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof SellerOrder && all().equals(((SellerOrder) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(seller, goods, freight, total, lineIds);
    }

    @Override
    public String toString() {
      return "SellerOrder" + all();
    }
  }

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private final ReservationPlan plan;
    private Recipient recipient;
    @Nullable private Recipient warehouse;
    private List<Line> lines = List.of();
    private List<SellerOrder> orders = List.of();
    private List<Violation> violations = List.of();

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
    public Builder violations(List<Violation> value) {
      violations = List.copyOf(value);
      return this;
    }

    /** Builds the preview; the builder must not be changed after that. */
    @CheckReturnValue
    public PlanPreview build() {
      return new PlanPreview(this);
    }
  }
}
