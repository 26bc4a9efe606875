package io.autopurchase.spi;

import java.util.List;
import java.util.Map;

/**
 * What a provider says to a payment of several orders. It is no proof that anything is paid: only the orders themselves are.
 *
 * @param accepted ids of the orders that it says it will pay
 * @param refused why not, by the ids of the others
 */
public record PaymentResponse(List<String> accepted, Map<String, Refusal> refused) {
  /**
   * With collections of its own.
   *
   * @param accepted copied; may hold no null
   * @param refused copied; may hold no null
   */
  public PaymentResponse {
    accepted = List.copyOf(accepted);
    refused = Map.copyOf(refused);
  }

  /**
   * @param code the provider's
   * @param message the provider's; may be empty
   */
  public record Refusal(String code, String message) {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     */
    public Refusal {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
    }
  }
}
