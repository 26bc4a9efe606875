package io.autopurchase.provider.taobao;

import io.autopurchase.provider.http.Facts;
import java.util.Set;

/** With what the platform says of refunds. */
final class TaobaoFacts extends Facts {
  public static Set<String> of(Object value) {
    return new TaobaoFacts().all(value);
  }

  @Override
  protected void addOther(Object value) {
    if (value instanceof Refunds.Detail detail) {
      say("refund", detail.refund().id());
      say("refund status", detail.refund().status());
      say("refund fee", detail.fee());
      say("refund order", detail.orderId());
      say("refund line", detail.lineId());
      say("refund reason", detail.reason());
    } else {
      super.addOther(value);
    }
  }
}
