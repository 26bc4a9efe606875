package io.autopurchase;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Which lines to buy, in whose name, for whom, under which policies. Immutable. {@link AutoPurchase#preview} checks it,
 * {@link AutoPurchase#book} carries it out.
 */
public final class ReservationPlan {
  private final String orderId;
  private final SessionId session;
  private final Recipient recipient;
  @Nullable private final Recipient warehouse;
  private final List<PlanLine> lines;
  private final String note;
  private final Map<String, String> policies;
  private final BigDecimal priceTolerance;

  private ReservationPlan(Builder builder) {
    orderId = builder.orderId;
    session = builder.session;
    recipient = builder.recipient;
    warehouse = builder.warehouse;
    lines = List.copyOf(builder.lines);
    note = builder.note;
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(builder.policies));
    priceTolerance = builder.priceTolerance;
  }

  /**
   * @param orderId the host's order
   * @param session in whose name is bought
   * @param recipient who receives the goods in the provider's country
   */
  public static Builder builder(String orderId, SessionId session, Recipient recipient) {
    return new Builder(orderId, session, recipient);
  }

  public String orderId() {
    return orderId;
  }

  public SessionId session() {
    return session;
  }

  public Recipient recipient() {
    return recipient;
  }

  /** The forwarding warehouse, where it differs from the recipient. */
  public Optional<Recipient> warehouse() {
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

  /** By how many percent a price may rise without a question; 0 or more. */
  public BigDecimal priceTolerance() {
    return priceTolerance;
  }

  public LineKey key(PlanLine line) {
    return new LineKey(orderId, line.lineId());
  }

  /**
   * What the plan buys, in 64 hexadecimal digits: equal for plans that buy the same for the same order, session and
   * recipient under the same policies.
   */
  public String fingerprint() {
    Fingerprint print = new Fingerprint();
    print.add(orderId).add(session.provider()).add(session.login()).add(note).add(priceTolerance.stripTrailingZeros().toPlainString());
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
    private BigDecimal priceTolerance = BigDecimal.ZERO;

    private Builder(String orderId, SessionId session, Recipient recipient) {
      this.orderId = orderId;
      this.session = session;
      this.recipient = recipient;
    }

    public Builder line(String lineId, Item item, int quantity, Money unitPrice) {
      return line(PlanLine.of(lineId, item, quantity, unitPrice));
    }

    public Builder line(PlanLine line) {
      lines.add(line);
      return this;
    }

    /** Where goods are forwarded from; without it the recipient is the warehouse. */
    public Builder warehouse(@Nullable Recipient value) {
      warehouse = value;
      return this;
    }

    public Builder note(String value) {
      note = value;
      return this;
    }

    /**
     * Answers questions with a code before a person is asked.
     *
     * @param questionCode such as {@link Question#OUT_OF_STOCK}
     * @param option such as {@link Option#SKIP_ITEM}
     */
    public Builder on(String questionCode, String option) {
      policies.put(questionCode, option);
      return this;
    }

    /**
     * @param percent 0 or more; 2.5 lets 100 yuan rise to 102.50
     */
    public Builder priceTolerance(BigDecimal percent) {
      priceTolerance = percent;
      return this;
    }

    /**
     * @throws InvalidInputException naming every field that breaks a rule
     */
    public ReservationPlan build() {
      List<Problem> problems = new ArrayList<>();
      check(problems, "orderId", orderId, 128);
      if (lines.isEmpty()) {
        problems.add(new Problem("lines", "REQUIRED", "a plan needs at least one line"));
      }
      if (priceTolerance.signum() < 0) {
        problems.add(new Problem("priceTolerance", "RANGE", "must not be negative"));
      }
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < lines.size(); i++) {
        PlanLine line = lines.get(i);
        String field = "lines[" + i + "].";
        check(problems, field + "lineId", line.lineId(), 64);
        if (!seen.add(line.lineId())) {
          problems.add(new Problem(field + "lineId", "DUPLICATE", "line " + line.lineId() + " appears twice"));
        }
        if (line.quantity() < 1 || line.quantity() > 999_999) {
          problems.add(new Problem(field + "quantity", "RANGE", line.quantity() + " is not between 1 and 999999"));
        }
        if (!line.unitPrice().isPositive()) {
          problems.add(new Problem(field + "unitPrice", "RANGE", line.unitPrice() + " is not above zero"));
        }
        if (!line.unitPrice().currency().equals(lines.get(0).unitPrice().currency())) {
          problems.add(new Problem(field + "unitPrice", "CURRENCY", "all lines need the same currency"));
        }
      }
      if (!problems.isEmpty()) {
        throw new InvalidInputException(problems);
      }
      return new ReservationPlan(this);
    }

    private static void check(List<Problem> problems, String field, String value, int max) {
      try {
        Checks.text(field, value, max);
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
  }
}
