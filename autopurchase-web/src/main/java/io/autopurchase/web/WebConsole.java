package io.autopurchase.web;

import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.web.html.Url;
import io.autopurchase.web.live.EventStreams;
import io.autopurchase.web.live.Ticker;
import io.autopurchase.web.page.Pages;
import io.autopurchase.web.serve.Dispatcher;
import io.autopurchase.web.serve.Settings;
import io.autopurchase.web.serve.Shop;
import io.autopurchase.web.spi.Access;
import io.autopurchase.web.spi.FormToken;
import io.autopurchase.web.spi.OrderSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The console for staff: activities, questions, sessions, payments, health and orders of one shop or of several, as pages that
 * {@link AutoPurchaseServlet} serves wherever it is mounted.
 *
 * <pre>{@code
 * WebConsole console = WebConsole.builder(autoPurchase)
 *     .access((request, shop) -> Optional.ofNullable(request.getUserPrincipal()).map(user -> ConsoleUser.operator(user.getName())))
 *     .orders(myOrders)
 *     .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe. It starts and stops no engine.
 */
public final class WebConsole implements AutoCloseable {
  private final Settings settings;
  private final EventStreams streams;
  private final Dispatcher dispatcher;

  private WebConsole(Settings settings, Ticker ticker) {
    this.settings = settings;
    streams = new EventStreams(settings.shops().values(), ticker);
    dispatcher = new Dispatcher(settings, Pages.routes(streams::listen), Pages::error);
  }

  /**
   * A console of one shop.
   *
   * @param engine the shop's; started or not, never closed here
   */
  public static Builder builder(AutoPurchase engine) {
    return new Builder(Map.of("", Objects.requireNonNull(engine, "engine")));
  }

  /**
   * A console of several shops; the id of the shop is the first part of each address.
   *
   * @param engines by the ids of their shops, in the order in which they are shown; at least one, and no id may be empty or {@code assets}
   * @throws ConfigurationException if there is no shop, or an id cannot be part of an address
   */
  public static Builder builder(Map<String, AutoPurchase> engines) {
    Map<String, AutoPurchase> copy = Collections.unmodifiableMap(new LinkedHashMap<>(engines));
    if (copy.isEmpty() || copy.containsKey("") || copy.containsKey("assets")) {
      throw new ConfigurationException("a console of several shops needs their ids, none of which is empty or 'assets'");
    }
    return new Builder(copy);
  }

  void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    dispatcher.service(request, response);
  }

  Settings settings() {
    return settings;
  }

  EventStreams streams() {
    return streams;
  }

  /**
   * The panel of an order, to be shown on a page of the host's.
   *
   * @param mount the address of the servlet as the host's page links it, such as {@code /autopurchase/}; ends with a slash
   */
  public PurchasePanel panel(String mount) {
    return new PurchasePanel(settings, mount);
  }

  /** Ends the streams of open pages, so that a server that stops need not wait for them. May be repeated; pages can still be shown. */
  @Override
  public void close() {
    streams.close();
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final Map<String, AutoPurchase> engines;
    private final Map<String, OrderSource> orders = new LinkedHashMap<>();
    private final Set<String> origins = new LinkedHashSet<>();
    @Nullable private Access access;
    private FormToken formToken = FormToken.none();
    @Nullable private Function<HttpServletRequest, Locale> locale;
    private ZoneId zone = ZoneId.systemDefault();
    private boolean paymentAllowed;
    @Nullable private Url home;
    private String provider = "";
    private Ticker ticker = Ticker.everySecond();

    private Builder(Map<String, AutoPurchase> engines) {
      this.engines = engines;
    }

    /**
     * Who the users are and what they may do. There is no default: a console without it is not built.
     *
     * @param value asked for each request
     */
    public Builder access(Access value) {
      access = Objects.requireNonNull(value, "access");
      return this;
    }

    /**
     * The orders of the only shop; none by default, and then the console shows what was bought, and books nothing.
     *
     * @param value the host's orders
     */
    public Builder orders(OrderSource value) {
      return orders("", value);
    }

    /**
     * The orders of one of several shops.
     *
     * @param shop its id
     * @param value the host's orders
     * @throws ConfigurationException if the console has no such shop
     */
    public Builder orders(String shop, OrderSource value) {
      if (!engines.containsKey(shop)) {
        throw new ConfigurationException("the console has no shop '" + shop + "'; it has " + engines.keySet());
      }
      orders.put(shop, Objects.requireNonNull(value, "orders"));
      return this;
    }

    /**
     * The host's protection of forms, on top of the check of {@code Sec-Fetch-Site} and {@code Origin}; none by default.
     *
     * @param value asked for each page and each form
     */
    public Builder formToken(FormToken value) {
      formToken = Objects.requireNonNull(value, "formToken");
      return this;
    }

    /**
     * The language of each request, if the host chooses it; by default the reader does, on the page or by the browser's settings.
     *
     * @param value English is shown for a language that there is not
     */
    public Builder locale(Function<HttpServletRequest, Locale> value) {
      locale = Objects.requireNonNull(value, "locale");
      return this;
    }

    /**
     * The zone of times where no script puts them into the reader's own; the machine's by default.
     *
     * @param value the zone
     */
    public Builder zone(ZoneId value) {
      zone = Objects.requireNonNull(value, "zone");
      return this;
    }

    /** Lets users with the permission to pay do so from the console, if the engine allows payment, too. Without it nothing can be paid there. */
    public Builder allowPayment() {
      paymentAllowed = true;
      return this;
    }

    /**
     * A page of the host that each page of the console links first, so that readers find their way back; none by default.
     *
     * @param value a path as the browser sees it, such as {@code /orders}, or a whole address with http or https
     * @throws ConfigurationException for another address
     */
    public Builder homeLink(String value) {
      home =
          Url.host(Objects.requireNonNull(value, "homeLink"))
              .orElseThrow(() -> new ConfigurationException("homeLink must be a path that begins with one slash, or an address with http or https"));
      return this;
    }

    /**
     * The provider that is chosen where a session is added, until the reader chooses another; the first one by default.
     *
     * @param id such as {@code taobao}; one that there is not chooses none
     */
    public Builder defaultProvider(String id) {
      provider = Objects.requireNonNull(id, "provider");
      return this;
    }

    /**
     * Accepts forms of another origin than the address that the request came to: that of a proxy which changes the {@code Host} header. None
     * by default.
     *
     * @param value such as {@code https://shop.example}
     */
    public Builder allowedOrigin(String value) {
      origins.add(Objects.requireNonNull(value, "origin"));
      return this;
    }

    /** Drives the streams of tests. */
    Builder ticker(Ticker value) {
      ticker = value;
      return this;
    }

    /**
     * Builds the console; the builder can be used again.
     *
     * @throws ConfigurationException without {@link #access}
     */
    public WebConsole build() {
      if (access == null) {
        throw new ConfigurationException("the console needs .access(...), which says who its users are and what they may do");
      }
      Map<String, Shop> shops = new LinkedHashMap<>();
      engines.forEach((id, engine) -> shops.put(id, new Shop(id, engine, Optional.ofNullable(orders.get(id)))));
      return new WebConsole(
          new Settings(
              Collections.unmodifiableMap(shops),
              access,
              formToken,
              Optional.ofNullable(locale),
              zone,
              paymentAllowed,
              Optional.ofNullable(home),
              provider,
              Set.copyOf(origins)),
          ticker);
    }
  }
}
