package io.autopurchase.examples.shop;

import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.sandbox.alibaba1688.Alibaba1688Sandbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The marketplaces whose gateway is not given: sandboxes in this process. They end with it. For one thread, but for the pages. */
final class Marketplaces implements AutoCloseable {
  private static final String APP_KEY = "123456";
  private static final String APP_SECRET = "helloworld";
  private static final String ACCOUNT = "our-buyer";

  private final Map<String, URI> pages = new LinkedHashMap<>();
  private TaobaoSandbox taobao;
  private Alibaba1688Sandbox alibaba1688;

  /**
   * Starts one.
   *
   * @param provider {@code taobao} or {@code 1688}
   * @param folder for its orders
   * @param callback where it sends browsers back to
   * @return the provider's settings that lead to it
   */
  Map<String, String> start(String provider, Path folder, String callback) {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("app-key", APP_KEY, "app-secret", APP_SECRET));
    // Short times make a lively demonstration.
    settings.put("request-ttl", "5");
    settings.put("visibility-lag", "3");
    if (provider.equals("taobao")) {
      taobao =
          TaobaoSandbox.builder()
              .app(APP_KEY, APP_SECRET, callback).account(ACCOUNT).data(folder.resolve("marketplace.json")).buildingDelay(Duration.ofSeconds(1)).start();
      settings.put("gateway", taobao.restUrl().toString());
      pages.put("Taobao", taobao.restUrl().resolve("/"));
    } else {
      alibaba1688 =
          Alibaba1688Sandbox.builder()
              .app(APP_KEY, APP_SECRET, callback).account(ACCOUNT).data(folder.resolve("marketplace-1688.json")).set("timestampWindowMillis", "60000").start();
      settings.put("gateway", alibaba1688.gatewayUrl().toString());
      settings.put("signature-window", "60");
      settings.put("echo", "both");
      pages.put("1688", alibaba1688.gatewayUrl().resolve("/"));
    }
    return settings;
  }

  /** By the name of the marketplace, the page for people. */
  Map<String, URI> pages() {
    return pages;
  }

  @Override
  public void close() {
    if (taobao != null) {
      taobao.close();
    }
    if (alibaba1688 != null) {
      alibaba1688.close();
    }
  }
}
