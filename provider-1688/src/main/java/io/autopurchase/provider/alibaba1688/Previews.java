package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.provider.http.Fields;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Asks what orders would cost. One preview, like one order, takes the goods of one seller (documented), so there is one for each seller that is
 * known; offers whose seller is not known go by themselves.
 */
final class Previews {
  /** Of one quote; if there are more, the engine asks for each line. */
  static final int MOST_SELLERS = 10;

  private static final Set<String> FINE = Set.of("", "200");

  /** What the codes of a line mean to a person (documented). The others have no question: the line is refused in the platform's words. */
  private static final Map<String, String> QUESTIONS =
      Map.of(
          "500_001", Question.ITEM_DISCONTINUED,
          "500_002", Question.CONFIGURATION_OUTDATED,
          "500_003", Question.CONFIGURATION_OUTDATED,
          "500_004", Question.OUT_OF_STOCK);

  private final Alibaba1688Settings settings;
  private final Gateway gateway;
  private final Placements placements;
  private final OfferMemory memory;

  Previews(Alibaba1688Settings settings, Gateway gateway, Placements placements, OfferMemory memory) {
    this.settings = settings;
    this.gateway = gateway;
    this.placements = placements;
    this.memory = memory;
  }

  /** A code of the platform's, and its words. */
  record Refusal(String code, String message) {}

  /**
   * A preview of the goods of one seller.
   *
   * @param orders into which the platform would split them
   * @param refused lines that cannot be bought, by their numbers
   * @param refusal of all of them; null if there is none
   * @param tradeTypes by which they may be paid
   * @param tellsTradeTypes whether the answer says so
   */
  record Preview(
      List<Quote.Seller> orders, Map<String, Refusal> refused, @Nullable Refusal refusal, Set<String> tradeTypes, boolean tellsTradeTypes) {}

  ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    Collection<List<PlacementRequest.Line>> groups = bySeller(request);
    if (groups.size() > MOST_SELLERS) {
      return new ProviderResult.Rejected<>("TOO_MANY_SELLERS", "the lines are of more sellers than one quote asks for", null);
    }
    Optional<ProviderResult<Quote>> tooMany = gateway.take(Api.PREVIEW, groups.size(), context);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Reads requests = new Reads(context);
    List<Quote.Seller> orders = new ArrayList<>();
    List<Quote.Unavailable> unavailable = new ArrayList<>();
    for (List<PlacementRequest.Line> lines : groups) {
      ProviderResult<Preview> result = gateway.exchange(call(request, lines), requests.next());
      Refusal refusal = refusal(result);
      if (refusal != null && lines.size() == 1 && QUESTIONS.containsKey(refusal.code)) {
        unavailable.add(unavailable(lines.get(0).lineNo(), refusal));
      } else if (refusal != null) {
        return new ProviderResult.Rejected<>(refusal.code, refusal.message, null);
      } else if (result instanceof ProviderResult.Success<Preview> yes) {
        orders.addAll(yes.value().orders);
        yes.value().refused.forEach((lineNo, why) -> unavailable.add(unavailable(lineNo, why)));
        memory.payableBy(lines.stream().map(PlacementRequest.Line::orderItemId).toList(), yes.value().tradeTypes);
      } else {
        return Results.failure(result);
      }
    }
    return new ProviderResult.Success<>(Quote.of(orders, unavailable));
  }

  private ApiCall<Preview> call(PlacementRequest request, List<PlacementRequest.Line> lines) {
    String seller = memory.label(lines.get(0).orderItemId()).orElse("offer " + lines.get(0).orderItemId());
    // What is wrong may stand with the lines alone, whatever the answer says as a whole.
    return ApiCall.read(Api.PREVIEW, placements.preview(request, lines), reply -> read(seller, lines, reply))
        .whateverItSays(reply -> read(seller, lines, reply), reply -> false);
  }

  /** Why the lines cannot be bought together; null if they can, or if that is not known. */
  @Nullable
  private Refusal refusal(ProviderResult<Preview> result) {
    if (result instanceof ProviderResult.Rejected<Preview> no) {
      return new Refusal(no.code(), no.message());
    }
    if (!(result instanceof ProviderResult.Success<Preview> yes) || yes.value().refusal != null) {
      return result instanceof ProviderResult.Success<Preview> no ? no.value().refusal : null;
    }
    // Where nothing can be ordered, nothing is offered.
    return yes.value().tellsTradeTypes && !yes.value().orders.isEmpty() && !isOffered(yes.value().tradeTypes)
        ? new Refusal("TRADE_TYPE_NOT_OFFERED", "the platform offers no order by this way to pay: " + yes.value().tradeTypes)
        : null;
  }

  private boolean isOffered(Set<String> tradeTypes) {
    return settings.tradeType == Alibaba1688Settings.TradeType.ESCROW
        ? tradeTypes.contains(OfferMemory.ASSURE_TRADE) || tradeTypes.contains(OfferMemory.FXASSURE)
        : tradeTypes.contains(settings.tradeType.word);
  }

  private static Quote.Unavailable unavailable(String lineNo, Refusal why) {
    return Quote.Unavailable.of(lineNo, QUESTIONS.getOrDefault(why.code, Question.OUT_OF_STOCK), why.code, why.message);
  }

  private Collection<List<PlacementRequest.Line>> bySeller(PlacementRequest request) {
    Map<String, List<PlacementRequest.Line>> groups = new LinkedHashMap<>();
    for (PlacementRequest.Line line : request.lines()) {
      String seller = memory.seller(line.orderItemId()).map(id -> "seller " + id).orElse("offer " + line.orderItemId());
      groups.computeIfAbsent(seller, key -> new ArrayList<>()).add(line);
    }
    return groups.values();
  }

  /** Null if the answer shows no preview, or not of each line once. */
  @Nullable
  static Preview read(String seller, List<PlacementRequest.Line> lines, Reply reply) {
    // The misspelling is the platform's (documented).
    List<JsonNode> results = Fields.objects(reply.top(), reply.top().has("orderPreviewResuslt") ? "orderPreviewResuslt" : "orderPreviewResult");
    if (results == null || results.isEmpty()) {
      return null;
    }
    List<Quote.Seller> orders = new ArrayList<>();
    Map<String, Refusal> refused = new LinkedHashMap<>();
    Set<String> tradeTypes = new HashSet<>();
    boolean tells = false;
    Refusal refusal = null;
    int told = 0;
    for (JsonNode result : results) {
      List<JsonNode> cargo = Fields.objects(result, "cargoList");
      String code = Fields.words(result, "resultCode");
      JsonNode types = result.path("tradeModeNameList");
      tells |= types.isArray();
      types.forEach(type -> tradeTypes.add(type.asText()));
      List<Quote.PricedLine> priced = cargo == null ? null : priced(cargo, lines, refused, reply);
      Money goods = goods(result);
      Money freight = Amounts.fen(result, "sumCarriage");
      boolean isRefused = saysNo(result) || !FINE.contains(code);
      if (isRefused && (priced == null || refused.isEmpty())) {
        refusal = new Refusal(code.isEmpty() ? "NO_CODE" : reply.clean(code), reply.clean(Fields.words(result, "message")));
      } else if (priced == null || !priced.isEmpty() && (goods == null || freight == null && result.hasNonNull("sumCarriage"))) {
        return null;
      } else if (!priced.isEmpty() && goods != null) {
        String name = results.size() == 1 ? seller : seller + " " + (orders.size() + 1);
        orders.add(Quote.Seller.of(name, goods, freight == null ? Money.zero(Amounts.CURRENCY) : freight, priced));
        told += priced.size();
      }
    }
    boolean isWhole = refusal != null || told + refused.size() == lines.size();
    return isWhole && isDistinct(orders, refused) ? new Preview(orders, refused, refusal, tradeTypes, tells) : null;
  }

  private static boolean isDistinct(List<Quote.Seller> orders, Map<String, Refusal> refused) {
    List<String> all = new ArrayList<>(refused.keySet());
    orders.forEach(order -> order.lines().forEach(line -> all.add(line.lineNo())));
    return all.size() == Set.copyOf(all).size();
  }

  /** Null if a line has no price, or is none that was asked for. */
  @Nullable
  private static List<Quote.PricedLine> priced(
      List<JsonNode> cargo, List<PlacementRequest.Line> lines, Map<String, Refusal> refused, Reply reply) {
    List<Quote.PricedLine> priced = new ArrayList<>();
    for (JsonNode node : cargo) {
      PlacementRequest.Line line = line(node, lines);
      String code = Fields.words(node, "resultCode");
      Money price = Amounts.atMostYuan(node, "finalUnitPrice");
      if (line != null && !FINE.contains(code)) {
        refused.put(line.lineNo(), new Refusal(reply.clean(code), reply.clean(Fields.words(node, "message"))));
      } else if (line != null && price != null) {
        priced.add(Quote.PricedLine.of(line.lineNo(), price));
      } else {
        return null;
      }
    }
    return priced;
  }

  @Nullable
  private static PlacementRequest.Line line(JsonNode cargo, List<PlacementRequest.Line> lines) {
    String offer = Fields.id(cargo, "offerId");
    String spec = Fields.id(cargo, "specId");
    return lines.stream()
        .filter(line -> line.orderItemId().equals(offer))
        .filter(line -> line.orderSkuId().isEmpty() || line.orderSkuId().equals(spec))
        .findFirst()
        .orElse(null);
  }

  /** The goods alone. */
  @Nullable
  private static Money goods(JsonNode result) {
    Money goods = Amounts.fen(result, "sumPaymentNoCarriage");
    Money all = Amounts.fen(result, "sumPayment");
    Money freight = Amounts.fen(result, "sumCarriage");
    return goods != null || all == null || freight == null ? goods : all.minus(freight);
  }

  private static boolean saysNo(JsonNode result) {
    JsonNode status = result.path("status");
    return status.isBoolean() ? !status.asBoolean() : status.asText().equalsIgnoreCase("false");
  }
}
