package io.autopurchase.provider.alibaba1688;

import io.autopurchase.Money;
import io.autopurchase.Parcel;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.Facts;
import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.Transport;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An answer in the shape of the platform's samples, the call that it answers, and what it says.
 *
 * @param status of HTTP
 * @param tolerated statements that an answer may make as well if a member is missing: what is then taken instead of it
 */
record Recorded<T>(String name, int status, ApiCall<T> call, Set<String> tolerated) {
  static final String ORDER = "4158077356724317637";
  static final String OFFER = "554456348334";
  static final String SPEC = "b266e0726506185beaf205cbae88530d";

  static final Recipient RECIPIENT = Recipient.builder().name("张三").phone("13800000000").regionCode("330108").street("网商路699号").build();

  static PlacementRequest.Line line(String no, String offer, String spec, int quantity, String price) {
    return PlacementRequest.Line.of(no, offer, spec, offer, spec, "", quantity, Money.cny(price), "");
  }

  static PlacementRequest request(PlacementRequest.Line... lines) {
    return PlacementRequest.of("ORD-0000000053", RECIPIENT, RECIPIENT, "", List.of(lines));
  }

  private static <T> Recorded<T> answer(String name, ApiCall<T> call, String... tolerated) {
    return new Recorded<>(name, 200, call, Set.of(tolerated));
  }

  static List<Recorded<?>> all() {
    Map<String, String> none = Map.of();
    Set<String> listed = Set.of("500_004", "invalid_grant", "ORDER_STATUS_ERROR");
    Duration half = Duration.ofDays(180);
    String parcel = "parcel YT1234567890123";
    ProviderLineId lineId = new ProviderLineId(ORDER, ORDER);
    List<PlacementRequest.Line> lines = List.of(line("53-1", OFFER, SPEC, 5, "12.00"));
    Alibaba1688Settings settings =
        Alibaba1688Settings.of(ProviderSettings.builder().set("app-key", "123456").secret("app-secret", Secret.of("helloworld")).build());
    Offers offers = new Offers(null, "en", new OfferMemory());
    Function<Reply, List<Parcel>> parcels =
        reply -> {
          List<Logistics.Box> boxes = Logistics.boxes(lineId, reply);
          return boxes == null ? null : boxes.stream().map(box -> Parcel.of(box.carrier(), box.number(), box.status(), List.of())).toList();
        };
    Function<Reply, List<Parcel>> traces =
        reply -> {
          List<Parcel.Trace> steps = Logistics.traces(reply);
          return steps == null ? null : List.of(Parcel.of("", "YT1234567890123", "", steps));
        };
    Function<Reply, List<String>> ids =
        reply -> {
          OrderQuery.Listing listing = OrderQuery.listing(reply, 1, 20, false);
          return listing == null ? null : listing.rows().stream().map(row -> "listed " + Orders.id(row)).toList();
        };
    return List.of(
        answer("token", ApiCall.mutating(Api.TOKEN, none, listed, Tokens.grant(null, half, "resource_owner")), "refresh life = PT4320H"),
        answer("refresh", ApiCall.mutating(Api.TOKEN, none, listed, Tokens.grant(Secret.of("the-old-refresh-token"), half, "resource_owner"))),
        new Recorded<>("token-refused", 400, ApiCall.mutating(Api.TOKEN, none, listed, Tokens.grant(null, half, "resource_owner")), Set.of()),
        answer(
            "offer",
            ApiCall.read(Api.OFFER, none, reply -> offers.listing(OFFER, reply)).ifAbsent(code -> true, Optional.empty()),
            // A higher price if the answer has no promotion, and an offer without variants if it has none.
            "variant " + SPEC + " price = 12.50 CNY", "variant  price = 12.50 CNY", "variant  available = 520", "title = Ceramic cup"),
        answer("offer-none", ApiCall.read(Api.OFFER, none, reply -> offers.listing(OFFER, reply)).ifAbsent(code -> true, Optional.empty())),
        answer("preview", preview(lines), "freight of 59.50 CNY = 0.00 CNY", "seller = seller 1", "seller = seller 2"),
        answer("preview-refused", preview(lines)),
        answer("create", create(listed)),
        // Its code is on no list: without the id it could not be distinguished from a no.
        answer("create-flat-no", create(Set.of())),
        answer("create-split", create(listed)),
        answer("create-refused", create(listed)),
        answer("order", OrderReads.call(ORDER, settings, new EchoProof(false))),
        answer("order-none", OrderReads.call(ORDER, settings, new EchoProof(false))),
        answer("list", ApiCall.read(Api.ORDERS, none, ids)),
        answer("list-none", ApiCall.read(Api.ORDERS, none, ids)),
        answer("cancel", cancel(listed)),
        answer("cancel-early", cancel(listed)),
        answer("cancel-refused", cancel(listed)),
        answer("pay", ApiCall.mutating(Api.PREPARE_PAY, none, listed, reply -> Payments.isPrepared(reply) ? "paid" : null)),
        answer("parcels", ApiCall.read(Api.PARCELS, none, parcels)),
        answer("trace", ApiCall.read(Api.TRACE, none, traces)),
        new Recorded<>("limited", 400, create(listed), Set.of()),
        new Recorded<>("unauthorized", 401, create(listed), Set.of()));
  }

  private static ApiCall<Previews.Preview> preview(List<PlacementRequest.Line> lines) {
    Function<Reply, Previews.Preview> read = reply -> Previews.read("seller", lines, reply);
    return ApiCall.read(Api.PREVIEW, Map.of(), read).whateverItSays(read, reply -> false);
  }

  private static ApiCall<PlacementResponse> create(Set<String> refusedCodes) {
    return ApiCall.<PlacementResponse>mutating(Api.CREATE_CROSS, Map.of(), refusedCodes, reply -> null)
        .whateverItSays(Orders::created, Orders::mayNameOrder);
  }

  private static ApiCall<Boolean> cancel(Set<String> refusedCodes) {
    return ApiCall.mutating(Api.CANCEL, Map.of(), refusedCodes, reply -> reply.saysYes() ? true : null).tooEarlyAt(Set.of("CLOSE_ORDER_TOO_FAST"));
  }

  byte[] json() {
    return json(name);
  }

  static byte[] json(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("answers/" + name + ".json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProviderResult<T> judge(byte[] body) {
    return Reply.judge(new Transport.Answer(true, status, body, "", null, Redaction.NOTHING), call, Instant.EPOCH, Duration.ofSeconds(60));
  }

  /**
   * What is wrong with the judgement of a damaged answer; empty if nothing is.
   *
   * @param whole the judgement of the undamaged one
   */
  String fault(ProviderResult<?> whole, ProviderResult<T> damaged) {
    if (damaged instanceof ProviderResult.Unknown) {
      return "";
    }
    if (!damaged.getClass().equals(whole.getClass())) {
      return "a wrong " + damaged.getClass().getSimpleName();
    }
    if (whole instanceof ProviderResult.Success<?> yes && damaged instanceof ProviderResult.Success<T> other) {
      Set<String> truth = facts(yes.value());
      Set<String> claims = facts(other.value());
      if (claims.isEmpty() && truth.stream().anyMatch(fact -> fact.startsWith("order ") || fact.startsWith("listed "))) {
        return "an order is said not to be there";
      }
      Set<String> wrong = new HashSet<>(claims);
      wrong.removeAll(truth);
      wrong.removeAll(tolerated);
      return wrong.isEmpty() ? "" : "a wrong yes: " + wrong;
    }
    return "";
  }

  private static Set<String> facts(Object value) {
    if (value instanceof Previews.Preview preview) {
      Set<String> facts = new HashSet<>(Facts.of(Quote.of(preview.orders(), List.of())));
      preview.refused().forEach((line, why) -> facts.add("refused " + line));
      return facts;
    }
    return Facts.of(value);
  }

  @Override
  public String toString() {
    return name + " to " + call;
  }
}
