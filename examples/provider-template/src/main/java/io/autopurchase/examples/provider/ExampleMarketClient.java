package io.autopurchase.examples.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Item;
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
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;

/** The conversation with the market: each method is one of its calls. */
final class ExampleMarketClient implements ProviderClient {
  private static final int PAGE = 20;

  private final ExampleMarketSettings settings;
  private final Transport transport;

  /** What to add to our clock to get the market's; null before its first answer. A crash may lose it. */
  @Nullable private volatile Duration offset;

  ExampleMarketClient(ExampleMarketSettings settings) {
    this.settings = settings;
    transport = new Transport(settings.url);
  }

  @Override
  public ProviderCapabilities capabilities() {
    return ProviderCapabilities.builder()
        .repeatedClientOrderId(ProviderCapabilities.RepeatedClientOrderId.REJECTS)
        .maxLines(20)
        .maxOrdersPerRead(50)
        .ordersPerPage(PAGE)
        .maxClientOrderIdLength(64)
        .cancellation(ProviderCapabilities.Cancellation.ORDERS)
        .callTimeout(settings.callTimeout)
        .build();
  }

  @Override
  public List<Violation> check(Recipient recipient, String field) {
    List<Violation> violations = new ArrayList<>();
    if (recipient.name().isEmpty()) {
      violations.add(Violation.error(field + ".name", "REQUIRED", "is required"));
    }
    if (!recipient.phone().matches("\\+?[0-9]{6,15}")) {
      violations.add(Violation.error(field + ".phone", "FORMAT", "must have 6 to 15 digits"));
    }
    if (recipient.street().isEmpty()) {
      violations.add(Violation.error(field + ".street", "REQUIRED", "is required"));
    }
    return violations;
  }

  // Authorization

  @Override
  public URI authorizationUrl(String state) {
    return URI.create(settings.url + "/authorize?app=" + encode(settings.app) + "&state=" + encode(state));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return grant(application().put("code", code), context);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return grant(application().put("refreshToken", refreshToken.reveal()), context);
  }

  private ObjectNode application() {
    return Reply.JSON.createObjectNode().put("app", settings.app).put("secret", settings.appSecret.reveal());
  }

  private ProviderResult<TokenSet> grant(ObjectNode request, CallContext context) {
    return call(
        "/token",
        request,
        context,
        reply ->
            TokenSet.of(
                    Secret.of(Reply.text(reply.data(), "accessToken")),
                    Duration.ofSeconds(Long.parseLong(Reply.text(reply.data(), "expiresIn"))))
                .withRefreshToken(
                    Secret.of(Reply.text(reply.data(), "refreshToken")),
                    Duration.ofSeconds(Long.parseLong(Reply.text(reply.data(), "refreshExpiresIn"))))
                .withAccount(Reply.text(reply.data(), "account")));
  }

  // Goods

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    ProviderResult<Optional<ItemListing>> result =
        call("/item", Reply.JSON.createObjectNode().put("item", item.itemId()), context, reply -> Optional.of(offer(item, reply.data())));
    boolean none = result instanceof ProviderResult.Rejected<Optional<ItemListing>> no && no.code().equals("NO_SUCH_ITEM");
    return none ? new ProviderResult.Success<>(Optional.empty()) : result;
  }

  private static ItemListing offer(Item item, JsonNode data) {
    int stock = Integer.parseInt(Reply.text(data, "stock"));
    ItemListing.Variant only = ItemListing.Variant.of("", "", "", Orders.money(data, "price"), stock, stock > 0);
    return ItemListing.of(item.itemId(), Reply.text(data, "item"), Reply.text(data, "title"), stock > 0, "", List.of(only));
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    ObjectNode json = Reply.JSON.createObjectNode();
    json.set("lines", lines(request));
    return call("/quote", json, context, reply -> quote(reply.data()));
  }

  private static Quote quote(JsonNode data) {
    List<Quote.Seller> sellers = new ArrayList<>();
    for (JsonNode seller : Reply.list(data, "sellers")) {
      List<Quote.PricedLine> lines = new ArrayList<>();
      Reply.list(seller, "lines").forEach(line -> lines.add(Quote.PricedLine.of(Reply.text(line, "number"), Orders.money(line, "price"))));
      sellers.add(Quote.Seller.of(Reply.text(seller, "seller"), Orders.money(seller, "goods"), Orders.money(seller, "freight"), lines));
    }
    List<Quote.Unavailable> unavailable = new ArrayList<>();
    for (JsonNode line : Reply.list(data, "unavailable")) {
      String code = Reply.text(line, "code");
      String question = code.equals("NO_SUCH_ITEM") ? Question.ITEM_DISCONTINUED : Question.OUT_OF_STOCK;
      unavailable.add(Quote.Unavailable.of(Reply.text(line, "number"), question, code, ""));
    }
    return Quote.of(sellers, unavailable);
  }

  // Orders

  @Override
  public Instant providerTime(Instant now) {
    Duration known = offset;
    return known == null ? now : now.plus(known);
  }

  @Override
  public Optional<RequestValidity> validity(Instant now) {
    if (offset == null) {
      return Optional.empty();
    }
    Instant there = providerTime(now);
    Instant acceptedUntil = there.plus(settings.requestTtl);
    return Optional.of(new RequestValidity(there, acceptedUntil, acceptedUntil.plus(settings.visibilityLag)));
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    return call("/time", Reply.JSON.createObjectNode(), context, reply -> true);
  }

  @Override
  public ProviderResult<PlacementResponse> place(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    ObjectNode json = effect(validity).put("clientOrderId", clientOrderId).put("reference", request.orderId()).put("note", request.note());
    json.set("lines", lines(request));
    json.putObject("recipient")
        .put("name", request.recipient().name())
        .put("phone", request.recipient().phone())
        .put("street", request.recipient().street());
    return call(
        "/place",
        json,
        context,
        reply -> {
          List<ProviderOrder> made = Orders.of(Reply.list(reply.data(), "orders"));
          if (made.isEmpty()) {
            throw new Reply.NotClearException();
          }
          return PlacementResponse.of(made);
        });
  }

  private static ArrayNode lines(PlacementRequest request) {
    ArrayNode lines = Reply.JSON.createArrayNode();
    for (PlacementRequest.Line line : request.lines()) {
      lines
          .addObject()
          .put("number", line.lineNo())
          .put("item", line.orderItemId())
          .put("quantity", line.quantity())
          // More than this it must not cost.
          .put("price", line.unitPrice().amount().toPlainString());
    }
    return lines;
  }

  /** The market refuses what comes later than it may: so what was stuck somewhere dies by itself. */
  private static ObjectNode effect(RequestValidity validity) {
    return Reply.JSON.createObjectNode().put("notAfter", validity.acceptedUntil().toEpochMilli());
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    return call(
        "/orders",
        Reply.JSON.createObjectNode().put("clientOrderId", request.clientOrderId()),
        context,
        reply -> {
          List<ProviderOrder> found = Orders.of(Reply.list(reply.data(), "orders"));
          if (found.stream().anyMatch(order -> !order.clientOrderId().equals(request.clientOrderId()))) {
            // An answer to another caller says nothing about our order.
            throw new Reply.NotClearException();
          }
          return OrderLookup.of(found, reply.time());
        });
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    ObjectNode json = Reply.JSON.createObjectNode();
    ids.forEach(json.putArray("ids")::add);
    return call("/orders", json, context, reply -> Orders.of(Reply.list(reply.data(), "orders")));
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    ObjectNode json = Reply.JSON.createObjectNode().put("since", since.toEpochMilli()).put("page", page).put("size", PAGE);
    return call(
        "/modified",
        json,
        context,
        reply -> {
          long total = Long.parseLong(Reply.text(reply.data(), "total"));
          return OrderPage.of(Orders.of(Reply.list(reply.data(), "orders")), (long) page * PAGE >= total, reply.time());
        });
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    ObjectNode json = effect(validity).put("order", request.orderId()).put("reason", request.reason());
    return call("/cancel", json, context, reply -> Reply.text(reply.data(), "order").equals(request.orderId()));
  }

  @Override
  public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    return Webhooks.read(headers, body, settings.appSecret);
  }

  private <T> ProviderResult<T> call(String path, ObjectNode request, CallContext context, Function<Reply, T> value) {
    Transport.Answer answer = transport.post(path, bytes(request), context);
    return Reply.judge(answer, context, there -> offset = Duration.between(context.now(), there), value);
  }

  private static byte[] bytes(ObjectNode request) {
    try {
      return Reply.JSON.writeValueAsBytes(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can be written", e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
