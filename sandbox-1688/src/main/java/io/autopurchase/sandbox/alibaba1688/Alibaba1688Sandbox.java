package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.Answer;
import io.autopurchase.sandbox.common.AuthorizePage;
import io.autopurchase.sandbox.common.Browsers;
import io.autopurchase.sandbox.common.ControlApi;
import io.autopurchase.sandbox.common.Delays;
import io.autopurchase.sandbox.common.HttpListener;
import io.autopurchase.sandbox.common.StateFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * A running fake of the 1688 marketplace on this machine: the gateway under {@code /openapi}, the authorize page, and a page and an API
 * for the site's side. Thread-safe. This module's README distinguishes facts from assumptions.
 */
@ThreadSafe
public final class Alibaba1688Sandbox implements AutoCloseable {
  private final HttpListener listener;
  private final Delays delays = new Delays();
  private final Marketplace market;
  private final TokenApi tokens;
  private final Webhooks messages;
  private final Ledger ledger;
  private final Faults faults;

  private Alibaba1688Sandbox(Builder options) {
    messages = new Webhooks(options.settings, options.appSecret);
    market = new Marketplace(options.settings, options.clock, new StateFile(options.data), messages::tell);
    messages.watch(market);
    ledger = new Ledger(market);
    tokens = new TokenApi(market, options);
    RequestValidator validator = new RequestValidator(market, tokens, options.appKey, options.appSecret);
    Apis apis = new Apis(market, tokens);
    faults = new Faults(apis.paths());
    Gateway gateway = new Gateway(market, apis, validator, ledger, faults, delays);
    AuthorizePage authorizePage =
        new AuthorizePage(
            options.appKey, options.callback, options.account, "site", "1688", List.of("redirect_uri"), tokens::issueCode);
    ControlApi control = new ControlApi(new ControlRoutes(this, market, tokens, options.account));
    HomePage home = new HomePage(this, options.settings, options.account);
    listener =
        new HttpListener(
            "sandbox-1688",
            options.port,
            options.clock,
            delays,
            request -> {
              String path = request.path();
              if (path.startsWith(Gateway.BASE)) {
                return gateway.handle(request);
              }
              if (!Browsers.isOurs(request)) {
                return Answer.of(403, Answer.TEXT, "This sandbox takes requests of this machine's own pages and programs only.\n");
              }
              if (path.equals("/oauth/authorize")) {
                return authorizePage.handle(request);
              }
              if (path.equals("/") && (request.method().equals("GET") || request.method().equals("HEAD"))) {
                return Answer.of(200, Answer.HTML, home.render());
              }
              return control.handle(request);
            });
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The base of the gateway, such as {@code http://127.0.0.1:8080/openapi}. */
  public URI gatewayUrl() {
    return URI.create("http://127.0.0.1:" + listener.port() + "/openapi");
  }

  /** The page on which an account is authorized. */
  public URI authorizeUrl() {
    return gatewayUrl().resolve("/oauth/authorize");
  }

  public Catalog catalog() {
    return new Catalog(market);
  }

  public SellerActions site() {
    return new SellerActions(market, tokens);
  }

  public Ledger ledger() {
    return ledger;
  }

  public Faults faults() {
    return faults;
  }

  public Webhooks messages() {
    return messages;
  }

  /**
   * Changes a setting by its name; the README lists them.
   *
   * @throws IllegalArgumentException if there is no such setting, or the value does not fit
   */
  public void set(String name, String value) {
    market.settings.set(name, value);
  }

  /** A code as the authorize page issues it; good once, for 2 minutes. */
  public String authorize(String account) {
    return tokens.issueCode(account);
  }

  @Override
  public void close() {
    messages.close();
    delays.end();
    listener.close();
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    final Settings settings = new Settings();
    int port;
    String appKey = "123456";
    String appSecret = "helloworld";
    String callback = "http://localhost/callback";
    String account = "sandbox-buyer";
    String tokenPrefix = "";
    InstantSource clock = InstantSource.system();
    @Nullable Path data;

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

    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /** A file in which everything survives the end of the process, also if it is killed. It is made, with its folder, for its owner alone. */
    public Builder data(Path value) {
      data = value;
      return this;
    }

    /** How codes and tokens begin, so that they are found wherever they should not be. */
    public Builder tokenPrefix(String value) {
      tokenPrefix = value;
      return this;
    }

    /** Any setting by its name; see {@link Alibaba1688Sandbox#set}. */
    public Builder set(String name, String value) {
      settings.set(name, value);
      return this;
    }

    public Alibaba1688Sandbox start() {
      return new Alibaba1688Sandbox(this);
    }
  }
}
