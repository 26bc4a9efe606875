package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.provider.http.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** The ways to ask for orders, and the list that answers. The order of its rows is not documented. */
final class OrderQuery {
  /** Times of orders may be cut to the second. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  private OrderQuery() {}

  /**
   * A page of the list.
   *
   * @param rows orders, in the platform's order
   * @param total of all pages; -1 if the answer does not say so
   */
  record Listing(List<JsonNode> rows, long total) {}

  static Map<String, String> order(String id) {
    return Map.of("webSite", "1688", "orderId", id);
  }

  /** Harmless, and finds next to nothing. */
  static Map<String, String> probe(Instant now) {
    return created(now, now, false, 1, 1);
  }

  /**
   * Orders by the time at which they were placed, whatever became of them.
   *
   * @param since itself included, as is {@code until}: whether the platform includes them is not documented
   * @param isHistory whether in the table of old orders
   * @param page from 1
   */
  static Map<String, String> created(Instant since, Instant until, boolean isHistory, int page, int size) {
    Map<String, String> parameters = new TreeMap<>(page(page, size));
    parameters.put("createStartTime", Dates.write(since.minus(SECOND)));
    parameters.put("createEndTime", Dates.write(until.plus(SECOND)));
    parameters.put("isHis", Boolean.toString(isHistory));
    return parameters;
  }

  /**
   * Orders by the time of their last change.
   *
   * @param since itself included
   * @param page from 1
   */
  static Map<String, String> modified(Instant since, Instant until, int page, int size) {
    Map<String, String> parameters = new TreeMap<>(page(page, size));
    parameters.put("modifyStartTime", Dates.write(since.minus(SECOND)));
    parameters.put("modifyEndTime", Dates.write(until));
    parameters.put("isHis", "false");
    return parameters;
  }

  private static Map<String, String> page(int page, int size) {
    return Map.of("page", Integer.toString(page), "pageSize", Integer.toString(size));
  }

  static boolean isList(Reply reply) {
    return reply.top().path("result").isArray() || Fields.text(reply.top(), "totalRecord").equals("0");
  }

  /**
   * A page. That there is no order must be said by a total of 0: too much follows from it.
   *
   * @param size as it was asked for; a page that is shorter than it must be makes the answer unclear, since its successor would begin
   *     elsewhere
   * @param trustsEmptyList whether an empty list without a total says that there is no order
   * @return null if the answer is not clear, or a row has no id, or that of another
   */
  @Nullable
  static Listing listing(Reply reply, int page, int size, boolean trustsEmptyList) {
    List<JsonNode> rows = Fields.objects(reply.top(), "result");
    String told = Fields.text(reply.top(), "totalRecord");
    if (rows == null || !isList(reply) || rows.size() > size || !haveIds(rows)) {
      return null;
    }
    long total = told.matches("[0-9]{1,9}") ? Long.parseLong(told) : -1;
    if (total < 0) {
      return rows.isEmpty() && !trustsEmptyList ? null : new Listing(rows, -1);
    }
    long expected = Math.max(0, Math.min(size, total - (page - 1L) * size));
    return rows.size() == expected ? new Listing(rows, total) : null;
  }

  private static boolean haveIds(List<JsonNode> rows) {
    List<String> ids = rows.stream().map(Orders::id).toList();
    return !ids.contains("") && ids.size() == Set.copyOf(ids).size();
  }

  /** Whether no page follows; without a total only an empty page says so. */
  static boolean isLast(Listing listing, int page, int size) {
    return listing.total() < 0 ? listing.rows().isEmpty() : (long) page * size >= listing.total();
  }
}
