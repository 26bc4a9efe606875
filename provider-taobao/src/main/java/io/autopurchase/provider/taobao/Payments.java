package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.PaymentResponse.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads what the gateway says to a payment. */
final class Payments {
  /** For an order that is refused without a word. */
  private static final String NO_CODE = "NO_CODE";

  private Payments() {}

  /**
   * What will be paid and what will not.
   *
   * @param asked ids of the orders that were to be paid
   * @return null unless the answer has each of them once, accepted or refused, and no other
   */
  @Nullable
  static PaymentResponse answer(List<String> asked, Reply reply) {
    JsonNode data = reply.data();
    List<String> accepted = Fields.ids(data, "will_pay_purchase_order_ids");
    List<String> failed = Fields.ids(data, "pay_failure_purchase_order_ids");
    List<JsonNode> reasons = Fields.objects(data, "pay_failed_results");
    if (!reply.isSuccess() || accepted == null || failed == null || reasons == null) {
      return null;
    }
    Map<String, Refusal> refused = new HashMap<>();
    failed.forEach(id -> refused.put(id, Refusal.of(NO_CODE, "")));
    for (JsonNode why : reasons) {
      String code = Fields.words(why, "errorCode", "error_code");
      String message = reply.clean(Fields.words(why, "errorMessage", "error_message", "error_msg"));
      refused.put(Fields.id(why, "gspOrderId"), Refusal.of(code.isEmpty() ? NO_CODE : code, message));
    }
    Set<String> told = new HashSet<>(accepted);
    told.addAll(refused.keySet());
    boolean whole = told.equals(Set.copyOf(asked)) && told.size() == Set.copyOf(accepted).size() + refused.size();
    return whole ? PaymentResponse.of(accepted.stream().distinct().toList(), refused) : null;
  }
}
