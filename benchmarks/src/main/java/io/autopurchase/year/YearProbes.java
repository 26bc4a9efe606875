package io.autopurchase.year;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How long what a shop asks all the time takes. Rows that it makes are gone after a day. For one thread. */
final class YearProbes {
  private static final int BATCH = 20;

  private final YearShop shop;
  private final ActivityStore store;
  private final int times;
  private final long longestNanos;
  private final Map<String, Times> results = new LinkedHashMap<>();

  /** Of one question, in nanoseconds, sorted. */
  record Times(List<Long> nanos) {
    double millis(double share) {
      return nanos.get((int) Math.min(nanos.size() - 1L, Math.round(Math.ceil(share * nanos.size())) - 1)) / 1e6;
    }

    int count() {
      return nanos.size();
    }
  }

  /**
   * @param times of each question
   * @param longest after which it is asked no more, once it was asked ten times
   */
  YearProbes(YearShop shop, ActivityStore store, int times, Duration longest) {
    this.shop = shop;
    this.store = store;
    this.times = times;
    longestNanos = longest.toNanos();
  }

  Map<String, Times> all(Consumer<String> progress) {
    List<ActivityId> waiting = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      // Titles are searched while an activity is at work: these wait for an answer.
      waiting.add(shop.book(i % YearShop.SESSIONS, YearProvider.DEAR + (10_000_000 + i), "36.80").id());
    }
    shop.runDue();
    progress.accept("probes");
    ask("list: activities, first page", i -> find(ActivityQuery.builder()));
    ask("list: activities of a session, first page", i -> find(ActivityQuery.builder().provider(YearProvider.ID).login("buyer-" + i % YearShop.SESSIONS)));
    ask("list: purchases, first page", i -> store.find(RecordQuery.of("purchase", RecordFields.none(), 0, 10)));
    ask("list: what is to be paid for a session", i -> shop.engine.api().purchases().awaitingPayment(YearShop.session(i % YearShop.SESSIONS)));
    ask("purchases of an order", i -> shop.engine.api().purchases().ofOrder(shop.orderNumber(someOrder())));
    ask("search: an order number", i -> find(ActivityQuery.builder().text(shop.orderNumber(someOrder()))));
    ask("search: a word of a title", i -> find(ActivityQuery.builder().text(title(i).substring(0, 2))));
    ask("search: two words that never meet", i -> find(ActivityQuery.builder().text("book pay")));
    ask(
        "sweep: what is due",
        i -> shop.engine.sweep(),
        i -> shop.time.advance(Duration.ofSeconds(1)));
    ask(
        "background: one look",
        i -> shop.engine.look(),
        i -> {
          shop.runDue();
          shop.time.advance(Duration.ofSeconds(15));
        });
    synchronizations();
    waiting.forEach(id -> shop.engine.api().activities().interrupt(id, "the benchmark"));
    shop.play(shop.time.now().plusSeconds(60));
    return results;
  }

  private String title(int i) {
    return Titles.of(YearProvider.DEAR + (10_000_000 + i % BATCH));
  }

  /** Of the last third of those that were made, which the retention has not reached. */
  private long someOrder() {
    long count = shop.orders() - BATCH;
    return count - 1 - shop.random.nextInt((int) Math.max(1, Math.min(count, shop.orders() / 12)));
  }

  private void find(ActivityQuery.Builder query) {
    shop.engine.api().activities().find(query.page(1, 10).build());
  }

  private void synchronizations() {
    List<Long> steps = new ArrayList<>();
    List<Long> whole = new ArrayList<>();
    for (int i = 0; i < Math.max(5, times / 4); i++) {
      int session = i % YearShop.SESSIONS;
      shop.time.advance(Duration.ofSeconds(15));
      shop.runDue();
      Activity started = shop.engine.api().synchronize(YearShop.session(session));
      shop.remind(session);
      long start = System.nanoTime();
      shop.engine.run(started.id(), steps::add);
      whole.add(System.nanoTime() - start);
    }
    put("synchronization: one step", steps);
    put("synchronization: all its steps", whole);
  }

  private interface Question {
    void ask(int i);
  }

  private void ask(String name, Question question) {
    ask(name, question, i -> {});
  }

  private void ask(String name, Question question, Question before) {
    List<Long> nanos = new ArrayList<>();
    long sum = 0;
    for (int i = -3; i < times && (sum < longestNanos || nanos.size() < 10); i++) {
      before.ask(Math.abs(i));
      long start = System.nanoTime();
      question.ask(Math.abs(i));
      long taken = System.nanoTime() - start;
      sum += taken;
      if (i >= 0) {
        nanos.add(taken);
      }
    }
    put(name, nanos);
  }

  private void put(String name, List<Long> nanos) {
    results.put(name, new Times(nanos.stream().sorted().toList()));
  }
}
