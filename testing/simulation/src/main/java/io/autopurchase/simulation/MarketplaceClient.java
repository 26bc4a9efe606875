package io.autopurchase.simulation;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Violation;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import io.autopurchase.spi.ProviderCapabilities.Verification;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
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
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** One node's adapter, for one life of it. */
final class MarketplaceClient implements ProviderAdapter, ProviderClient {
  static final String PROVIDER = "market";

  private static final long REQUEST_LIFE = 30_000;
  private static final long UNENFORCED_WINDOW = 45 * 60_000;
  private static final long MARGIN = 2_000;
  private static final long PROOF_LIFE = 10 * 60_000;

  private static final List<PlacementRequest.Line> SOMETHING =
      List.of(PlacementRequest.Line.of("1", "x", "", "x", "", "", 1, Money.cny("1.00"), ""));

  /** Orders of a page of a look-up. */
  private static final int LOOKUP_PAGE = 2;

  private final Node node;
  private final World world;
  private final Marketplace market;
  private final Set<DisabledDuty> weaknesses;
  private final Wire wire;
  private final ProviderCapabilities capabilities;
  @Nullable private Instant provenAt;

  MarketplaceClient(Node node, World world, Marketplace market, Set<DisabledDuty> weaknesses) {
    this.node = node;
    this.world = world;
    this.market = market;
    this.weaknesses = weaknesses;
    wire = new Wire(node, world, market, weaknesses);
    RepeatedClientOrderId proven =
        market.profile.repeat == Marketplace.Repeat.REPLAYS
            ? RepeatedClientOrderId.REPLAYS
            : market.profile.repeat == Marketplace.Repeat.REJECTS ? RepeatedClientOrderId.REJECTS : RepeatedClientOrderId.UNKNOWN;
    capabilities =
        ProviderCapabilities.builder()
            .repeatedClientOrderId(world.oneIn(2) ? proven : RepeatedClientOrderId.UNKNOWN)
            .verification(market.profile.namesOrders ? Verification.BY_READING : Verification.BY_RESPONSE)
            .maxLines(3)
            .ordersPerPage(2)
            .cancellation(ProviderCapabilities.Cancellation.LINES)
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
  public ProviderCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<Violation> check(Recipient recipient, String field) {
    return List.of();
  }

  @Override
  public URI authorizationUrl(String state) {
    return URI.create("https://market.example/authorize?state=" + state);
  }

  private boolean is(DisabledDuty weakness) {
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
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return wire.send("exchange code", context, true, () -> new ProviderResult.Success<>(grant(market.authorize())), () -> Wire.unknown("FOREIGN"));
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
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
      ProviderResult<TokenSet> result =
          wire.send(
              "refresh",
              watched,
              true,
              () ->
                  market
                      .refresh(refreshToken.reveal())
                      .<ProviderResult<TokenSet>>map(tokens -> new ProviderResult.Success<>(grant(tokens)))
                      .orElseGet(() -> new ProviderResult.Rejected<>("REFRESH_TOKEN", "it is not valid", null)),
              () -> Wire.unknown("FOREIGN"));
      world.reached(
          result instanceof ProviderResult.Success ? Sometimes.TOKEN_REFRESHED : Sometimes.REFRESH_ANSWER_LOST);
      return result;
    } finally {
      market.invariants.refreshEnds(refresh);
    }
  }

  private TokenSet grant(String tokens) {
    int slash = tokens.indexOf('/');
    return TokenSet.of(Secret.of("access-" + tokens.substring(0, slash)), Duration.ofMillis(market.tokenLife()))
        .withRefreshToken(Secret.of("refresh-" + tokens.substring(slash + 1)), Duration.ofDays(180))
        .withAccount("account");
  }

  // Reads

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    if (item.itemId().equals(Operators.POISON) && !market.good(Operators.POISON).onSale) {
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
            bySeller.computeIfAbsent(good.seller, seller -> new ArrayList<>()).add(Quote.PricedLine.of(line.lineNo(), good.price));
            sums.merge(good.seller, good.price.multiply(line.quantity()), Money::plus);
          }
          List<Quote.Seller> sellers = new ArrayList<>();
          bySeller.forEach((seller, lines) -> sellers.add(Quote.Seller.of(seller, sums.get(seller), Money.cny("0.00"), lines)));
          return Quote.of(sellers, List.of());
        });
  }

  // Orders

  @Override
  public Instant providerTime(Instant now) {
    return wire.marketTime(now);
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    if (provenAt == null || now.isAfter(provenAt.plusMillis(PROOF_LIFE)) || now.isBefore(provenAt.minusMillis(MARGIN))) {
      return Optional.empty(); // it was long ago, or our clock has jumped since
    }
    Instant there = providerTime(now);
    long window = window();
    Instant signedAt = market.profile.enforcesWindow ? there.minusMillis(window - REQUEST_LIFE) : there;
    Instant acceptedUntil = signedAt.plusMillis(window);
    long lag = is(DisabledDuty.NO_VISIBILITY_LAG) ? 0 : market.profile.visibilityLag;
    return Optional.of(new RequestValidity(signedAt, acceptedUntil, acceptedUntil.plusMillis(MARGIN + lag)));
  }

  private long window() {
    if (is(DisabledDuty.REQUESTS_DO_NOT_EXPIRE)) {
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
  public ProviderResult<PlacementResponse> place(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    CallContext watched =
        context.withGate(
            () -> {
              boolean may = context.maySend();
              if (may) {
                request.lines().forEach(line -> market.invariants.expectRead(node, "item " + line.itemId(), clientOrderId));
                market.invariants.orderLeaves(clientOrderId, intendedAt(validity), capabilities.repeatedClientOrderId() == RepeatedClientOrderId.UNKNOWN);
              }
              return may;
            });
    return wire.send(
        "place " + clientOrderId,
        watched,
        true,
        () -> arrive(clientOrderId, request, validity, context),
        () -> new ProviderResult.Success<>(response(List.of(market.foreignOrder(request.lines())))));
  }

  /** When the intent was made, as far as the terms tell. */
  private long intendedAt(RequestValidity validity) {
    long signed = Duration.between(Node.BEGINNING, validity.signedAt()).toMillis();
    return market.profile.enforcesWindow ? signed + window() - REQUEST_LIFE : signed;
  }

  private ProviderResult<PlacementResponse> arrive(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    Optional<ProviderResult<PlacementResponse>> refused = refusedByTimeOrGateway(validity, context);
    if (refused.isPresent()) {
      return refused.get();
    }
    Marketplace.Placed placed = market.place(clientOrderId, request);
    if (placed.refusal() == null) {
      List<MarketOrder> shown = placed.orders();
      if (shown.size() > 1 && world.oneIn(2)) {
        world.reached(Sometimes.PARTIAL_ANSWER);
        shown = shown.subList(0, 1);
      }
      return new ProviderResult.Success<>(response(shown.stream().map(market::view).toList()));
    }
    String code = placed.refusal();
    if (is(DisabledDuty.ERROR_IS_SUCCESS)) {
      return new ProviderResult.Success<>(response(List.of(pretended(clientOrderId, request))));
    }
    if (code.equals("OUTER_ID_EXISTS")) {
      return new ProviderResult.Unknown<>(code, "it exists", null, false);
    }
    return market.profile.namesListedRefusals
        ? new ProviderResult.Rejected<>(code, "no", null)
        : new ProviderResult.Unknown<>(code, "no", null, true);
  }

  private PlacementResponse response(List<ProviderOrder> orders) {
    return market.profile.namesOrders
        ? PlacementResponse.ofIds(orders.stream().map(ProviderOrder::id).toList())
        : PlacementResponse.of(orders);
  }

  private static ProviderOrder pretended(String clientOrderId, PlacementRequest request) {
    List<ProviderOrder.Line> lines = new ArrayList<>();
    for (PlacementRequest.Line line : request.lines()) {
      lines.add(
          ProviderOrder.Line.builder(
                  "0-" + line.lineNo(), line.itemId(), "", line.quantity(), PurchaseStatus.AWAITING_PAYMENT, "AWAITING_PAYMENT")
              .amount(line.unitPrice().multiply(line.quantity()))
              .build());
    }
    return ProviderOrder.builder("0", clientOrderId, PurchaseStatus.AWAITING_PAYMENT, "AWAITING_PAYMENT").lines(lines).build();
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    String clientOrderId = request.clientOrderId();
    if (request.cursor().isEmpty()) {
      market.invariants.looksUp(clientOrderId);
    }
    if (market.profile.pagedLookups) {
      return page(request, context);
    }
    return wire.send(
        "look up " + clientOrderId,
        context,
        false,
        () ->
            this.<OrderLookup>gateway(context)
                .orElseGet(
                    () -> {
                      List<MarketOrder> visible = market.visible(clientOrderId);
                      return new ProviderResult.Success<>(
                          OrderLookup.of(visible.stream().map(market::view).toList(), Marketplace.time(world.now())));
                    }),
        () ->
            new ProviderResult.Success<>(
                OrderLookup.of(
                    List.of(market.foreignOrder(SOMETHING)),
                    Marketplace.time(world.now()))));
  }

  /** What was placed within the window of a look-up, a page of it; a cursor may end at any time. */
  private ProviderResult<OrderLookup> page(OrderLookupRequest request, CallContext context) {
    return wire.send(
        "look up " + request.clientOrderId() + request.cursor().map(cursor -> " from " + cursor).orElse(""),
        context,
        false,
        () -> this.<OrderLookup>gateway(context).orElseGet(() -> carryOut(request)),
        // A list of numbers says nothing of whom it was made for: the adapter has to notice that by what it echoes of the request.
        () -> Wire.unknown("FOREIGN_ANSWER"));
  }

  private ProviderResult<OrderLookup> carryOut(OrderLookupRequest request) {
    if (request.cursor().isPresent() && !market.calm && world.oneIn(20)) {
      world.reached(Sometimes.CURSOR_LOST);
      return new ProviderResult.Rejected<>("CURSOR", "it is not valid any more", null);
    }
    List<String> placed =
        market.orders().stream()
            .filter(order -> order.visibleAt <= world.now() && isWithin(request, Marketplace.time(order.madeAt())))
            .map(order -> order.id)
            .toList();
    // From a certain order on, not from a certain number: orders come to show while the pages are read.
    int from = request.cursor().map(cursor -> (int) placed.stream().filter(id -> id.compareTo(cursor) <= 0).count()).orElse(0);
    List<String> shown = placed.subList(from, Math.min(placed.size(), from + LOOKUP_PAGE));
    boolean isLast = from + shown.size() == placed.size();
    if (!isLast) {
      world.reached(Sometimes.LOOKED_UP_BY_PAGES);
    }
    Optional<String> next = isLast ? Optional.empty() : Optional.of(shown.get(shown.size() - 1));
    return new ProviderResult.Success<>(OrderLookup.of(List.of(), shown, Marketplace.time(world.now()), next));
  }

  private static boolean isWithin(OrderLookupRequest request, Instant madeAt) {
    return !madeAt.isBefore(request.since()) && !madeAt.isAfter(request.until());
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return read(
        "orders",
        context,
        () -> {
          ids.forEach(id -> market.invariants.read(node, "order " + id));
          List<ProviderOrder> shown =
              market.orders().stream()
                  .filter(order -> ids.contains(order.id) && !order.isHidden(world.now()))
                  .filter(order -> !market.profile.namesOrders || isShown(order))
                  .map(market::view)
                  .toList();
          return ids.contains(Marketplace.FOREIGN) ? Stream.concat(shown.stream(), Stream.of(market.foreignOrder(SOMETHING))).toList() : shown;
        });
  }

  private boolean isShown(MarketOrder order) {
    if (order.visibleAt > world.now()) {
      world.reached(Sometimes.NAMED_NOT_YET_SHOWN);
      return false;
    }
    return true;
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    return wire.send(
        "cancel " + request.orderId() + " " + request.lineIds(),
        watched(context, List.of(request.orderId()), "a cancellation"),
        true,
        () -> this.<Boolean>refusedByTimeOrGateway(validity, context).orElseGet(() -> market.lifecycle.cancel(request, intendedAt(validity))),
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
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    int before = market.till.accepted();
    ProviderResult<PaymentResponse> result = wire.send(
        "pay " + orderIds,
        watched(context, orderIds, "a payment"),
        true,
        () -> this.<PaymentResponse>refusedByTimeOrGateway(validity, context).orElseGet(() -> new ProviderResult.Success<>(market.till.pay(orderIds, intendedAt(validity)))),
        () -> Wire.unknown("FOREIGN_ANSWER"));
    if (result instanceof ProviderResult.Unknown && market.till.accepted() > before) {
      world.reached(Sometimes.PAYMENT_ANSWER_LOST);
    }
    return result;
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    return Messenger.read(headers, body);
  }

  private <T> Optional<ProviderResult<T>> refusedByTimeOrGateway(RequestValidity validity, CallContext context) {
    Instant now = Marketplace.time(world.now());
    if (market.profile.enforcesWindow && now.isAfter(validity.signedAt().plusMillis(Marketplace.WINDOW))) {
      world.reached(Sometimes.LATE_ARRIVAL_REFUSED);
      return Optional.of(new ProviderResult.NotSent<>("STALE_TIME", "the request's time is over"));
    }
    if (market.profile.namesOrders && !market.calm && world.oneIn(10)) {
      world.reached(Sometimes.TOO_EARLY);
      Duration retryAfter = world.oneIn(2) ? null : Duration.ofMillis(world.random.nextInt(30_000));
      return Optional.of(new ProviderResult.TooEarly<>("TOO_EARLY", "not yet", retryAfter));
    }
    return gateway(context);
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    return read("modified orders", context, () -> market.modifiedSince(since, page, capabilities.ordersPerPage()));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
