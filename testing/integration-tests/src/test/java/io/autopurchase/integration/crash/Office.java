package io.autopurchase.integration.crash;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.EventFeedPage;
import io.autopurchase.KeyRing;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseListener;
import io.autopurchase.ResultPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shop seen by a person: authorizes the session, reads what the shop knows, lets parked work go on. It runs nothing. */
final class Office implements AutoCloseable {
  private static final int PAGE = 500;

  private final Storage storage;
  private final AutoPurchase engine;

  private Office(NodeSettings settings, PurchaseListener... listeners) {
    storage = Storage.open(settings, 2);
    AutoPurchaseBuilder builder =
        AutoPurchase.builder()
            .store(storage.store())
            .secrets(KeyRing.open(settings.keys()))
            .providerSettings("taobao", settings.provider())
            .workers(0);
    List.of(listeners).forEach(builder::listener);
    engine = builder.build().start();
  }

  static Office open(NodeSettings settings) {
    return new Office(settings);
  }

  /**
   * Authorizes the session.
   *
   * @return the ids of the events that report it
   */
  static Set<String> authorize(NodeSettings settings) throws IOException, InterruptedException {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    try (Office office = new Office(settings, event -> heard.add(event.id()))) {
      office.authorize();
    }
    return heard;
  }

  /** Does what a person does in a browser. */
  private void authorize() throws IOException, InterruptedException {
    URI page = URI.create(engine.sessions().startAuthorization(Order.SESSION).url() + "&auto=true");
    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
    engine.sessions().completeAuthorization(Order.SESSION, URI.create(answer.headers().firstValue("Location").orElseThrow()));
  }

  List<Activity> activities() {
    List<Activity> all = new ArrayList<>();
    ResultPage<Activity> page;
    int number = 1;
    do {
      page = engine.activities().find(ActivityQuery.builder().page(number++, PAGE).build());
      all.addAll(page.entries());
    } while (page.entries().size() == PAGE);
    return all;
  }

  List<Purchase> purchases(Order order) {
    return engine.purchases().ofOrder(order.id());
  }

  /** The ids of all events that were ever committed. */
  Set<String> events() {
    Set<String> ids = new HashSet<>();
    EventFeedPage page = engine.events().feed(null, PAGE);
    while (!page.events().isEmpty()) {
      page.events().forEach(event -> ids.add(event.id()));
      page = engine.events().feed(page.cursor(), PAGE);
    }
    return ids;
  }

  void retry(Set<String> activities) {
    activities.forEach(id -> engine.activities().retry(new ActivityId(id), "crash-test"));
  }

  @Override
  public void close() {
    engine.close();
    storage.close();
  }
}
