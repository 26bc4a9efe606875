package io.autopurchase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which lines to tie to an order that a person has placed on the provider's site. Immutable. */
public final class BindingRequest {
  private final String orderId;
  private final SessionId session;
  private final String providerOrder;
  private final List<Line> lines;
  private final Map<String, String> policies;

  private BindingRequest(Builder builder) {
    orderId = builder.orderId;
    session = builder.session;
    providerOrder = builder.providerOrder;
    lines = List.copyOf(builder.lines);
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(builder.policies));
  }

  /**
   * @param orderId the host's order
   * @param session in whose name the provider's order was placed
   * @param providerOrder its number, as the provider's pages show it: of the platform, or of the site on which the goods are sold
   */
  public static Builder builder(String orderId, SessionId session, String providerOrder) {
    return new Builder(orderId, session, providerOrder);
  }

  public String orderId() {
    return orderId;
  }

  public SessionId session() {
    return session;
  }

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

  public LineKey key(Line line) {
    return new LineKey(orderId, line.lineId());
  }

  /**
   * A line of the host's order.
   *
   * @param quantity pieces, from 1
   */
  public record Line(String lineId, Item item, int quantity) {
    public Line {
      Checks.text("lineId", lineId, 64);
      if (quantity < 1) {
        throw new InvalidInputException("quantity", "RANGE", "line " + lineId + " wants " + quantity + " pieces");
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

    private Builder(String orderId, SessionId session, String providerOrder) {
      this.orderId = Checks.text("orderId", orderId, 64);
      this.session = session;
      this.providerOrder = Checks.text("providerOrder", providerOrder.strip(), 64);
    }

    /** Adds a line of the host's order. */
    public Builder line(String lineId, Item item, int quantity) {
      Line line = new Line(lineId, item, quantity);
      if (lines.stream().anyMatch(other -> other.lineId().equals(lineId))) {
        throw new InvalidInputException("lines", "DUPLICATE_LINE", "line " + lineId + " is there twice");
      }
      lines.add(line);
      return this;
    }

    /** Answers a question beforehand, for every line that it is asked about. */
    public Builder on(String questionCode, String option) {
      policies.put(questionCode, option);
      return this;
    }

    /**
     * @throws InvalidInputException where there is no line
     */
    public BindingRequest build() {
      if (lines.isEmpty()) {
        throw new InvalidInputException("lines", "EMPTY", "there is no line to bind");
      }
      return new BindingRequest(this);
    }
  }
}
