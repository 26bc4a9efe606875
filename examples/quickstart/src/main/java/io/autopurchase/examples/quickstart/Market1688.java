package io.autopurchase.examples.quickstart;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.sandbox.alibaba1688.Alibaba1688Sandbox;
import io.autopurchase.sandbox.alibaba1688.Ledger;
import java.nio.file.Path;
import java.util.List;

/** 1688, where the same cup is sold. */
final class Market1688 implements Market {
  private final Alibaba1688Sandbox sandbox;

  Market1688(Path data) {
    sandbox =
        Alibaba1688Sandbox.builder().app(APP_KEY, APP_SECRET, CALLBACK).data(data.resolve("marketplace-1688.json")).set("timestampWindowMillis", "60000").start();
  }

  @Override
  public SessionId session() {
    return new SessionId("1688", "our-buyer-nick");
  }

  @Override
  public ProviderSettings settings() {
    return ProviderSettings.builder()
        .set("gateway", sandbox.gatewayUrl().toString())
        .set("app-key", APP_KEY)
        .secret("app-secret", Secret.of(APP_SECRET))
        .set("callback", CALLBACK)
        .set("signature-window", "60")
        .set("request-ttl", "5") // short times make a lively demonstration
        .set("visibility-lag", "3")
        .set("echo", "both")
        .build();
  }

  @Override
  public Item item() {
    return Item.of("610947572360");
  }

  @Override
  public int firstOrder() {
    return SampleOrder.FIRST + 1000;
  }

  @Override
  public void price(long fen) {
    sandbox.catalog().setPrice(item().itemId(), fen);
  }

  @Override
  public List<String> payAll() {
    List<String> waiting = sandbox.ledger().orders().stream().filter(order -> order.status().equals("waitbuyerpay")).map(Ledger.Order::orderId).toList();
    waiting.forEach(sandbox.site()::pay);
    return waiting;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
