package io.autopurchase.spi;

import io.autopurchase.RecipientRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** What holds for a provider as it is configured. */
@Immutable
public final class ProviderCapabilities {
  private final Builder values;

  private ProviderCapabilities(Builder values) {
    this.values = values;
  }

  /** Starts from the defaults, which suit a provider that is little known. */
  public static Builder builder() {
    return new Builder();
  }

  /** What the provider does with a client order id that it has seen already. */
  public RepeatedClientOrderId repeatedClientOrderId() {
    return values.repeatedClientOrderId;
  }

  /** What proves that a placement was carried out as it was asked for. */
  public Verification verification() {
    return values.verification;
  }

  /** When it shows that an order costs no more than was approved. */
  public PriceCheck priceCheck() {
    return values.priceCheck;
  }

  /** Most lines of one placement. */
  public int maxLines() {
    return values.maxLines;
  }

  /** How two lines of one variant are placed. */
  public EqualLines equalLines() {
    return values.equalLines;
  }

  /** Most orders of one read. */
  public int maxOrdersPerRead() {
    return values.maxOrdersPerRead;
  }

  /** Most requests that one reading call puts on the wire; calls that change something, and those about tokens, put one. */
  public int maxRequestsPerRead() {
    return values.maxRequestsPerRead;
  }

  /** Most orders of one page of {@link ProviderClient#ordersModified}. */
  public int ordersPerPage() {
    return values.ordersPerPage;
  }

  /** What of an order can be cancelled by a call. */
  public Cancellation cancellation() {
    return values.cancellation;
  }

  /** Most orders of one {@link ProviderClient#pay}; 0 if the provider takes no payment by a call. */
  public int maxOrdersPerPayment() {
    return values.maxOrdersPerPayment;
  }

  /** Longest client order id, in characters. */
  public int maxClientOrderIdLength() {
    return values.maxClientOrderIdLength;
  }

  /** What a recipient must be like, as far as that is known without asking the provider; none by default. */
  public List<RecipientRule> recipientRules() {
    return values.recipientRules;
  }

  /** The only currency in which the provider sells; empty if there are several, or it is not known. Plans in another are refused. */
  public Optional<String> currency() {
    return Optional.ofNullable(values.currency);
  }

  /** A call has failed if it has not ended after this time, body included. */
  public Duration callTimeout() {
    return values.callTimeout;
  }

  /** What of an order can be cancelled. */
  public enum Cancellation {
    /** Nothing: a person does it on the site. */
    NONE,
    /** Only an order as a whole. */
    ORDERS,
    /** Also single lines of it. */
    LINES
  }

  /** What proves that a placement was carried out as it was asked for. */
  public enum Verification {
    /** The answer of {@link ProviderClient#place}: it shows our client order id and each line. */
    BY_RESPONSE,
    /**
     * A reading: the answer names the orders only. The engine commits the ids, reads them by {@link ProviderClient#orders}, and links
     * nothing before they show our client order id and each line. Costs one more call for each placement.
     */
    BY_READING
  }

  /** When it shows that an order costs no more than was approved. */
  public enum PriceCheck {
    /** Before it is made: the provider makes no order that costs more than the prices that the request states. */
    BEFORE_PLACING,
    /**
     * Only the order shows what the provider charges. The engine places it at prices that it has read before, as always; if it then costs
     * more than was approved, it is not payable until a person or a policy accepts the price: it is not listed as awaiting payment, has
     * no payment link, and is not paid by a call unless a person was shown the price. The booking asks while it is unfinished; if the
     * price shows or rises later, the event {@code COST_EXCEEDED} reports it. Freight is not compared.
     */
    AFTER_PLACING
  }

  /**
   * How lines of a plan that buy the same variant of the same item are placed. They are never merged into one line of an order: a line of
   * a provider's order is linked to one line of the shop.
   */
  public enum EqualLines {
    /** They never travel in one placement: each goes into an order of its own. For a provider that merges them, or may. */
    SEPARATE,
    /** They may travel in one placement: the provider makes a line for each, with an id of its own. */
    KEEP
  }

  /** Treatments of a repeated client order id. */
  public enum RepeatedClientOrderId {
    /** Not known: nothing is sent again before conclusiveAt. */
    UNKNOWN,
    /** The first answer again, and no second order: proven for this provider. */
    REPLAYS,
    /** An error, and no second order: proven for this provider. */
    REJECTS
  }

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private RepeatedClientOrderId repeatedClientOrderId = RepeatedClientOrderId.UNKNOWN;
    private Verification verification = Verification.BY_RESPONSE;
    private int maxLines = 50;
    private PriceCheck priceCheck = PriceCheck.BEFORE_PLACING;
    private EqualLines equalLines = EqualLines.SEPARATE;
    private int maxOrdersPerRead = 10;
    private int maxRequestsPerRead = 1;
    private int ordersPerPage = 20;
    private Cancellation cancellation = Cancellation.NONE;
    private int maxOrdersPerPayment;
    private int maxClientOrderIdLength = 32;
    private Duration callTimeout = Duration.ofSeconds(10);
    private List<RecipientRule> recipientRules = List.of();
    @Nullable private String currency;

    private Builder() {}

    /**
     * What the provider does with a client order id that it has seen already.
     *
     * @param value {@code UNKNOWN} by default; the others must be proven for this provider, or orders may be placed twice
     */
    public Builder repeatedClientOrderId(RepeatedClientOrderId value) {
      repeatedClientOrderId = value;
      return this;
    }

    /**
     * What proves that a placement was carried out as it was asked for.
     *
     * @param value {@code BY_RESPONSE} by default
     */
    public Builder verification(Verification value) {
      verification = value;
      return this;
    }

    /**
     * When it shows that an order costs no more than was approved. A provider of {@code AFTER_PLACING} has to show in its orders what each
     * line costs: as long as that is not known, an order is not payable.
     *
     * @param value {@code BEFORE_PLACING} by default
     */
    public Builder priceCheck(PriceCheck value) {
      priceCheck = value;
      return this;
    }

    /**
     * Most lines of one placement; the engine splits larger ones.
     *
     * @param value from 1; 50 by default
     */
    public Builder maxLines(int value) {
      maxLines = value;
      return this;
    }

    /**
     * How two lines of one variant are placed. {@code KEEP} saves a placement for each such line, and is right only for a provider of
     * which it is known that it makes a line for each; if it adds them up all the same, nothing is linked, and a person is asked.
     *
     * @param value {@code SEPARATE} by default
     */
    public Builder equalLines(EqualLines value) {
      equalLines = value;
      return this;
    }

    /**
     * Most orders of one {@link ProviderClient#orders}.
     *
     * @param value from 1; 10 by default
     */
    public Builder maxOrdersPerRead(int value) {
      maxOrdersPerRead = value;
      return this;
    }

    /**
     * Most requests that one call puts on the wire that only reads: {@code item}, {@code quote}, {@code prepare}, {@code
     * ordersByClientOrderId}, {@code orders}, {@code ordersModified} and {@code parcels}. For a provider that shows one order for each
     * request, or needs a list and then its entries. Each request is sent once, all of them within the time-out of the call; if one of
     * them does not clearly succeed, its result is the result of the call, which never returns a partial answer.
     *
     * <p>{@code place}, {@code cancel}, {@code pay}, {@code exchangeCode} and {@code refresh} put one request on the wire, whatever this
     * value is. The intent that is committed before is for one request: no result could say that one of two was carried out, and a
     * repetition would carry it out again.
     *
     * @param value from 1, which is the default
     */
    public Builder maxRequestsPerRead(int value) {
      maxRequestsPerRead = value;
      return this;
    }

    /**
     * Most orders of one page of {@link ProviderClient#ordersModified}.
     *
     * @param value from 1; 20 by default
     */
    public Builder ordersPerPage(int value) {
      ordersPerPage = value;
      return this;
    }

    /**
     * What of an order can be cancelled by a call.
     *
     * @param value {@code NONE} by default
     */
    public Builder cancellation(Cancellation value) {
      cancellation = value;
      return this;
    }

    /**
     * Most orders of one {@link ProviderClient#pay}.
     *
     * @param value 0, the default, if the provider takes no payment by a call
     */
    public Builder maxOrdersPerPayment(int value) {
      maxOrdersPerPayment = value;
      return this;
    }

    /**
     * Longest client order id, in characters.
     *
     * @param value at least 32, which is the default
     */
    public Builder maxClientOrderIdLength(int value) {
      maxClientOrderIdLength = value;
      return this;
    }

    /**
     * What a recipient must be like, as far as that is known without asking the provider.
     *
     * @param value none by default; may hold no null
     */
    public Builder recipientRules(List<RecipientRule> value) {
      recipientRules = List.copyOf(value);
      return this;
    }

    /**
     * The only currency in which the provider sells.
     *
     * @param value of ISO 4217, such as {@code CNY}; null, the default, if there are several, or it is not known
     */
    public Builder currency(@Nullable String value) {
      currency = value;
      return this;
    }

    /**
     * The time in which a call must end, body included.
     *
     * @param value above zero; 10 seconds by default
     */
    public Builder callTimeout(Duration value) {
      callTimeout = value;
      return this;
    }

    /** The capabilities, without checking them; the builder must not be used afterwards. */
    @CheckReturnValue
    public ProviderCapabilities build() {
      return new ProviderCapabilities(this);
    }
  }
}
