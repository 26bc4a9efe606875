package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts a sandbox for development and prints how to reach it. */
public final class Main {
  private static final String USAGE =
      "options: --port N, --data FILE, --app-key KEY, --app-secret SECRET, --callback URL, --account NICK,"
          + " --set NAME=VALUE, --help; shorter for some settings: --repeat replay|reject|duplicate,"
          + " --visibility-delay SECONDS, --building-delay SECONDS";

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    TaobaoSandbox.Builder options = TaobaoSandbox.builder().port(8420);
    CommandLine.read(args, USAGE, new Settings().descriptions(), (name, value) -> set(options, name, value), options::set);
    TaobaoSandbox sandbox = options.start();
    System.out.println("gateway    " + sandbox.restUrl());
    System.out.println("authorize  " + sandbox.authorizeUrl());
    System.out.println("page       " + sandbox.restUrl().resolve("/"));
    System.out.println("app key    " + options.appKey + ", secret " + options.appSecret + ", callback " + options.callback);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    new CountDownLatch(1).await();
  }

  private static void set(TaobaoSandbox.Builder options, String name, String value) {
    switch (name) {
      case "--port" -> options.port(Integer.parseInt(value));
      case "--data" -> options.data(Path.of(value).toAbsolutePath());
      case "--repeat" -> options.repeat(Repeat.valueOf(value.toUpperCase(Locale.ROOT)));
      case "--app-key" -> options.app(value, options.appSecret, options.callback);
      case "--app-secret" -> options.app(options.appKey, value, options.callback);
      case "--callback" -> options.app(options.appKey, options.appSecret, value);
      case "--account" -> options.account(value);
      case "--visibility-delay" -> options.visibilityDelay(seconds(value));
      case "--building-delay" -> options.buildingDelay(seconds(value));
      default -> throw new IllegalArgumentException("there is no option " + name);
    }
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
  }
}
