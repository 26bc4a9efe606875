package io.autopurchase.sandbox.alibaba1688;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the control API shows, as it is written in JSON. */
final class Documents {
  private Documents() {}

  static Map<String, Object> order(Ledger.Order order) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("orderId", order.orderId());
    map.put("outOrderId", order.outOrderId());
    map.put("account", order.account());
    map.put("seller", order.seller());
    map.put("status", order.status());
    map.put("amount", order.amount());
    map.put("message", order.message());
    map.put("tradeType", order.tradeType());
    map.put("paymentRequests", order.paymentRequests());
    map.put("createdAt", order.createdAt().toString());
    map.put("lines", order.lines());
    return map;
  }

  static Map<String, Object> call(Ledger.Call call) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sequence", call.sequence());
    map.put("at", call.at().toString());
    map.put("method", call.method());
    map.put("api", call.api());
    map.put("outcome", call.outcome());
    map.put("fault", call.fault());
    map.put("outOrderId", call.outOrderId());
    map.put("anomalies", call.anomalies());
    return map;
  }

  static Map<String, Object> messages(Webhooks messages) {
    List<Map<String, Object>> deliveries = new ArrayList<>();
    for (Webhooks.Delivery delivery : messages.deliveries()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("number", delivery.number());
      map.put("at", delivery.at().toString());
      map.put("url", delivery.url().toString());
      map.put("type", delivery.message().type());
      map.put("fields", delivery.message().fields());
      map.put("status", delivery.status());
      map.put("problem", delivery.problem());
      deliveries.add(map);
    }
    return Map.of("deliveries", deliveries, "waiting", messages.waiting(), "dropped", messages.dropped());
  }

  static List<Map<String, Object>> anomalies(Map<Ledger.Anomaly, Long> anomalies) {
    List<Map<String, Object>> list = new ArrayList<>();
    anomalies.forEach((anomaly, count) -> list.add(Map.of("api", anomaly.api(), "what", anomaly.what(), "count", count)));
    return list;
  }

  static Map<String, Object> faultRules(Faults faults) {
    return Map.of("rules", faults.describe());
  }

  static Map<String, Object> faults(Faults faults) {
    List<Map<String, Object>> known = new ArrayList<>();
    for (Fault.Kind kind : Fault.Kind.values()) {
      known.add(known(kind.name(), "fault", kind.description(), kind.apis().isEmpty() ? List.of("*") : kind.apis().stream().sorted().toList()));
    }
    for (Deviation deviation : Deviation.values()) {
      known.add(known(deviation.name(), "deviation", deviation.description(), List.of("*")));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rules", faults.describe());
    map.put("known", known);
    return map;
  }

  private static Map<String, Object> known(String name, String type, String description, List<String> apis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("type", type);
    map.put("description", description);
    map.put("apis", apis);
    return map;
  }
}
