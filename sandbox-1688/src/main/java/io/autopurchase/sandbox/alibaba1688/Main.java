package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.CommandLine;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a sandbox for development and prints how to reach it. */
public final class Main {
  private static final String USAGE =
      "options: --port N, --data FILE, --app-key KEY, --app-secret SECRET, --callback URL, --account NICK, --set NAME=VALUE, --help";

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    Alibaba1688Sandbox.Builder options = Alibaba1688Sandbox.builder().port(8421);
    CommandLine.read(args, USAGE, new Settings().descriptions(), (name, value) -> set(options, name, value), options::set);
    Alibaba1688Sandbox sandbox = options.start();
    System.out.println("gateway    " + sandbox.gatewayUrl());
    System.out.println("authorize  " + sandbox.authorizeUrl());
    System.out.println("page       " + sandbox.gatewayUrl().resolve("/"));
    System.out.println("app key    " + options.appKey + ", secret " + options.appSecret + ", callback " + options.callback);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    new CountDownLatch(1).await();
  }

  private static void set(Alibaba1688Sandbox.Builder options, String name, String value) {
    switch (name) {
      case "--port" -> options.port(Integer.parseInt(value));
      case "--data" -> options.data(Path.of(value).toAbsolutePath());
      case "--app-key" -> options.app(value, options.appSecret, options.callback);
      case "--app-secret" -> options.app(options.appKey, value, options.callback);
      case "--callback" -> options.app(options.appKey, options.appSecret, value);
      case "--account" -> options.account(value);
      default -> throw new IllegalArgumentException("there is no option " + name);
    }
  }
}
