package io.autopurchase;

import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Which lines to link to an order that a person has placed on the provider's site. Immutable. */
@Immutable
public final class BindingRequest {
  private final String orderId;
  private final SessionId session;
  private final String providerOrder;
  private final List<Line> lines;
  private final Map<String, String> policies;
  @Nullable private final String requestedBy;

  private BindingRequest(Builder builder) {
    orderId = builder.orderId;
    session = builder.session;
    providerOrder = builder.providerOrder;
    lines = List.copyOf(builder.lines);
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(builder.policies));
    requestedBy = builder.requestedBy;
  }

  /**
   * @param orderId the host's order
   * @param session in whose name the provider's order was placed
   * @param providerOrder its number, as the provider's pages show it: of the platform, or of the site on which the goods are sold
   */
  public static Builder builder(String orderId, SessionId session, String providerOrder) {
    return new Builder(orderId, session, providerOrder);
  }

  /** The host's order. */
  public String orderId() {
    return orderId;
  }

  /** The session in whose name the provider's order was placed. */
  public SessionId session() {
    return session;
  }

  /** The number of the provider's order, without white space around it. */
  public String providerOrder() {
    return providerOrder;
  }

  /** At least one; no line twice. */
  public List<Line> lines() {
    return lines;
  }

  /** Option by question code: answers that are given before a person is asked. */
  public Map<String, String> policies() {
    return policies;
  }

  /** The actor of the request, if the host names one; the audit trail keeps the name. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(requestedBy);
  }

  /**
   * The full key of a line of this request.
   *
   * @param line a line of this request
   */
  public LineKey key(Line line) {
    return new LineKey(orderId, line.lineId());
  }

  /**
   * A line of the host's order.
   *
   * @param lineId the host's line; unique within the request
   * @param item what the provider's order must hold for it
   * @param quantity units, from 1
   */
  public record Line(String lineId, Item item, int quantity) {
    /**
     * Checks the line.
     *
     * @param lineId 1 to 64 characters
     * @param item what the provider's order must hold for the line
     * @param quantity units, 1 to 999,999
     * @throws InvalidInputException for the field {@code lineId}, or {@code RANGE} for {@code quantity}
     */
    public Line {
      Checks.text("lineId", lineId, 64);
      Objects.requireNonNull(item, "item");
      if (quantity < 1 || quantity > Checks.MOST_UNITS) {
        throw new InvalidInputException("quantity", "RANGE", Checks.range(quantity, 1, Checks.MOST_UNITS));
      }
    }
  }

  @Override
  public String toString() {
    return lines.size() + " lines of " + orderId + " to " + providerOrder + " of " + session;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String orderId;
    private final SessionId session;
    private final String providerOrder;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> policies = new LinkedHashMap<>();
    @Nullable private String requestedBy;

    private Builder(String orderId, SessionId session, String providerOrder) {
      this.orderId = PlainText.requireId("orderId", orderId, Checks.LONGEST_ORDER_ID);
      this.session = Objects.requireNonNull(session, "session");
      this.providerOrder = PlainText.requireId("providerOrder", PlainText.strip(Objects.requireNonNull(providerOrder, "providerOrder")), 64);
    }

    /**
     * Adds a line of the host's order.
     *
     * @param lineId the host's line, at most 64 characters
     * @param item what the provider's order must hold for it
     * @param quantity units, 1 to 999,999
     * @throws InvalidInputException if a value breaks a rule, {@code DUPLICATE} if the line was added before, {@code LENGTH}
     *     if there are 1000 already
     */
    public Builder line(String lineId, Item item, int quantity) {
      PlainText.requireId("lineId", lineId, Checks.LONGEST_LINE_ID);
      Line line = new Line(lineId, item, quantity);
      if (lines.size() == Checks.MOST_LINES) {
        throw new InvalidInputException("lines", "LENGTH", Arguments.of("text", "tooMany", "max", Checks.MOST_LINES));
      }
      if (lines.stream().anyMatch(other -> other.lineId().equals(lineId))) {
        throw new InvalidInputException("lines", "DUPLICATE", Arguments.of("value", lineId));
      }
      lines.add(line);
      return this;
    }

    /**
     * Answers a question in advance, for every line that it is asked about.
     *
     * @param questionCode {@link Question#LINE_MISMATCH} or {@link Question#ACCOUNT_MISMATCH}
     * @param option such as {@link AnswerOption#SKIP_ITEM}; replaces one that was given before; {@link AutoPurchase#bind} refuses
     *     others
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
     * @throws InvalidInputException if there is no line
     */
    @CheckReturnValue
    public BindingRequest build() {
      if (lines.isEmpty()) {
        throw new InvalidInputException("lines", "REQUIRED", Arguments.of("text", "atLeastOne"));
      }
      Checks.policies(policies);
      return new BindingRequest(this);
    }
  }
}
