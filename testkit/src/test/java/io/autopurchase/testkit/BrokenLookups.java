package io.autopurchase.testkit;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Providers whose orders have to be read, and that do it wrongly: A03 and A07 if the capabilities ask for more than one call. */
final class BrokenLookups {
  private BrokenLookups() {}

  static List<BrokenProvider> all() {
    return List.of(
        wrong("asks again for an order that it did not get, among several", "A01a", AsksAgain::new),
        wrong("leaves out what it did not get, among several", "A01e", LeavesOut::new),
        wrong("makes more requests than it says", "A01e", MakesTooMany::new),
        wrong("names another order than it has made", "A03a", NamesAnother::new),
        wrong("adds up lines of one variant", "A03e", AddsUp::new),
        wrong("finds nothing behind the first page", "A07e", FirstPageOnly::new),
        wrong("leaves out what stands first on a page", "A07e", SkipsTheFirst::new),
        wrong("begins again where it has lost its place", "A07f", BeginsAgain::new),
        wrong("leaves out what was placed at that very moment", "A07g", SinceIsExcluded::new));
  }

  private static BrokenProvider wrong(String name, String rule, Function<ExampleMarketTransport, ExampleMarketClient> opening) {
    return BrokenProvider.client(name, rule, port -> opening.apply(new ExampleMarketTransport(port)));
  }

  private static final class AsksAgain extends ReadingMarketClient {
    AsksAgain(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderResult<List<ProviderOrder>> order(String id, CallContext context) {
      ProviderResult<List<ProviderOrder>> result = super.order(id, context);
      return result instanceof ProviderResult.Unknown ? super.order(id, context) : result;
    }
  }

  private static final class LeavesOut extends ReadingMarketClient {
    LeavesOut(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderResult<List<ProviderOrder>> order(String id, CallContext context) {
      ProviderResult<List<ProviderOrder>> result = super.order(id, context);
      return result instanceof ProviderResult.Unknown ? new ProviderResult.Success<>(List.of()) : result;
    }
  }

  private static final class MakesTooMany extends ReadingMarketClient {
    MakesTooMany(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().maxRequestsPerRead(2);
    }
  }

  private static final class NamesAnother extends ReadingMarketClient {
    NamesAnother(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    String named(String id) {
      return id + "0";
    }
  }

  private static final class AddsUp extends ReadingMarketClient {
    AddsUp(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    String lines(PlacementRequest request) {
      PlacementRequest.Line first = request.lines().get(0);
      boolean areEqual = request.lines().stream().allMatch(line -> line.orderItemId().equals(first.orderItemId()));
      int sum = request.lines().stream().mapToInt(PlacementRequest.Line::quantity).sum();
      return areEqual ? first.lineNo() + " " + first.orderItemId() + " " + sum : super.lines(request);
    }
  }

  private static final class FirstPageOnly extends ReadingMarketClient {
    FirstPageOnly(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    OrderLookup page(ExampleMarketReply reply) {
      OrderLookup page = super.page(reply);
      return OrderLookup.of(page.orders(), page.orderIds(), page.asOf(), Optional.empty());
    }
  }

  private static final class SkipsTheFirst extends ReadingMarketClient {
    SkipsTheFirst(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    OrderLookup page(ExampleMarketReply reply) {
      OrderLookup page = super.page(reply);
      return OrderLookup.of(page.orders(), page.orderIds().stream().skip(page.orderIds().size() > 1 ? 1 : 0).toList(), page.asOf(), page.nextCursor());
    }
  }

  private static final class BeginsAgain extends ReadingMarketClient {
    BeginsAgain(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    String cursor(String given) {
      return given.matches("\\d+") ? given : "";
    }
  }

  private static final class SinceIsExcluded extends ReadingMarketClient {
    SinceIsExcluded(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    Instant from(OrderLookupRequest request) {
      return request.since().plusMillis(1);
    }
  }
}
