package io.autopurchase.benchmarks;

import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the engine and its operators ask of a {@link FilledStore}. */
public final class SearchQueries {
  private static final int PAGE = 10;

  private final List<Query> all = new ArrayList<>();

  private SearchQueries() {}

  /** How much was found. */
  public record Found(int rows, String total) {}

  /** One of them. */
  public record Query(String name, Function<FilledStore, Found> ask) {
    public Found find(FilledStore store) {
      return ask.apply(store);
    }
  }

  public static List<Query> all() {
    SearchQueries queries = new SearchQueries();
    queries.pages();
    queries.filters();
    queries.texts();
    queries.engine();
    return queries.all;
  }

  private void pages() {
    activities("all: first page", fields -> fields);
    find("all: page in the middle", (store, fields) -> RecordQuery.of("activity", fields.build(), store.size / 2, PAGE));
    find("all: the last page", (store, fields) -> RecordQuery.of("activity", fields.build(), store.size - PAGE, PAGE));
    find(
        "all: first page before an activity in the middle",
        (store, fields) -> RecordQuery.of("activity", fields.build(), 0, PAGE).before(FilledStore.activityId(store.size / 2)));
    find(
        "state COMPLETED: page in the middle",
        (store, fields) -> RecordQuery.of("activity", fields.state("COMPLETED").build(), store.size / 2, PAGE));
  }

  private void filters() {
    activities("state COMPLETED (97 %)", fields -> fields.state("COMPLETED"));
    activities("state WAITING (0.1 %)", fields -> fields.state("WAITING"));
    activities("state RUNNING (none)", fields -> fields.state("RUNNING"));
    activities("type BOOKING (60 %)", fields -> fields.type("BOOKING"));
    activities("type UNBINDING (1 %)", fields -> fields.type("UNBINDING"));
    activities("provider (all)", fields -> fields.provider("taobao"));
    activities("session (51 %)", fields -> session(fields, 0));
    activities("session (0.5 %)", fields -> session(fields, 7));
    activities("session (none)", fields -> session(fields, 1000));
    activities("login (0.5 %)", fields -> fields.login("buyer-7"));
    find("order", (store, fields) -> first(fields.orderId(FilledStore.orderId(store.middle()))));
    activities("type and state: BOOKING, COMPLETED", fields -> fields.type("BOOKING").state("COMPLETED"));
    activities("type and state: UNBINDING, FAILED (none)", fields -> fields.type("UNBINDING").state("FAILED"));
    activities("type and state: BOOKING, WAITING", fields -> fields.type("BOOKING").state("WAITING"));
    activities("provider and state WAITING", fields -> fields.provider("taobao").state("WAITING"));
    activities("provider and type UNBINDING", fields -> fields.provider("taobao").type("UNBINDING"));
    activities("session (51 %) and state FAILED", fields -> session(fields, 0).state("FAILED"));
    activities("session (0.5 %) and state FAILED (none)", fields -> session(fields, 7).state("FAILED"));
    activities("session (51 %) and state COMPLETED", fields -> session(fields, 0).state("COMPLETED"));
    activities("session (51 %) and type UNBINDING (none)", fields -> session(fields, 0).type("UNBINDING"));
    activities("session (0.5 %) and type UNBINDING", fields -> session(fields, 49).type("UNBINDING"));
    find("order and type", (store, fields) -> first(fields.orderId(FilledStore.orderId(store.middle())).type("BOOKING")));
  }

  private static RecordFields.Builder session(RecordFields.Builder fields, int login) {
    return fields.provider("taobao").login("buyer-" + login);
  }

  private void texts() {
    text("an order id", store -> FilledStore.orderId(store.middle()));
    text("the digits of an order", store -> Integer.toString(store.middle() / 3));
    text("an activity id", store -> FilledStore.activityId(store.middle()));
    text("an item id", store -> FilledStore.itemId(FilledStore.item(store.middle(), 0)));
    text("absent", store -> "nowhere");
    text("absent and common", store -> "book nowhere");
    text("in 60 %", store -> "book");
    text("the beginning of a word in 60 %", store -> "bo");
    text("the beginning of every id", store -> "01J");
    text("two common words", store -> "book ord");
    text("two common words that never meet", store -> "book synchronize");
    text("a frequent word of titles", store -> FilledStore.titleWord(1));
    text("a seldom word of titles", store -> FilledStore.titleWord(2500));
    text("three words of a title", store -> FilledStore.title(FilledStore.item(store.middle(), 0)).substring(0, 6));
    text("one ideograph", store -> FilledStore.titleWord(1).substring(0, 1));
    activities("text in 60 %, and state WAITING", fields -> fields.state("WAITING").text("book"));
    activities("text in 60 %, and session (0.5 %)", fields -> session(fields, 7).text("book"));
    find(
        "text of an order, and state COMPLETED",
        (store, fields) -> first(fields.state("COMPLETED").text(Integer.toString(store.middle() / 3))));
  }

  private void engine() {
    find("purchases of an order", (store, fields) -> purchases(fields.orderId(FilledStore.orderId(store.middle())), 0));
    find(
        "purchases of a provider's order",
        (store, fields) -> purchases(session(fields, 0).reference(FilledStore.providerOrder(store.middle())), 0));
    find("open purchases of a session (5 %)", (store, fields) -> purchases(session(fields, 0).state("OPEN"), 0));
    find(
        "open purchases of a session, from the middle",
        (store, fields) -> purchases(session(fields, 0).state("OPEN"), store.size / 40));
    all.add(new Query("due: first page of 100", store -> rows(store.store.due("activity", FilledStore.NOW, null, 100))));
    all.add(
        new Query(
            "due: none", store -> rows(store.store.due("activity", FilledStore.NOW.minusSeconds(7200), null, 100))));
    all.add(new Query("events: first undelivered 100", store -> rows(store.store.events(null, true, 100))));
    all.add(
        new Query(
            "events: 100 from the middle",
            store -> rows(store.store.events(FilledStore.activityId(store.size / 2), false, 100))));
  }

  private static RecordQuery purchases(RecordFields.Builder fields, int offset) {
    return RecordQuery.of("purchase", fields.build(), offset, 500);
  }

  private static Found rows(List<?> rows) {
    return new Found(rows.size(), "");
  }

  private void text(String name, Function<FilledStore, String> text) {
    find("text: " + name, (store, fields) -> first(fields.text(SearchText.query(text.apply(store), 200))));
  }

  private void activities(String name, UnaryOperator<RecordFields.Builder> filter) {
    find(name, (store, fields) -> first(filter.apply(fields)));
  }

  private static RecordQuery first(RecordFields.Builder fields) {
    return RecordQuery.of("activity", fields.build(), 0, PAGE);
  }

  private void find(String name, BiFunction<FilledStore, RecordFields.Builder, RecordQuery> query) {
    all.add(
        new Query(
            name,
            store -> {
              RecordPage page = store.store.find(query.apply(store, RecordFields.builder()));
              return new Found(page.records().size(), page.total() + (page.isTotalExact() ? "" : "+"));
            }));
  }
}
