package io.autopurchase.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.annotation.Nullable;

/**
 * A running fake of the Taobao marketplace on this machine: the REST gateway under {@code /rest}, the authorize page, and a
 * page and an API for the site's side. Thread-safe. Facts and assumptions are told apart in this module's README.
 */
public final class TaobaoSandbox implements AutoCloseable {
  static {
    // Without it every answer on a kept-alive connection waits for the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static final int THREADS = 32;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Marketplace market;
  private final Ledger ledger;
  private final Faults faults = new Faults();

  private TaobaoSandbox(Builder options) {
    market = new Marketplace(options.clock, options.data);
    market.repeat = options.repeat;
    market.visibilityDelay = options.visibilityDelay;
    market.buildingDelay = options.buildingDelay;
    market.paymentDeadline = options.paymentDeadline;
    ledger = new Ledger(market);
    TokenApi tokens = new TokenApi(market, options);
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "taobao-sandbox");
              thread.setDaemon(true);
              return thread;
            });
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + options.port + " cannot be opened", e);
    }
    server.setExecutor(threads);
    server.createContext("/rest/", new Gateway(options, market, ledger, faults, tokens));
    server.createContext("/oauth/authorize", new AuthorizePage(options, tokens));
    server.createContext("/", new ControlPages(market, new Site(market), ledger, faults));
    server.start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The REST base, such as {@code http://127.0.0.1:8080/rest}. */
  public URI restUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rest");
  }

  /** The page on which an account is authorised. */
  public URI authorizeUrl() {
    return restUrl().resolve("/oauth/authorize");
  }

  public Catalogue catalogue() {
    return new Catalogue(market);
  }

  public Site site() {
    return new Site(market);
  }

  public Ledger ledger() {
    return ledger;
  }

  public Faults faults() {
    return faults;
  }

  public void repeat(Repeat repeat) {
    market.repeat = repeat;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    int port;
    String appKey = "123456";
    String appSecret = "helloworld";
    String callback = "http://localhost/callback";
    String account = "sandbox-buyer";
    String staleTimestampCode = "IllegalTimestamp";
    InstantSource clock = InstantSource.system();
    @Nullable Path data;
    Repeat repeat = Repeat.REPLAY;
    Duration signatureWindow = Duration.ofSeconds(7200);
    Duration visibilityDelay = Duration.ZERO;
    Duration buildingDelay = Duration.ZERO;
    Duration paymentDeadline = Duration.ofHours(24);
    Duration tokenLife = Duration.ofDays(30);
    Duration refreshTokenLife = Duration.ofDays(180);
    String tokenPrefix = "";
    boolean quotesTokens;

    private Builder() {}

    /** 0, the default, takes any free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The application that may call; by default {@code 123456}, {@code helloworld}, {@code http://localhost/callback}. */
    public Builder app(String key, String secret, String redirectUri) {
      appKey = key;
      appSecret = secret;
      callback = redirectUri;
      return this;
    }

    /** Who signs in at the authorize page, unless a name is typed there. */
    public Builder account(String value) {
      account = value;
      return this;
    }

    /** The gateway's code for a timestamp outside of the window; the real one is not known. */
    public Builder staleTimestampCode(String value) {
      staleTimestampCode = value;
      return this;
    }

    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /** A file in which everything survives the end of the process, also a violent one. */
    public Builder data(Path value) {
      data = value;
      return this;
    }

    public Builder repeat(Repeat value) {
      repeat = value;
      return this;
    }

    public Builder signatureWindow(Duration value) {
      signatureWindow = value;
      return this;
    }

    /** After what time a new order shows in the query. */
    public Builder visibilityDelay(Duration value) {
      visibilityDelay = value;
      return this;
    }

    /** How long a new order is being built. */
    public Builder buildingDelay(Duration value) {
      buildingDelay = value;
      return this;
    }

    /** When an unpaid order is closed. */
    public Builder paymentDeadline(Duration value) {
      paymentDeadline = value;
      return this;
    }

    public Builder tokenLife(Duration value) {
      tokenLife = value;
      return this;
    }

    public Builder refreshTokenLife(Duration value) {
      refreshTokenLife = value;
      return this;
    }

    /** How codes and tokens begin, so that they are found wherever they should not be. */
    public Builder tokenPrefix(String value) {
      tokenPrefix = value;
      return this;
    }

    /** Whether messages of refusals quote the code or token that is refused, as careless gateways do; they don't by default. */
    public Builder quotesTokens(boolean value) {
      quotesTokens = value;
      return this;
    }

    public TaobaoSandbox start() {
      return new TaobaoSandbox(this);
    }
  }
}
