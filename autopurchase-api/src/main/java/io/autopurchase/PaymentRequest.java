package io.autopurchase;

import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** Which provider orders of a session to pay, and how much that may cost at most. Immutable. */
@Immutable
public final class PaymentRequest {
  private final SessionId session;
  private final List<String> providerOrders;
  private final Money limit;
  private final boolean approved;
  @Nullable private final String approvedBy;
  @Nullable private final String requestedBy;

  private PaymentRequest(Builder builder) {
    session = builder.session;
    providerOrders = List.copyOf(builder.providerOrders);
    limit = builder.limit;
    approved = builder.approved;
    approvedBy = builder.approvedBy;
    requestedBy = builder.requestedBy;
  }

  /**
   * @param session the session whose account pays
   * @param limit what all orders together may cost, freight included
   */
  public static Builder builder(SessionId session, Money limit) {
    return new Builder(session, limit);
  }

  /** The session whose account pays. */
  public SessionId session() {
    return session;
  }

  /** At least one; none twice. */
  public List<String> providerOrders() {
    return providerOrders;
  }

  /** What all orders together may cost, freight included. */
  public Money limit() {
    return limit;
  }

  /** Whether a person has approved it already; else the activity asks. */
  public boolean isApproved() {
    return approved;
  }

  /** The person who has approved it, if the host names one. */
  public Optional<String> approvedBy() {
    return Optional.ofNullable(approvedBy);
  }

  /** The actor of the request, if the host names one; the audit trail keeps the name. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(requestedBy);
  }

  @Override
  public String toString() {
    return providerOrders.size() + " orders by " + session + " for at most " + limit;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final SessionId session;
    private final Money limit;
    private final List<String> providerOrders = new ArrayList<>();
    private boolean approved;
    @Nullable private String approvedBy;
    @Nullable private String requestedBy;

    private Builder(SessionId session, Money limit) {
      this.session = Objects.requireNonNull(session, "session");
      this.limit = Checks.amount("limit", Objects.requireNonNull(limit, "limit"));
    }

    /**
     * Adds an order by the provider's id.
     *
     * @param providerOrderId the provider's, 1 to 64 characters
     * @throws InvalidInputException {@code DUPLICATE} if it was added before, {@code LENGTH} if there are 1000 already, or
     *     if the number breaks a rule
     */
    public Builder order(String providerOrderId) {
      if (providerOrders.contains(providerOrderId)) {
        throw new InvalidInputException("orders", "DUPLICATE", Arguments.of("value", providerOrderId));
      }
      if (providerOrders.size() == Checks.MOST_LINES) {
        throw new InvalidInputException("orders", "LENGTH", Arguments.of("text", "tooMany", "max", Checks.MOST_LINES));
      }
      providerOrders.add(Checks.text("orders", providerOrderId, 64));
      return this;
    }

    /** A person has approved the orders and their amounts: the activity does not ask. */
    public Builder approved() {
      approved = true;
      return this;
    }

    /**
     * The same, with the name of the approver for the audit trail.
     *
     * @param by at most 200 characters
     * @throws InvalidInputException for the field {@code by}, if it is blank, too long or cannot be printed
     */
    public Builder approved(String by) {
      approvedBy = PlainText.requireActor(by);
      return approved();
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
     * @throws InvalidInputException if there is no order
     */
    @CheckReturnValue
    public PaymentRequest build() {
      if (providerOrders.isEmpty()) {
        throw new InvalidInputException("orders", "REQUIRED", Arguments.of("text", "atLeastOne"));
      }
      return new PaymentRequest(this);
    }
  }
}
