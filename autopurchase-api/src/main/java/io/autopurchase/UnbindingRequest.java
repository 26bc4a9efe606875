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

/** Which purchased lines to free, and whether to cancel their orders at the provider. Immutable. */
@Immutable
public final class UnbindingRequest {
  /** The reason that the seller reads if the host gives none: {@value}. It states nothing untrue. */
  public static final String DEFAULT_REASON = "cancelled by the buyer";

  private final String orderId;
  private final List<String> lineIds;
  @Nullable private final SessionId session;
  private final boolean forget;
  private final String reason;
  private final Map<String, String> policies;
  private final Map<String, String> expectedOrders;
  @Nullable private final String requestedBy;

  private UnbindingRequest(Builder builder) {
    orderId = builder.orderId;
    lineIds = List.copyOf(builder.lineIds);
    session = builder.session;
    forget = builder.forget;
    reason = builder.reason;
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(builder.policies));
    expectedOrders = Collections.unmodifiableMap(new LinkedHashMap<>(builder.expectedOrders));
    requestedBy = builder.requestedBy;
  }

  /**
   * @param orderId the host's order
   */
  public static Builder builder(String orderId) {
    return new Builder(orderId);
  }

  /** The host's order. */
  public String orderId() {
    return orderId;
  }

  /** The host's lines; empty for all purchased ones of the order. */
  public List<String> lineIds() {
    return lineIds;
  }

  /** By line, the provider's order that it must still be linked to. */
  public Map<String, String> expectedOrders() {
    return expectedOrders;
  }

  /** The session that bought them, as the host assumes; the request is refused if that is wrong. */
  public Optional<SessionId> session() {
    return Optional.ofNullable(session);
  }

  /** Whether only the link is removed, so that the provider's order stays open; otherwise it is cancelled there. */
  public boolean isUnlinkOnly() {
    return forget;
  }

  /** The reason for the provider and the seller; {@link #DEFAULT_REASON} by default. */
  public String reason() {
    return reason;
  }

  /** Option by question code: answers that are given before a person is asked. */
  public Map<String, String> policies() {
    return policies;
  }

  /** The actor of the request, if the host names one; the audit trail keeps the name. */
  public Optional<String> requestedBy() {
    return Optional.ofNullable(requestedBy);
  }

  @Override
  public String toString() {
    return (lineIds.isEmpty() ? "all lines" : lineIds.size() + " lines") + " of " + orderId + (forget ? ", forgotten" : "");
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final String orderId;
    private final List<String> lineIds = new ArrayList<>();
    private final Map<String, String> policies = new LinkedHashMap<>();
    private final Map<String, String> expectedOrders = new LinkedHashMap<>();
    @Nullable private SessionId session;
    private boolean forget;
    private String reason = DEFAULT_REASON;
    @Nullable private String requestedBy;

    private Builder(String orderId) {
      this.orderId = PlainText.requireId("orderId", orderId, Checks.LONGEST_ORDER_ID);
    }

    /**
     * Only this line; may be repeated.
     *
     * @param lineId the host's line, at most 64 characters
     * @throws InvalidInputException {@code DUPLICATE} if the line was added before, {@code LENGTH} if there are 1000 already
     */
    public Builder line(String lineId) {
      if (lineIds.contains(lineId)) {
        throw new InvalidInputException("lines", "DUPLICATE", Arguments.of("value", lineId));
      }
      if (lineIds.size() == Checks.MOST_LINES) {
        throw new InvalidInputException("lines", "LENGTH", Arguments.of("text", "tooMany", "max", Checks.MOST_LINES));
      }
      lineIds.add(Checks.text("lineId", lineId, Checks.LONGEST_LINE_ID));
      return this;
    }

    /**
     * Only this line, and only if it is still linked to the given order: a late request must not cancel a newer order.
     *
     * @param lineId the host's line, at most 64 characters
     * @param providerOrderId the provider's number of the order that was seen, at most 64 characters
     */
    public Builder line(String lineId, String providerOrderId) {
      String order = Checks.text("providerOrder", providerOrderId, 64); // first: a line without its order would be unbound from any
      line(lineId);
      expectedOrders.put(lineId, order);
      return this;
    }

    /**
     * See {@link UnbindingRequest#session()}.
     *
     * @param value null (the default) for any session
     */
    public Builder session(@Nullable SessionId value) {
      session = value;
      return this;
    }

    /** Leaves the provider's order as it is and only removes the link. */
    public Builder unlinkOnly() {
      forget = true;
      return this;
    }

    /**
     * The reason that the provider and the seller read when an order is cancelled; {@link UnbindingRequest#DEFAULT_REASON} by default. It
     * is sent in the name of the shop.
     *
     * @param value from 1 to 200 characters, in a language that the seller reads
     */
    public Builder reason(String value) {
      String text = Checks.text("reason", PlainText.strip(Objects.requireNonNull(value, "reason")), 200);
      reason = PlainText.requireText("reason", text, 200);
      return this;
    }

    /**
     * Answers a question in advance, for every order that it is asked about.
     *
     * @param questionCode {@link Question#CANCEL_PAID_ORDER} or {@link Question#CANCELLATION_PENDING}
     * @param option such as {@link AnswerOption#SKIP_ITEM}; replaces one that was given before; {@link AutoPurchase#unbind}
     *     refuses others
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
     * @throws InvalidInputException if a policy is too long to be one
     */
    @CheckReturnValue
    public UnbindingRequest build() {
      Checks.policies(policies);
      return new UnbindingRequest(this);
    }
  }
}
