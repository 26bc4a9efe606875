package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What the tests of a provider work with: a fake service, the wire to it, clients, a session, orders. */
final class ProviderHarness {
  /** Years away from what the machine's clock shows, whenever this is run. */
  static final Instant START = Instant.parse("2049-03-10T12:00:00Z");

  /** For calls that nothing keeps from ending. */
  static final Duration AMPLE = Duration.ofSeconds(30);

  private static final String STATE = "state-1";
  private static final int MOST_PAGES = 100;

  final ManualTime time = new ManualTime(START);
  private final ProviderAdapterContract contract;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AtomicInteger numbers = new AtomicInteger();
  @Nullable private ProviderUnderTest provider;
  @Nullable private Wire wire;
  @Nullable private ProviderClient client;
  @Nullable private TokenSet grant;
  @Nullable private Item item;

  /** How far our clock is ahead of the service's. */
  Duration ahead = Duration.ZERO;

  ProviderHarness(ProviderAdapterContract contract) {
    this.contract = contract;
  }

  ProviderUnderTest provider() {
    if (provider == null) {
      try {
        provider = contract.start(time::now);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("the fake service cannot be started", e);
      }
      opened.push(provider);
    }
    return provider;
  }

  Wire wire() {
    if (wire == null) {
      wire = new Wire(provider().address(), time::now);
      opened.push(wire);
    }
    return wire;
  }

  ProviderClient client() {
    if (client == null) {
      client = open();
    }
    return client;
  }

  /** Another client, of another adapter. */
  ProviderClient open() {
    return open(wire().address());
  }

  ProviderClient open(URI address) {
    ProviderClient result = provider().adapter().open(settings(address).build());
    opened.push(result);
    return result;
  }

  /** A client that knows nothing yet takes the place of the one under test. */
  void reopen() {
    client().close();
    client = null;
  }

  ProviderSettings.Builder settings(URI address) {
    ProviderSettings.Builder settings = ProviderSettings.builder();
    provider().configure(settings, address);
    return settings;
  }

  Duration deadline() {
    return contract.deadline();
  }

  void close() {
    try {
      while (!opened.isEmpty()) {
        opened.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("what the test had opened cannot be closed", e);
    }
  }

  // Calls

  CallContext anonymous() {
    return CallContext.of(time.now().plus(ahead), AMPLE);
  }

  CallContext context() {
    return anonymous().withAccessToken(grant().accessToken());
  }

  String code() {
    // A browser does not pass our wire.
    String page = client().authorizationUrl(STATE).toString();
    URI service = provider().address();
    String direct = page.replace(wire().address().toString(), service.getScheme() + "://" + service.getAuthority());
    try {
      return provider().authorize(URI.create(direct));
    } catch (Exception e) {
      throw new IllegalStateException("the fake service gives no code", e);
    }
  }

  TokenSet grant() {
    if (grant == null) {
      grant = value("exchangeCode", client().exchangeCode(code(), anonymous()));
    }
    return grant;
  }

  /** What a call that nothing stands in the way of has answered. */
  static <T> T value(String call, ProviderResult<T> result) {
    assertThat(result).as("the result of %s, which nothing stands in the way of", call).isInstanceOf(ProviderResult.Success.class);
    return ((ProviderResult.Success<T>) result).value();
  }

  // Orders

  String clientOrderId() {
    return "zq-outer-" + numbers.incrementAndGet();
  }

  Item item() {
    if (item == null) {
      item = putOnSale("12.50");
    }
    return item;
  }

  Item putOnSale(String price) {
    return provider().putOnSale(Money.of(price, provider().currency()));
  }

  ItemListing offer(Item of) {
    return value("item", client().item(of, context())).orElseThrow(() -> new AssertionError("an item that is on sale is not found"));
  }

  /** One line of one item, at its price. */
  PlacementRequest request() {
    return request(2, item());
  }

  PlacementRequest request(int quantity, Item... items) {
    List<PlacementRequest.Line> lines = new ArrayList<>();
    for (Item each : items) {
      ItemListing offer = offer(each);
      ItemListing.Variant variant = offer.variant(each.skuId()).orElseThrow(() -> new AssertionError("an offer without its variant"));
      lines.add(
          PlacementRequest.Line.of(
              "zq-line-" + numbers.incrementAndGet(),
              each.itemId(),
              each.skuId(),
              offer.orderItemId(),
              variant.orderSkuId(),
              offer.title(),
              quantity,
              variant.price(),
              ""));
    }
    return PlacementRequest.of("ORD-1", provider().recipient(), provider().recipient(), "", lines);
  }

  RequestValidity validity() {
    for (int turn = 0; turn < 5; turn++) {
      Optional<RequestValidity> validity = client().validity(time.now().plus(ahead));
      if (validity.isPresent()) {
        return validity.get();
      }
      value("prepare", client().prepare(context()));
    }
    return client().validity(time.now().plus(ahead)).orElseThrow(() -> new AssertionError("no terms after five reads that were to find them out"));
  }

  ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, CallContext context) {
    return client().place(clientOrderId, request, validity(), context);
  }

  /** Places an order, and returns how it shows then. */
  ProviderOrder placed() {
    String clientOrderId = clientOrderId();
    value("place", place(clientOrderId, request(), context()));
    return found(clientOrderId);
  }

  /** The one order of a client order id, looked up when it is guaranteed to show. */
  ProviderOrder found(String clientOrderId) {
    untilAllShows();
    List<ProviderOrder> orders = ordersOf(clientOrderId);
    assertThat(orders).as("orders of a client order id under which one was placed").hasSize(1);
    return orders.get(0);
  }

  /** The first page of a look-up. */
  OrderLookupRequest lookup(String clientOrderId) {
    // As of an order that was signed a moment ago; what was placed in this test was placed since.
    return OrderLookupRequest.of(clientOrderId, START.minus(Duration.ofMinutes(10)), time.now().plus(Duration.ofMinutes(10)));
  }

  /** All that a look-up finds: on all its pages, and of the ids that they name. */
  List<ProviderOrder> ordersOf(String clientOrderId) {
    return ordersOf(lookup(clientOrderId));
  }

  List<ProviderOrder> ordersOf(OrderLookupRequest first) {
    OrderLookupRequest request = first;
    List<ProviderOrder> found = new ArrayList<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      OrderLookup shown = value("ordersByClientOrderId", client().ordersByClientOrderId(request, context()));
      found.addAll(shown.orders());
      List<String> ids = shown.orderIds();
      int most = client().capabilities().maxOrdersPerRead();
      for (int from = 0; from < ids.size(); from += most) {
        value("orders", client().orders(ids.subList(from, Math.min(ids.size(), from + most)), context())).stream()
            .filter(order -> order.clientOrderId().equals(first.clientOrderId()))
            .forEach(found::add);
      }
      if (shown.nextCursor().isEmpty()) {
        return found;
      }
      assertThat(shown.nextCursor().get()).as("the cursor of the next page, which is stored").isNotEmpty().hasSizeLessThanOrEqualTo(1_000);
      request = request.at(shown.nextCursor().get());
    }
    throw new AssertionError("a look-up does not end after " + MOST_PAGES + " pages");
  }

  /** Time goes on until what was placed before is guaranteed to show. */
  void untilAllShows() {
    time.advanceTo(validity().conclusiveAt().plusSeconds(1));
  }

  ProviderOrder read(String orderId) {
    List<ProviderOrder> orders = value("orders", client().orders(List.of(orderId), context()));
    assertThat(orders).as("orders with one id").hasSize(1);
    return orders.get(0);
  }

  /** All that this provider can do, each ready to be called; what they need was asked for before. */
  List<ProviderOperation> operations() {
    return ProviderOperation.all(this);
  }

  /** Those that change something. */
  List<ProviderOperation> changes() {
    return operations().stream().filter(ProviderOperation::changes).toList();
  }

  // Threads and skipping

  <T> Future<T> concurrently(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    StoreHarness.daemon(
            () -> {
              try {
                result.complete(call.call());
              } catch (Exception | Error e) {
                result.completeExceptionally(e);
              }
            })
        .start();
    return result;
  }

  /** What a call on a thread of its own gives, which has to end within the deadline. */
  <T> T within(Callable<T> call) {
    return StoreHarness.await(concurrently(call), deadline());
  }

  static AssertionError notProved(String rules, String what) {
    Assumptions.abort("Not proved: " + rules + ", " + what);
    return new AssertionError();
  }
}
