package io.autopurchase.testkit;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Providers that look things up wrongly, or don't take them as they are: A07, A08, A12. */
final class BrokenReadings {
  private BrokenReadings() {}

  static List<BrokenProvider> all() {
    return List.of(
        wrong("takes what is not there for a refusal", "A07a", NothingIsNo::new),
        wrong("finds nothing if one is unknown", "A07b", AllOrNothing::new),
        BrokenProvider.watching("dates an answer when it is read", "A07c", DatesAnswers::new),
        wrong("dates by our clock", "A07c", DatesByOurs::new),
        wrong("leaves foreign orders out", "A07d", LeavesForeignOut::new),
        onPages("lists the oldest first", "A08a", page -> OrderPage.of(reversed(page.orders()), page.isLast(), page.asOf())),
        wrong("leaves out what changed at that very moment", "A08b", SinceIsExcluded::new),
        onPages("knows one page only", "A08c", page -> OrderPage.of(page.orders(), true, page.asOf())),
        ChangedOrders.wrong("keeps ids as floating point numbers", "A12a", (order, asked) -> ChangedOrders.copy(order, rounded(order.id()), order.clientOrderId(), order.status())),
        wrong("sends ids as floating point numbers", "A12b", SendsRounded::new),
        wrong("keeps money as floating point numbers", "A12c", RoundsMoney::new),
        wrong("says that prices are checked before, and tells none", "A12e", TellsNoPrice::new),
        wrong("shows the price that it has asked for", "A12e", ShowsTheAskedPrice::new),
        ChangedOrders.wrong("takes words that it does not know for unpaid", "A12d", (order, asked) -> ChangedOrders.copy(order, order.id(), order.clientOrderId(), unpaidIfUnknown(order))));
  }

  private static BrokenProvider wrong(String name, String rule, Function<ExampleMarketTransport, ExampleMarketClient> opening) {
    return BrokenProvider.client(name, rule, port -> opening.apply(new ExampleMarketTransport(port)));
  }

  private static BrokenProvider onPages(String name, String rule, UnaryOperator<OrderPage> change) {
    return wrong(
        name,
        rule,
        transport ->
            new ExampleMarketClient(transport) {
              @Override
              public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
                return ChangedOrders.map(super.ordersModified(since, page, context), change);
              }
            });
  }

  private static PurchaseStatus unpaidIfUnknown(ProviderOrder order) {
    return order.status() == PurchaseStatus.UNKNOWN ? PurchaseStatus.AWAITING_PAYMENT : order.status();
  }

  private static String rounded(String id) {
    return new BigDecimal(Double.parseDouble(id)).toPlainString();
  }

  private static List<ProviderOrder> reversed(List<ProviderOrder> orders) {
    List<ProviderOrder> reversed = new ArrayList<>(orders);
    Collections.reverse(reversed);
    return reversed;
  }

  private static final class NothingIsNo extends ExampleMarketClient {
    NothingIsNo(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
      ProviderResult<Optional<ItemListing>> result = super.item(item, context);
      boolean none = result instanceof ProviderResult.Success<Optional<ItemListing>> yes && yes.value().isEmpty();
      return none ? new ProviderResult.Rejected<>("NOT_FOUND", "there is none", null) : result;
    }
  }

  private static final class AllOrNothing extends ExampleMarketClient {
    AllOrNothing(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
      return ChangedOrders.map(super.orders(ids, context), orders -> orders.size() == ids.size() ? orders : List.of());
    }
  }

  private static final class DatesAnswers extends ExampleMarketClient {
    private final InstantSource clock;

    DatesAnswers(ExampleMarketTransport transport, InstantSource clock) {
      super(transport);
      this.clock = clock;
    }

    @Override
    Instant asOf(ExampleMarketReply reply) {
      return clock.instant();
    }
  }

  private static final class DatesByOurs extends ExampleMarketClient {
    DatesByOurs(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
      return ChangedOrders.map(super.ordersByClientOrderId(request, context), found -> OrderLookup.of(found.orders(), context.now()));
    }
  }

  private static final class LeavesForeignOut extends ExampleMarketClient {
    LeavesForeignOut(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
      ProviderResult<OrderLookup> result = super.ordersByClientOrderId(request, context);
      boolean foreign = result instanceof ProviderResult.Unknown<OrderLookup> unknown && unknown.code().equals("FOREIGN");
      return foreign ? new ProviderResult.Success<>(OrderLookup.of(List.of(), context.now())) : result;
    }
  }

  private static final class SinceIsExcluded extends ExampleMarketClient {
    SinceIsExcluded(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
      return super.ordersModified(since.plusMillis(1), page, context);
    }
  }

  private static final class SendsRounded extends ExampleMarketClient {
    SendsRounded(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
      return super.orders(ids.stream().map(BrokenReadings::rounded).toList(), context);
    }
  }

  private static final class TellsNoPrice extends ExampleMarketClient {
    TellsNoPrice(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Map<String, String> form(String clientOrderId, PlacementRequest request, RequestValidity validity) {
      Map<String, String> form = new HashMap<>(super.form(clientOrderId, request, validity));
      form.remove("most");
      return form;
    }
  }

  private static final class ShowsTheAskedPrice extends ReadingMarketClient {
    private final Map<String, Money> asked = new ConcurrentHashMap<>();

    ShowsTheAskedPrice(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Map<String, String> form(String clientOrderId, PlacementRequest request, RequestValidity validity) {
      request.lines().forEach(line -> asked.put(line.lineNo(), line.unitPrice().multiply(line.quantity())));
      return super.form(clientOrderId, request, validity);
    }

    @Override
    public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
      return ChangedOrders.map(super.orders(ids, context), orders -> orders.stream().map(this::asAsked).toList());
    }

    private ProviderOrder asAsked(ProviderOrder order) {
      List<ProviderOrder.Line> lines =
          order.lines().stream()
              .map(line -> ChangedOrders.bare(line).lineNo(line.lineNo().orElse(null)).amount(asked.get(line.lineNo().orElse(""))).build())
              .toList();
      return ChangedOrders.copy(order, order.id(), order.clientOrderId(), order.status(), lines);
    }
  }

  private static final class RoundsMoney extends ExampleMarketClient {
    RoundsMoney(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Money price(String minor) {
      double yuan = Double.parseDouble(minor) / 100;
      return Money.ofMinor((long) (yuan * 100), "CNY");
    }
  }
}
