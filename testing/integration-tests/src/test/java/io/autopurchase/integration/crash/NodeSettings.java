package io.autopurchase.integration.crash;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a node is told in a file.
 *
 * @param url of the database, with its user and password
 * @param shop whose data it is: every campaign has its own
 * @param gateway of the marketplace
 * @param keys the file with the keys of the tokens
 * @param workers activities that run at once
 * @param clustered whether db-scheduler shares the work out, or each node has a dispatcher of its own
 * @param withdrawn the rule of the engine that a control does without; empty for none
 * @param poison the item whose look-up kills the node; empty for none
 */
record NodeSettings(
    String url,
    String user,
    String password,
    String shop,
    String gateway,
    Path keys,
    int workers,
    boolean clustered,
    String withdrawn,
    String poison) {

  NodeSettings healed() {
    return new NodeSettings(url, user, password, shop, gateway, keys, workers, clustered, withdrawn, "");
  }

  void write(Path file) throws IOException {
    Properties values = new Properties();
    values.setProperty("url", url);
    values.setProperty("user", user);
    values.setProperty("password", password);
    values.setProperty("shop", shop);
    values.setProperty("gateway", gateway);
    values.setProperty("keys", keys.toString());
    values.setProperty("workers", Integer.toString(workers));
    values.setProperty("clustered", Boolean.toString(clustered));
    values.setProperty("withdrawn", withdrawn);
    values.setProperty("poison", poison);
    try (Writer out = Files.newBufferedWriter(file)) {
      values.store(out, "a node of a crash test");
    }
  }

  static NodeSettings read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      values.load(in);
    }
    return new NodeSettings(
        values.getProperty("url"),
        values.getProperty("user"),
        values.getProperty("password"),
        values.getProperty("shop"),
        values.getProperty("gateway"),
        Path.of(values.getProperty("keys")),
        Integer.parseInt(values.getProperty("workers")),
        Boolean.parseBoolean(values.getProperty("clustered")),
        values.getProperty("withdrawn"),
        values.getProperty("poison"));
  }

  /** A request lives 5 seconds and an order shows after 3, so that a doubt lasts seconds and not minutes. */
  ProviderSettings provider() {
    return ProviderSettings.builder()
        .set("gateway", gateway)
        .set("app-key", "123456")
        .secret("app-secret", Secret.of("helloworld"))
        .set("callback", "http://localhost/callback")
        .set("request-ttl", "5")
        .set("visibility-lag", "3")
        .set("refused-cancel-codes", "ORDER_STATUS_ERROR")
        .build();
  }
}
