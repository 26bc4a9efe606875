package io.autopurchase.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.annotation.concurrent.Immutable;

/** What a provider says to a payment of several orders. It does not prove that anything is paid: only the orders themselves do. Immutable. */
@Immutable
public final class PaymentResponse {
  private final List<String> accepted;
  private final Map<String, Refusal> refused;

  private PaymentResponse(List<String> accepted, Map<String, Refusal> refused) {
    this.accepted = List.copyOf(accepted);
    this.refused = Map.copyOf(refused);
  }

  /**
   * @param accepted ids of the orders that it says it will pay; copied, and may hold no null
   * @param refused why not, by the ids of the others; copied, and may hold no null
   */
  public static PaymentResponse of(List<String> accepted, Map<String, Refusal> refused) {
    return new PaymentResponse(accepted, refused);
  }

  /** Ids of the orders that it says it will pay. */
  public List<String> accepted() {
    return accepted;
  }

  /** Why not, by the ids of the others. */
  public Map<String, Refusal> refused() {
    return refused;
  }

  /** Why an order was not accepted. Immutable. */
  @Immutable
  public static final class Refusal {
    private final String code;
    private final String message;

    private Refusal(String code, String message) {
      this.code = PlainText.clean(code);
      this.message = PlainText.clean(message);
    }

    /**
     * @param code the provider's; cleaned
     * @param message the provider's; may be empty; cleaned
     */
    public static Refusal of(String code, String message) {
      return new Refusal(code, message);
    }

    /** The provider's. */
    public String code() {
      return code;
    }

    /** The provider's; may be empty. */
    public String message() {
      return message;
    }

    /** Compares all values. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Refusal && all().equals(((Refusal) other).all());
    }

    @Override
    public int hashCode() {
      return all().hashCode();
    }

    private List<Object> all() {
      return Arrays.asList(code, message);
    }

    @Override
    public String toString() {
      return "Refusal" + all();
    }
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaymentResponse && all().equals(((PaymentResponse) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(accepted, refused);
  }

  @Override
  public String toString() {
    return "PaymentResponse" + all();
  }
}
