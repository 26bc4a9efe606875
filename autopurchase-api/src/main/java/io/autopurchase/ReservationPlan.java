package io.autopurchase;

import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Which lines to buy, with which session, for which recipient, under which policies. Immutable. {@link AutoPurchase#preview} checks it,
 * {@link AutoPurchase#book} executes it.
 */
@Immutable
public final class ReservationPlan {
  private final String orderId;
  private final SessionId session;
  private final Recipient recipient;
  @Nullable private final Recipient warehouse;
  private final List<PlanLine> lines;
  private final String note;
  private final Map<String, String> policies;
  private final PriceTolerance priceTolerance;
  private final boolean transliterateNames;
  @Nullable private final Boolean excludeTmall;
  @Nullable private final String requestedBy;

  private ReservationPlan(Builder builder) {
    orderId = builder.orderId;
    session = builder.session;
    recipient = builder.recipient;
    warehouse = builder.warehouse;
    lines = List.copyOf(builder.lines);
    note = builder.note;
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(builder.policies));
    priceTolerance = PriceTolerance.of(builder.tolerancePercent, builder.toleranceAmount);
    transliterateNames = builder.transliterateNames;
    excludeTmall = builder.excludeTmall;
    requestedBy = builder.requestedBy;
  }

  /**
   * @param orderId the host's order
   * @param session in whose name is bought
   * @param recipient who receives the goods in the provider's country
   */
  public static Builder builder(String orderId, SessionId session, Recipient recipient) {
    return new Builder(
        Objects.requireNonNull(orderId, "orderId"), Objects.requireNonNull(session, "session"), Objects.requireNonNull(recipient, "recipient"));
  }

  /** The host's order. */
  public String orderId() {
    return orderId;
  }

  /** The session whose account buys. */
  public SessionId session() {
    return session;
  }

  /** Who receives the goods in the provider's country. */
  public Recipient recipient() {
    return recipient;
  }

  /** The forwarding warehouse, if it differs from the recipient. */
  public Optional<Recipient> consolidationWarehouse() {
    return Optional.ofNullable(warehouse);
  }

  /** At least one; no line twice. */
  public List<PlanLine> lines() {
    return lines;
  }

  /** On the whole order; may be empty. */
  public String note() {
    return note;
  }

  /** Option by question code: answers that are given before a person is asked. */
  public Map<String, String> policies() {
    return policies;
  }

  /** By how much a price may rise without a question. */
  public PriceTolerance priceTolerance() {
    return priceTolerance;
  }

  /** Whether names of recipients are sent in the letters of {@link io.autopurchase.spi.NameTransliterator}, not as they are. */
  public boolean transliterateNames() {
    return transliterateNames;
  }

  /** Whether items of Tmall are refused; empty if the provider's setting decides. */
  public Optional<Boolean> excludeTmall() {
    return Optional.ofNullable(excludeTmall);
  }

  /** The actor of the request, if the host names one; the audit trail keeps the name. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(requestedBy);
  }

  /**
   * The full key of a line of this plan.
   *
   * @param line a line of this plan
   */
  public LineKey key(PlanLine line) {
    return new LineKey(orderId, line.lineId());
  }

  /**
   * What the plan buys, independent of who asks for it, in 64 hexadecimal digits: equal for plans that buy the same for the same order, session and
   * recipient under the same policies.
   */
  public String fingerprint() {
    Fingerprint print = new Fingerprint();
    print.add(orderId).add(session.provider()).add(session.login()).add(note);
    print.add(PriceTolerance.plain(priceTolerance.percent().orElse(null)));
    print.add(priceTolerance.amount().map(Money::toString).orElse(""));
    print.add(Boolean.toString(transliterateNames)).add(String.valueOf(excludeTmall));
    print.add(recipient);
    print.add(warehouse);
    lines.forEach(print::add);
    new TreeMap<>(policies).forEach((code, option) -> print.add(code).add(option));
    return print.hex();
  }

  @Override
  public String toString() {
    return lines.size() + " lines of " + orderId + " by " + session;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String orderId;
    private final SessionId session;
    private final Recipient recipient;
    private final List<PlanLine> lines = new ArrayList<>();
    private final Map<String, String> policies = new LinkedHashMap<>();
    @Nullable private Recipient warehouse;
    private String note = "";
    @Nullable private BigDecimal tolerancePercent;
    @Nullable private Money toleranceAmount;
    private boolean transliterateNames = true;
    @Nullable private Boolean excludeTmall;
    @Nullable private ReservationPlan previewed;
    @Nullable private String previewedFingerprint;
    @Nullable private String requestedBy;

    private Builder(String orderId, SessionId session, Recipient recipient) {
      this.orderId = orderId;
      this.session = session;
      this.recipient = recipient;
    }

    /**
     * Adds a line; {@link #build} checks it.
     *
     * @param lineId the host's line, at most 64 characters, not among the lines that were added before
     * @param item what to buy
     * @param quantity units, 1 to 999,999
     * @param unitPrice what one unit is approved to cost, above zero and in the currency of the other lines
     */
    public Builder line(String lineId, Item item, int quantity, Money unitPrice) {
      return line(PlanLine.of(lineId, item, quantity, unitPrice));
    }

    /**
     * Adds a line with a price that was calculated with more decimals than the currency has, rounded down; {@link #build} checks
     * it.
     *
     * @param lineId the host's line, at most 64 characters, not among the lines that were added before
     * @param item what to buy
     * @param quantity units, 1 to 999,999
     * @param unitPrice what one unit is approved to cost, in the currency of the other lines; above zero once it is rounded
     */
    public Builder line(String lineId, Item item, int quantity, UnitPrice unitPrice) {
      return line(PlanLine.of(lineId, item, quantity, unitPrice));
    }

    /**
     * Adds a line; {@link #build} checks it, and that there are 1 to 1000.
     *
     * @param line such as one with a {@linkplain PlanLine#withNote note}
     */
    public Builder line(PlanLine line) {
      lines.add(Objects.requireNonNull(line, "line"));
      return this;
    }

    /**
     * Where goods are forwarded from; without it the recipient is the warehouse.
     *
     * @param value null (the default) for none
     */
    public Builder consolidationWarehouse(@Nullable Recipient value) {
      warehouse = value;
      return this;
    }

    /**
     * At most 1000 characters, none of which is a control or another invisible one.
     *
     * @param value on the whole order; empty by default
     */
    public Builder note(String value) {
      note = value;
      return this;
    }

    /**
     * Answers questions with a code before a person is asked.
     *
     * @param questionCode such as {@link Question#OUT_OF_STOCK}
     * @param option such as {@link AnswerOption#SKIP_ITEM}, or {@code ACCEPT_PRICE:10} for a price that is at most 10 percent above the
     *     plan's; if the question does not offer the option when it comes up, a person is asked
     */
    public Builder on(String questionCode, String option) {
      policies.put(questionCode, option);
      return this;
    }

    /**
     * As {@link #on(String, String)}, in methods instead of texts.
     *
     * @param policy replaces one for the same question
     */
    public Builder on(Policy policy) {
      Objects.requireNonNull(policy, "policy");
      return on(policy.question(), policy.option());
    }

    /**
     * @param percent 0 or more; 2.5 lets 100 yuan rise to 102.50
     */
    public Builder priceTolerance(BigDecimal percent) {
      tolerancePercent = Objects.requireNonNull(percent, "percent");
      return this;
    }

    /**
     * If a percentage is set as well, the stricter one applies.
     *
     * @param amount by which the price of a unit may rise; 0 or more, in the currency of the lines
     */
    public Builder priceTolerance(Money amount) {
      toleranceAmount = Objects.requireNonNull(amount, "amount");
      return this;
    }

    /**
     * Whether names of recipients are sent in the letters of {@link io.autopurchase.spi.NameTransliterator}; true by default.
     *
     * @param value false to send them as they are
     */
    public Builder transliterateNames(boolean value) {
      transliterateNames = value;
      return this;
    }

    /**
     * Whether items of Tmall are refused, whatever the provider's setting says.
     *
     * @param value true to refuse them; without a call the provider's setting decides
     */
    public Builder excludeTmall(boolean value) {
      excludeTmall = value;
      return this;
    }

    /**
     * The actor of the request: stored with the activity, its first event and its journal.
     *
     * @param by at most 200 characters
     * @throws InvalidInputException for the field {@code by}, if it is blank, too long or cannot be printed
     */
    public Builder requestedBy(String by) {
      requestedBy = PlainText.requireActor(by);
      return this;
    }

    /**
     * Compares the plan with the one that a person has reviewed: if it differs, {@link #build} refuses it with {@code PLAN_CHANGED}.
     * Prices of units may have fallen, or risen within the tolerance of the plan that was previewed.
     *
     * @param preview what the person has reviewed
     */
    public Builder previewed(PlanPreview preview) {
      previewed = Objects.requireNonNull(preview, "preview").plan();
      return this;
    }

    /**
     * The same with only the {@linkplain ReservationPlan#fingerprint fingerprint} of the reviewed plan: then nothing may differ, prices
     * included.
     *
     * @param fingerprint that of the plan that was looked at
     */
    public Builder previewed(String fingerprint) {
      previewedFingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
      return this;
    }

    /**
     * @throws InvalidInputException naming every field that breaks a rule, or that differs from what was previewed
     */
    @CheckReturnValue
    public ReservationPlan build() {
      List<Violation> violations = new ArrayList<>();
      violations.addAll(Checks.violations(() -> PlainText.requireId("orderId", orderId, Checks.LONGEST_ORDER_ID)));
      violations.addAll(Checks.violations(() -> PlainText.requireText("note", note, Checks.LONGEST_NOTE)));
      violations.addAll(Checks.violations(() -> Checks.policies(policies)));
      if (lines.isEmpty()) {
        violations.add(Violation.error("lines", "REQUIRED", Arguments.of("text", "atLeastOne")));
      }
      if (lines.size() > Checks.MOST_LINES) {
        violations.add(Violation.error("lines", "LENGTH", Arguments.of("text", "tooMany", "max", Checks.MOST_LINES)));
        refuse(violations);
      }
      checkTolerance(violations);
      BigDecimal total = BigDecimal.ZERO;
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < lines.size(); i++) {
        PlanLine line = lines.get(i);
        String field = "lines[" + i + "].";
        violations.addAll(Checks.violations(() -> PlainText.requireId(field + "lineId", line.lineId(), Checks.LONGEST_LINE_ID)));
        violations.addAll(Checks.violations(() -> PlainText.requireId(field + "itemId", line.item().itemId(), 64)));
        if (!line.item().skuId().isEmpty()) {
          violations.addAll(Checks.violations(() -> PlainText.requireId(field + "skuId", line.item().skuId(), 64)));
        }
        violations.addAll(Checks.violations(() -> PlainText.requireText(field + "note", line.note(), Checks.LONGEST_NOTE)));
        violations.addAll(Checks.violations(() -> Checks.amount(field + "unitPrice", line.unitPrice())));
        total = total.add(line.unitPrice().amount().multiply(BigDecimal.valueOf(line.quantity())));
        if (!seen.add(line.lineId())) {
          violations.add(Violation.error(field + "lineId", "DUPLICATE", Arguments.of("value", line.lineId())));
        }
        if (line.quantity() < 1 || line.quantity() > Checks.MOST_UNITS) {
          violations.add(Violation.error(field + "quantity", "RANGE", Checks.range(line.quantity(), 1, Checks.MOST_UNITS)));
        }
        if (!line.unitPrice().isPositive()) {
          violations.add(Violation.error(field + "unitPrice", "RANGE", Arguments.of("text", "notPositive", "value", line.unitPrice())));
        }
        if (!line.unitPrice().currency().equals(lines.get(0).unitPrice().currency())) {
          violations.add(Violation.error(field + "unitPrice", "CURRENCY", Arguments.of("currency", lines.get(0).unitPrice().currency())));
        }
      }
      if (total.compareTo(Checks.MOST_MONEY) > 0) {
        violations.add(Violation.error("lines", "RANGE", Arguments.of("text", "totalAbove", "max", Checks.MOST_MONEY.toPlainString())));
      }
      refuse(violations);
      ReservationPlan plan = new ReservationPlan(this);
      if (previewed != null) {
        refuse(PlanChanges.of(previewed, plan));
      }
      if (previewedFingerprint != null && !previewedFingerprint.equals(plan.fingerprint())) {
        throw new InvalidInputException("fingerprint", "PLAN_CHANGED", Map.of());
      }
      return plan;
    }

    private void checkTolerance(List<Violation> violations) {
      if (tolerancePercent != null && !Checks.isShort(tolerancePercent)) {
        violations.add(Violation.error("priceTolerance", "RANGE", Checks.digits()));
      }
      Money amount = toleranceAmount;
      if (amount != null) {
        violations.addAll(Checks.violations(() -> Checks.amount("priceTolerance", amount)));
      }
      boolean negative =
          tolerancePercent != null && tolerancePercent.signum() < 0
              || toleranceAmount != null && toleranceAmount.amount().signum() < 0;
      if (negative) {
        violations.add(Violation.error("priceTolerance", "RANGE", Arguments.of("text", "negative")));
      }
      if (toleranceAmount != null && !lines.isEmpty() && !toleranceAmount.currency().equals(lines.get(0).unitPrice().currency())) {
        violations.add(Violation.error("priceTolerance", "CURRENCY", Arguments.of("currency", lines.get(0).unitPrice().currency())));
      }
    }

    private static void refuse(List<Violation> violations) {
      if (!violations.isEmpty()) {
        throw new InvalidInputException(violations);
      }
    }
  }
}
