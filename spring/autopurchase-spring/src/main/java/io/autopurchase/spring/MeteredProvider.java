package io.autopurchase.spring;

import io.autopurchase.Item;
import io.autopurchase.Parcel;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Violation;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.PayRequest;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.Quote;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.TokenSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A provider whose calls are timed. It changes nothing about them. */
record MeteredProvider(ProviderAdapter adapter, MeterRegistry registry, String shop) implements ProviderAdapter {
  @Override
  public String id() {
    return adapter.id();
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return new Client(adapter.open(settings), registry, Tags.of("shop", shop, "provider", adapter.id()));
  }

  private record Client(ProviderClient client, MeterRegistry registry, Tags tags) implements ProviderClient {
    /** Codes of providers are not bounded, so they are no tags: what a result means is. */
    private <T> ProviderResult<T> timed(String api, Supplier<ProviderResult<T>> call) {
      Timer.Sample sample = Timer.start(registry);
      String outcome = "exception";
      try {
        ProviderResult<T> result = call.get();
        outcome = outcome(result);
        return result;
      } finally {
        sample.stop(registry.timer("autopurchase.provider.calls", tags.and("api", api, "outcome", outcome)));
      }
    }

    private static String outcome(ProviderResult<?> result) {
      if (result instanceof ProviderResult.Success) {
        return "success";
      }
      if (result instanceof ProviderResult.Rejected) {
        return "rejected";
      }
      if (result instanceof ProviderResult.NeedsAuthorization) {
        return "needs_authorization";
      }
      if (result instanceof ProviderResult.Limited) {
        return "limited";
      }
      if (result instanceof ProviderResult.TooEarly) {
        return "too_early";
      }
      return result instanceof ProviderResult.NotSent ? "not_sent" : "unknown";
    }

    @Override
    public ProviderCapabilities capabilities() {
      return client.capabilities();
    }

    @Override
    public List<Violation> check(Recipient recipient, String field) {
      return client.check(recipient, field);
    }

    @Override
    public URI authorizationUrl(String state) {
      return client.authorizationUrl(state);
    }

    @Override
    public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
      return timed("exchange_code", () -> client.exchangeCode(code, context));
    }

    @Override
    public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
      return timed("refresh", () -> client.refresh(refreshToken, context));
    }

    @Override
    public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
      return timed("item", () -> client.item(item, context));
    }

    @Override
    public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
      return timed("quote", () -> client.quote(request, context));
    }

    @Override
    public Instant providerTime(Instant now) {
      return client.providerTime(now);
    }

    @Override
    public Optional<RequestValidity> validity(Instant now) {
      return client.validity(now);
    }

    @Override
    public ProviderResult<Boolean> prepare(CallContext context) {
      return timed("prepare", () -> client.prepare(context));
    }

    @Override
    public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
      String outcome = "unknown";
      try {
        ProviderResult<PlacementResponse> result = timed("place", () -> client.place(clientOrderId, request, validity, context));
        outcome = result instanceof ProviderResult.Success ? "placed" : result instanceof ProviderResult.Unknown ? "unknown" : outcome(result);
        return result;
      } finally {
        registry.counter("autopurchase.placements", tags.and("outcome", outcome)).increment();
      }
    }

    @Override
    public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
      return timed("orders_by_client_order_id", () -> client.ordersByClientOrderId(request, context));
    }

    @Override
    public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
      return timed("orders", () -> client.orders(ids, context));
    }

    @Override
    public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
      return timed("orders_modified", () -> client.ordersModified(since, page, context));
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      return timed("cancel", () -> client.cancel(request, validity, context));
    }

    @Override
    public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
      return timed("pay", () -> client.pay(orderIds, validity, context));
    }

    @Override
    public ProviderResult<PaymentResponse> pay(PayRequest request, RequestValidity validity, CallContext context) {
      return timed("pay", () -> client.pay(request, validity, context));
    }

    @Override
    public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
      return timed("parcels", () -> client.parcels(line, context));
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      return client.parseWebhook(headers, body);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
