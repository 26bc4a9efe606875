package io.autopurchase.benchmarks.runs;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.benchmarks.FilledStore;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.nio.charset.StandardCharsets;

/** Bodies of records as the engine writes them: those of one booking of two lines, with other ids. */
final class SampleBodies implements FilledStore.Bodies {
  private final String activity;
  private final String activityId;
  private final String purchase;
  private final String purchaseId;
  private final String providerOrder;

  private SampleBodies(StoredRecord activity, StoredRecord purchase) {
    this.activity = new String(activity.body(), StandardCharsets.UTF_8);
    this.activityId = activity.key().id();
    this.purchase = new String(purchase.body(), StandardCharsets.UTF_8);
    this.purchaseId = purchase.key().id();
    this.providerOrder = purchase.fields().reference().orElseThrow();
  }

  static SampleBodies make() throws Exception {
    ActivityStore memory = new InMemoryActivityStore();
    try (AutoPurchase engine = Shop.signedIn(Shop.builder(memory, KeyRing.ephemeral(), new MarketProvider(() -> {}, order -> {})).build()).start()) {
      Seeds.book(engine, 1, 2);
      return new SampleBodies(only(memory, "activity"), only(memory, "purchase"));
    }
  }

  private static StoredRecord only(ActivityStore store, String kind) {
    return store.find(RecordQuery.of(kind, RecordFields.none(), 0, 1)).records().get(0);
  }

  @Override
  public byte[] activity(int i) {
    return activity.replace(activityId, FilledStore.activityId(i)).replace(Shop.order(0), FilledStore.orderId(i)).getBytes(StandardCharsets.UTF_8);
  }

  /** Of the line that is named by its number. */
  @Override
  public byte[] purchase(int i) {
    String line = purchaseId.substring(purchaseId.indexOf('/') + 1);
    return purchase
        .replace(activityId, FilledStore.activityId(i))
        .replace(Shop.order(0), FilledStore.orderId(i))
        .replace('"' + line + '"', '"' + Integer.toString(i) + '"')
        .replace(providerOrder, FilledStore.providerOrder(i))
        .getBytes(StandardCharsets.UTF_8);
  }
}
