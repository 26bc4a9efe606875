package io.autopurchase.testkit;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.Question;
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
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** A client that keeps all rules. Its parts are open, so that each can be done wrong. */
class ExampleMarketClient implements ProviderClient {
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final Set<String> NO = Set.of("SOLD_OUT", "EXPIRED", "NO_ORDER", "NOT_CANCELLABLE", "USED", "CURSOR", "PRICE");

  final ExampleMarketTransport transport;
  @Nullable private volatile Duration offset;

  ExampleMarketClient(ExampleMarketTransport transport) {
    this.transport = transport;
  }

  @Override
  public ProviderCapabilities capabilities() {
    return traitsBuilder().build();
  }

  ProviderCapabilities.Builder traitsBuilder() {
    return ProviderCapabilities.builder().ordersPerPage(4).cancellation(ProviderCapabilities.Cancellation.LINES).maxOrdersPerPayment(10);
  }

  @Override
  public List<Violation> check(Recipient recipient, String field) {
    return recipient.name().isEmpty() ? List.of(Violation.error(field + ".name", "REQUIRED", "is required")) : List.of();
  }

  @Override
  public URI authorizationUrl(String state) {
    return URI.create("http://127.0.0.1:" + transport.port + "/authorize?state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return call("/exchange", Map.of("secret", code), context, false, this::grant);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return call("/refresh", Map.of("secret", refreshToken.reveal()), context, false, this::grant);
  }

  @Nullable
  TokenSet grant(ExampleMarketReply reply) {
    return reply
        .all("grant")
        .map(words -> TokenSet.of(Secret.of(words[1]), Duration.ofDays(30)).withRefreshToken(Secret.of(words[2]), Duration.ofDays(60)))
        .findFirst()
        .orElse(null);
  }

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    return call("/item", Map.of("item", item.itemId()), context, false, reply -> reply.all("item").map(words -> offer(item, words)).findFirst());
  }

  private ItemListing offer(Item item, String[] words) {
    boolean soldOut = Boolean.parseBoolean(words[2]);
    ItemListing.Variant variant = ItemListing.Variant.of("", "", "", price(words[1]), soldOut ? 0 : 1000, !soldOut);
    return ItemListing.of(item.itemId(), item.itemId(), "thing", !soldOut, "", List.of(variant));
  }

  Money price(String minor) {
    return Money.ofMinor(Long.parseLong(minor), "CNY");
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    return call("/quote", Map.of("lines", lines(request)), context, false, this::quote);
  }

  Quote quote(ExampleMarketReply reply) {
    List<Quote.Unavailable> out =
        reply.all("out").map(words -> Quote.Unavailable.of(words[1], Question.OUT_OF_STOCK, "SOLD_OUT", "there is none left")).toList();
    List<Quote.PricedLine> priced = reply.all("price").map(words -> Quote.PricedLine.of(words[1], price(words[3]))).toList();
    Optional<Money> goods = reply.all("price").map(words -> price(words[2])).reduce(Money::plus);
    return Quote.of(goods.map(all -> List.of(Quote.Seller.of("seller", all, Money.zero("CNY"), priced))).orElse(List.of()), out);
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    return offset == null ? Optional.empty() : Optional.of(termsAt(now.plus(offset)));
  }

  RequestValidity termsAt(Instant there) {
    return new RequestValidity(there, there.plus(LIFE), there.plus(LIFE).plus(ExampleMarketService.LAG));
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    return call(
        "/time",
        Map.of(),
        context,
        false,
        reply -> {
          offset = offset(context.now(), reply.asOf());
          return true;
        });
  }

  Duration offset(Instant ours, Instant theirs) {
    return Duration.between(ours, theirs);
  }

  @Override
  public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    return call("/place", form(clientOrderId, request, validity), context, true, reply -> reply.orders().isEmpty() ? null : PlacementResponse.of(reply.orders()));
  }

  Map<String, String> form(String clientOrderId, PlacementRequest request, RequestValidity validity) {
    String most = Long.toString(request.goods().toMinorUnits());
    return Map.of("outer", clientOrderId, "lines", lines(request), "until", until(validity), "most", most);
  }

  String until(RequestValidity validity) {
    return Long.toString(validity.acceptedUntil().toEpochMilli());
  }

  String lines(PlacementRequest request) {
    return request.lines().stream()
        .map(line -> line.lineNo() + " " + line.orderItemId() + " " + line.quantity())
        .collect(Collectors.joining(","));
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    String clientOrderId = request.clientOrderId();
    ProviderResult<OrderLookup> result =
        call("/outer", Map.of("outer", clientOrderId), context, false, reply -> OrderLookup.of(reply.orders(), asOf(reply)));
    boolean foreign =
        result instanceof ProviderResult.Success<OrderLookup> yes && yes.value().orders().stream().anyMatch(order -> !order.clientOrderId().equals(clientOrderId));
    return foreign ? new ProviderResult.Unknown<>("FOREIGN", "orders of another client order id", null, false) : result;
  }

  Instant asOf(ExampleMarketReply reply) {
    return reply.asOf();
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return call("/orders", Map.of("ids", String.join(",", ids)), context, false, ExampleMarketReply::orders);
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    Map<String, String> form = Map.of("since", Long.toString(since.toEpochMilli()), "page", Integer.toString(page));
    return call(
        "/modified",
        form,
        context,
        false,
        reply -> reply.has("last") || reply.has("more") ? OrderPage.of(reply.orders(), reply.has("last"), asOf(reply)) : null);
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    String lines = request.lineIds().isEmpty() ? "*" : String.join(",", request.lineIds());
    return call("/cancel", Map.of("order", request.orderId(), "lines", lines, "until", until(validity)), context, true, reply -> true);
  }

  @Override
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    return call(
        "/pay",
        Map.of("ids", String.join(",", orderIds), "until", until(validity)),
        context,
        true,
        reply ->
            PaymentResponse.of(
                reply.all("paid").map(words -> words[1]).toList(),
                reply.all("unpaid").collect(Collectors.toMap(words -> words[1], words -> PaymentResponse.Refusal.of(words[2], "")))));
  }

  @Override
  public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    return call(
        "/orders",
        Map.of("ids", line.orderId()),
        context,
        false,
        reply ->
            reply.orders().stream()
                .flatMap(order -> order.lines().stream())
                .filter(each -> each.id().equals(line.lineId()))
                .flatMap(each -> each.tracking().stream())
                .map(each -> Parcel.of(each.carrier(), each.number(), "", List.of()))
                .toList());
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    String signature = any.getOrDefault("X-Market-Sign", List.of("")).get(0);
    if (!MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8), sign(body).getBytes(StandardCharsets.UTF_8))) {
      return new ProviderWebhook.InvalidSignature();
    }
    String[] words = new String(body, StandardCharsets.UTF_8).split(" ");
    return words.length == 2 && words[0].equals("order")
        ? new ProviderWebhook.Verified("order", List.of(words[1]), List.of(), null)
        : new ProviderWebhook.Unreadable("it has no order");
  }

  /** Enough of a signature for an example: a digest with a key in front. */
  static String sign(byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("market-key".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    // Each call closes its own connection.
  }

  <T> ProviderResult<T> call(
      String path, Map<String, String> parameters, CallContext context, boolean changes, Function<ExampleMarketReply, T> value) {
    Map<String, String> form = new TreeMap<>(parameters);
    context.accessToken().ifPresent(token -> form.put("token", token.reveal()));
    return judge(transport.send(path, encode(form), context, changes), context, value);
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  <T> ProviderResult<T> judge(ExampleMarketTransport.Answer answer, CallContext context, Function<ExampleMarketReply, T> value) {
    if (!answer.left()) {
      return new ProviderResult.NotSent<>(answer.failure(), "no byte has left");
    }
    if (answer.answer() == null) {
      return unknown(answer.failure(), false);
    }
    if (!answer.answer().start().startsWith("HTTP/1.1 200 ")) {
      return unknown("STATUS", false);
    }
    try {
      ExampleMarketReply reply = ExampleMarketReply.of(answer.answer().body(), needsEnd());
      String[] verdict = reply.verdict();
      return switch (verdict[0]) {
        case "yes" -> {
          T result = value.apply(reply);
          yield result == null ? unknown("UNCLEAR", false) : new ProviderResult.Success<>(result);
        }
        case "token" -> unauthorized(clean(reply.verdict(), context));
        case "limit" -> new ProviderResult.Limited<>("LIMIT", "too many calls", pause(verdict[1]));
        case "early" -> early(verdict[1], pause(verdict[2]));
        case "no" -> refused(verdict[1], verdict[2]);
        default -> unknown("UNCLEAR", false);
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return unreadable();
    }
  }

  boolean needsEnd() {
    return true;
  }

  <T> ProviderResult<T> unreadable() {
    return unknown("UNREADABLE", false);
  }

  <T> ProviderResult<T> unauthorized(String words) {
    return new ProviderResult.NeedsAuthorization<>("TOKEN", words, null);
  }

  String clean(String[] verdict, CallContext context) {
    String words = verdict[1] + " " + verdict[2];
    return context.accessToken().map(token -> words.replace(token.reveal(), "***")).orElse(words);
  }

  Duration pause(String seconds) {
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  <T> ProviderResult<T> early(String code, Duration retryAfter) {
    return new ProviderResult.TooEarly<>(code, "it is too early", retryAfter);
  }

  <T> ProviderResult<T> refused(String code, String words) {
    return NO.contains(code) ? new ProviderResult.Rejected<>(code, words, null) : unknown(code, true);
  }

  static <T> ProviderResult<T> unknown(String code, boolean refusal) {
    return new ProviderResult.Unknown<>(code, "the outcome is unknown", null, refusal);
  }
}
