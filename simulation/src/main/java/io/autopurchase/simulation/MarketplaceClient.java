package io.autopurchase.simulation;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Problem;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.EffectTerms;
import io.autopurchase.spi.FoundOrders;
import io.autopurchase.spi.ItemOffer;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PaymentAnswer;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderMessage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderSettings;
import io.autopurchase.spi.ProviderTraits;
import io.autopurchase.spi.ProviderTraits.RepeatedOuterId;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.TokenGrant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** One node's adapter, for one life of it. */
final class MarketplaceClient implements ProviderAdapter, ProviderClient {
  static final String PROVIDER = "market";

  private static final long REQUEST_LIFE = 30_000;
  private static final long UNENFORCED_WINDOW = 45 * 60_000;
  private static final long MARGIN = 2_000;
  private static final long PROOF_LIFE = 10 * 60_000;

  private final Node node;
  private final World world;
  private final Marketplace market;
  private final Set<Weakness> weaknesses;
  private final Wire wire;
  private final ProviderTraits traits;
  @Nullable private Instant provenAt;

  MarketplaceClient(Node node, World world, Marketplace market, Set<Weakness> weaknesses) {
    this.node = node;
    this.world = world;
    this.market = market;
    this.weaknesses = weaknesses;
    wire = new Wire(node, world, market, weaknesses);
    RepeatedOuterId proven =
        market.profile.repeat == Marketplace.Repeat.REPLAYS
            ? RepeatedOuterId.REPLAYS
            : market.profile.repeat == Marketplace.Repeat.REJECTS ? RepeatedOuterId.REJECTS : RepeatedOuterId.UNKNOWN;
    traits =
        ProviderTraits.builder()
            .repeatedOuterId(world.oneIn(2) ? proven : RepeatedOuterId.UNKNOWN)
            .maxLines(3)
            .ordersPerPage(2)
            .cancellation(ProviderTraits.Cancellation.LINES)
            .maxOrdersPerPayment(2)
            .build();
  }

  @Override
  public String id() {
    return PROVIDER;
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return this;
  }

  @Override
  public ProviderTraits traits() {
    return traits;
  }

  @Override
  public List<Problem> check(Recipient recipient, String field) {
    return List.of();
  }

  @Override
  public URI authorizationUrl(String state) {
    return URI.create("https://market.example/authorize?state=" + state);
  }

  private boolean is(Weakness weakness) {
    return weaknesses.contains(weakness);
  }

  /** What the gateway says before it looks at what is asked; empty if it says nothing. */
  private <T> Optional<ProviderResult<T>> gateway(CallContext context) {
    long quiet = market.quietFor();
    if (quiet > 0) {
      return Optional.of(new ProviderResult.Limited<>("TOO_MANY", "too many calls", Duration.ofMillis(quiet)));
    }
    if (!market.accepts(context.accessToken().map(Secret::reveal).orElse(""))) {
      world.reached(Sometimes.TOKEN_REFUSED);
      return Optional.of(new ProviderResult.NeedsAuthorization<>("TOKEN", "the token is not valid", null));
    }
    return Optional.empty();
  }

  private <T> ProviderResult<T> read(String what, CallContext context, Supplier<T> answer) {
    return wire.send(
        what,
        context,
        false,
        () -> this.<T>gateway(context).orElseGet(() -> new ProviderResult.Success<>(answer.get())),
        () -> Wire.unknown("FOREIGN_ANSWER"));
  }

  // Tokens

  @Override
  public ProviderResult<TokenGrant> exchangeCode(String code, CallContext context) {
    return wire.send("exchange code", context, true, () -> new ProviderResult.Success<>(grant(market.authorize())), () -> Wire.unknown("FOREIGN"));
  }

  @Override
  public ProviderResult<TokenGrant> refresh(Secret refreshToken, CallContext context) {
    Object refresh = new Object();
    CallContext watched =
        context.withGate(
            () -> {
              boolean may = context.maySend();
              if (may) {
                market.invariants.refreshBegins(node, refresh);
              }
              return may;
            });
    try {
      ProviderResult<TokenGrant> result =
          wire.send(
              "refresh",
              watched,
              true,
              () ->
                  market
                      .refresh(refreshToken.reveal())
                      .<ProviderResult<TokenGrant>>map(tokens -> new ProviderResult.Success<>(grant(tokens)))
                      .orElseGet(() -> new ProviderResult.Rejected<>("REFRESH_TOKEN", "it is not valid", null)),
              () -> Wire.unknown("FOREIGN"));
      world.reached(
          result instanceof ProviderResult.Success ? Sometimes.TOKEN_REFRESHED : Sometimes.REFRESH_ANSWER_LOST);
      return result;
    } finally {
      market.invariants.refreshEnds(refresh);
    }
  }

  private TokenGrant grant(String tokens) {
    int slash = tokens.indexOf('/');
    return new TokenGrant(
        Secret.of("access-" + tokens.substring(0, slash)),
        Duration.ofMillis(market.tokenLife()),
        Secret.of("refresh-" + tokens.substring(slash + 1)),
        Duration.ofDays(180),
        "account");
  }

  // Reads

  @Override
  public ProviderResult<Optional<ItemOffer>> item(Item item, CallContext context) {
    if (item.itemId().equals(People.POISON) && !market.good(People.POISON).onSale) {
      market.invariants.poisoned(node);
      throw node.die();
    }
    return read(
        "item " + item.itemId(),
        context,
        () -> {
          market.invariants.read(node, "item " + item.itemId());
          return market.offer(item.itemId());
        });
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    return read(
        "quote",
        context,
        () -> {
          Map<String, List<Quote.PricedLine>> bySeller = new LinkedHashMap<>();
          Map<String, Money> sums = new LinkedHashMap<>();
          for (PlacementRequest.Line line : request.lines()) {
            Marketplace.Good good = market.good(line.itemId());
            market.invariants.read(node, "item " + line.itemId());
            bySeller.computeIfAbsent(good.seller, seller -> new ArrayList<>()).add(new Quote.PricedLine(line.lineNo(), good.price));
            sums.merge(good.seller, good.price.times(line.quantity()), Money::plus);
          }
          List<Quote.Seller> sellers = new ArrayList<>();
          bySeller.forEach((seller, lines) -> sellers.add(new Quote.Seller(seller, sums.get(seller), Money.cny("0.00"), lines)));
          return new Quote(sellers, List.of());
        });
  }

  // Orders

  @Override
  public Instant providerTime(Instant now) {
    return wire.marketTime(now);
  }

  @Override
  public Optional<EffectTerms> terms(Instant now) {
    if (provenAt == null || now.isAfter(provenAt.plusMillis(PROOF_LIFE)) || now.isBefore(provenAt.minusMillis(MARGIN))) {
      return Optional.empty(); // it was long ago, or our clock has jumped since
    }
    Instant there = providerTime(now);
    long window = window();
    Instant signedAt = market.profile.enforcesWindow ? there.minusMillis(window - REQUEST_LIFE) : there;
    Instant acceptedUntil = signedAt.plusMillis(window);
    long lag = is(Weakness.NO_VISIBILITY_LAG) ? 0 : market.profile.visibilityLag;
    return Optional.of(new EffectTerms(signedAt, acceptedUntil, acceptedUntil.plusMillis(MARGIN + lag)));
  }

  private long window() {
    if (is(Weakness.REQUESTS_DO_NOT_EXPIRE)) {
      return REQUEST_LIFE;
    }
    return market.profile.enforcesWindow ? Marketplace.WINDOW : UNENFORCED_WINDOW;
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    ProviderResult<Boolean> result = read("prepare", context, () -> market.profile.enforcesWindow);
    if (result instanceof ProviderResult.Success) {
      provenAt = node.now();
    }
    return result;
  }

  @Override
  public ProviderResult<List<ProviderOrder>> place(
      String outerId, PlacementRequest request, EffectTerms terms, CallContext context) {
    CallContext watched =
        context.withGate(
            () -> {
              boolean may = context.maySend();
              if (may) {
                request.lines().forEach(line -> market.invariants.expectRead(node, "item " + line.itemId(), outerId));
                market.invariants.orderLeaves(outerId, intendedAt(terms), traits.repeatedOuterId() == RepeatedOuterId.UNKNOWN);
              }
              return may;
            });
    return wire.send(
        "place " + outerId,
        watched,
        true,
        () -> arrive(outerId, request, terms, context),
        () -> new ProviderResult.Success<>(List.of(market.foreignOrder(request.lines()))));
  }

  /** When the intent was made, as far as the terms tell. */
  private long intendedAt(EffectTerms terms) {
    long signed = Duration.between(Node.BEGINNING, terms.signedAt()).toMillis();
    return market.profile.enforcesWindow ? signed + window() - REQUEST_LIFE : signed;
  }

  private ProviderResult<List<ProviderOrder>> arrive(
      String outerId, PlacementRequest request, EffectTerms terms, CallContext context) {
    Optional<ProviderResult<List<ProviderOrder>>> refused = refusedByTimeOrGateway(terms, context);
    if (refused.isPresent()) {
      return refused.get();
    }
    Marketplace.Placed placed = market.place(outerId, request);
    if (placed.refusal() == null) {
      List<MarketOrder> shown = placed.orders();
      if (shown.size() > 1 && world.oneIn(2)) {
        world.reached(Sometimes.PARTIAL_ANSWER);
        shown = shown.subList(0, 1);
      }
      return new ProviderResult.Success<>(shown.stream().map(market::view).toList());
    }
    String code = placed.refusal();
    if (is(Weakness.ERROR_IS_SUCCESS)) {
      return new ProviderResult.Success<>(List.of(pretended(outerId, request)));
    }
    if (code.equals("OUTER_ID_EXISTS")) {
      return new ProviderResult.Unknown<>(code, "it exists", null, false);
    }
    return market.profile.namesListedRefusals
        ? new ProviderResult.Rejected<>(code, "no", null)
        : new ProviderResult.Unknown<>(code, "no", null, true);
  }

  private static ProviderOrder pretended(String outerId, PlacementRequest request) {
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      lines.add(
          ProviderOrder.Line.builder(
                  "0-" + line.lineNo(), line.itemId(), "", line.quantity(), PurchaseStatus.AWAITING_PAYMENT, "AWAITING_PAYMENT")
              .amount(line.unitPrice().times(line.quantity()))
              .build());
    }
    return ProviderOrder.builder("0", outerId, PurchaseStatus.AWAITING_PAYMENT, "AWAITING_PAYMENT").lines(lines).build();
  }

  @Override
  public ProviderResult<FoundOrders> ordersByOuterId(String outerId, CallContext context) {
    market.invariants.looksUp(outerId);
    return wire.send(
        "look up " + outerId,
        context,
        false,
        () ->
            this.<FoundOrders>gateway(context)
                .orElseGet(
                    () -> {
                      List<MarketOrder> visible = market.visible(outerId);
                      return new ProviderResult.Success<>(
                          new FoundOrders(visible.stream().map(market::view).toList(), Marketplace.time(world.now())));
                    }),
        () ->
            new ProviderResult.Success<>(
                new FoundOrders(
                    List.of(
                        market.foreignOrder(
                            List.of(new PlacementRequest.Line("1", "x", "", "x", "", "", 1, Money.cny("1.00"), "")))),
                    Marketplace.time(world.now()))));
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return read(
        "orders",
        context,
        () -> {
          ids.forEach(id -> market.invariants.read(node, "order " + id));
          return market.orders().stream()
              .filter(order -> ids.contains(order.id) && !order.isHidden(world.now()))
              .map(market::view)
              .toList();
        });
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, EffectTerms terms, CallContext context) {
    return wire.send(
        "cancel " + request.orderId() + " " + request.lineIds(),
        watched(context, List.of(request.orderId()), "a cancellation"),
        true,
        () -> this.<Boolean>refusedByTimeOrGateway(terms, context).orElseGet(() -> market.trade.cancel(request, intendedAt(terms))),
        () -> Wire.unknown("FOREIGN_ANSWER"));
  }

  /** Nothing is done to an order that was not read a short while ago. */
  private CallContext watched(CallContext context, List<String> orderIds, String what) {
    return context.withGate(
        () -> {
          boolean may = context.maySend();
          if (may) {
            orderIds.forEach(id -> market.invariants.expectRead(node, "order " + id, what));
          }
          return may;
        });
  }

  @Override
  public ProviderResult<PaymentAnswer> pay(List<String> orderIds, EffectTerms terms, CallContext context) {
    int before = market.till.accepted();
    ProviderResult<PaymentAnswer> result = wire.send(
        "pay " + orderIds,
        watched(context, orderIds, "a payment"),
        true,
        () -> this.<PaymentAnswer>refusedByTimeOrGateway(terms, context).orElseGet(() -> new ProviderResult.Success<>(market.till.pay(orderIds, intendedAt(terms)))),
        () -> Wire.unknown("FOREIGN_ANSWER"));
    if (result instanceof ProviderResult.Unknown && market.till.accepted() > before) {
      world.reached(Sometimes.PAYMENT_ANSWER_LOST);
    }
    return result;
  }

  @Override
  public ProviderMessage message(Map<String, List<String>> headers, byte[] body) {
    return Messenger.read(headers, body);
  }

  private <T> Optional<ProviderResult<T>> refusedByTimeOrGateway(EffectTerms terms, CallContext context) {
    Instant now = Marketplace.time(world.now());
    if (market.profile.enforcesWindow && now.isAfter(terms.signedAt().plusMillis(Marketplace.WINDOW))) {
      world.reached(Sometimes.LATE_ARRIVAL_REFUSED);
      return Optional.of(new ProviderResult.NotSent<>("STALE_TIME", "the request's time is over"));
    }
    return gateway(context);
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    return read("modified orders", context, () -> market.modifiedSince(since, page, traits.ordersPerPage()));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
