package io.autopurchase.provider.taobao;

import io.autopurchase.provider.http.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * The ways to ask for orders. It is one API for all; it takes the platform's ids, our client order id, a status, and a window of
 * modification (documented). It has no filter for the numbers of the site.
 */
final class OrderQuery {
  static final String PATH = "/purchase/orders/query";

  private OrderQuery() {}

  /** Harmless, and finds nothing. */
  static Map<String, String> probe(Instant now) {
    return byClientOrderId("probe-" + now.toEpochMilli(), 1);
  }

  static Map<String, String> byClientOrderId(String outerId, int size) {
    return Map.of("outer_purchase_id", outerId, "page_no", "1", "page_size", Integer.toString(size));
  }

  /**
   * @param ids numbers
   */
  static Map<String, String> byIds(Collection<String> ids) {
    return Map.of("purchase_ids", Json.array(ids), "page_no", "1", "page_size", Integer.toString(ids.size()));
  }

  /**
   * The latest modified first.
   *
   * @param since itself included
   * @param page from 1
   */
  static Map<String, String> modified(Instant since, Instant until, int page, int size) {
    return Map.of(
        "modify_time_start", Long.toString(since.toEpochMilli()),
        "modify_time_end", Long.toString(until.toEpochMilli()),
        "sort_field", "modify_time",
        "sort_type", "DESC",
        "page_no", Integer.toString(page),
        "page_size", Integer.toString(size));
  }

  /**
   * The latest modified first.
   *
   * @param status the platform's word
   * @param page from 1
   */
  static Map<String, String> inStatus(String status, int page, int size) {
    return Map.of(
        "status", status,
        "sort_field", "modify_time",
        "sort_type", "DESC",
        "page_no", Integer.toString(page),
        "page_size", Integer.toString(size));
  }
}
