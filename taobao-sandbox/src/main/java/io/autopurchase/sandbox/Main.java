package io.autopurchase.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts a sandbox for development and prints how to reach it. */
public final class Main {
  private static final String USAGE =
      "options: --port N, --data FILE, --app-key KEY, --app-secret SECRET, --callback URL, --account NICK,"
          + " --set NAME=VALUE, --help; shorter for some settings: --repeat replay|reject|duplicate,"
          + " --visibility-delay SECONDS, --building-delay SECONDS\nsettings:";

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    TaobaoSandbox.Builder options = TaobaoSandbox.builder().port(8420);
    try {
      for (int i = 0; i < args.length; i += 2) {
        if (args[i].equals("--help")) {
          System.out.println(USAGE);
          new Settings().descriptions().forEach((name, text) -> System.out.println("  " + name + ": " + text));
          return;
        }
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " needs a value");
        }
        set(options, args[i], args[i + 1]);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
    }
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
      case "--set" -> {
        int equals = value.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("--set takes NAME=VALUE");
        }
        options.set(value.substring(0, equals), value.substring(equals + 1));
      }
      default -> throw new IllegalArgumentException("there is no option " + name);
    }
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
  }
}
