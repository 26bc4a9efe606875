package io.autopurchase.examples.quickstart;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Taobao. */
final class TaobaoMarket implements Market {
  private final TaobaoSandbox sandbox;

  TaobaoMarket(Path data) {
    sandbox =
        TaobaoSandbox.builder().app(APP_KEY, APP_SECRET, CALLBACK).data(data.resolve("marketplace.json")).buildingDelay(Duration.ofSeconds(2)).start();
  }

  @Override
  public SessionId session() {
    return new SessionId("taobao", "our-buyer-nick");
  }

  @Override
  public ProviderSettings settings() {
    return ProviderSettings.builder()
        .set("gateway", sandbox.restUrl().toString())
        .set("app-key", APP_KEY)
        .secret("app-secret", Secret.of(APP_SECRET))
        .set("callback", CALLBACK)
        .set("request-ttl", "5") // short times make a lively demonstration
        .set("visibility-lag", "3")
        .build();
  }

  @Override
  public Item item() {
    return Item.of("42602653803");
  }

  @Override
  public int firstOrder() {
    return SampleOrder.FIRST;
  }

  @Override
  public void price(long fen) {
    sandbox.catalog().setPrice(item().itemId(), fen);
  }

  @Override
  public List<String> payAll() {
    List<String> waiting = sandbox.ledger().orders().stream().filter(order -> order.status().startsWith("WAIT_BUYER_P")).map(Ledger.Order::purchaseId).toList();
    waiting.forEach(sandbox.site()::pay);
    return waiting;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
