package io.autopurchase.testkit;

import io.autopurchase.Parcel;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.RequestValidity;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Providers that do wrong what not every provider does: messages, cancellation, payment, parcels. A16 to A19. */
final class BrokenOffers {
  private BrokenOffers() {}

  static List<BrokenProvider> all() {
    return List.of(
        wrong("reads what is not signed", "A16a", ReadsUnsigned::new),
        wrong("tells capitals in headers apart", "A16b", ExactHeaders::new),
        wrong("looks only whether there is a signature", "A16c", AnySignature::new),
        wrong("quotes what it cannot read", "A16d", QuotesMessages::new),
        wrong("cancels although its capabilities say that it cannot", "A17a", CancelsUntold::new),
        wrong("says that it cancels, and does not", "A17b", OnlySays::new),
        wrong("takes what is not there for cancelled", "A17c", NothingIsCancelled::new),
        wrong("cancels the order for a line", "A17d", CancelsAll::new),
        wrong("pays although its capabilities say that it cannot", "A18a", PaysUntold::new),
        wrong("forgets what was not paid", "A18b", ForgetsUnpaid::new),
        wrong("forgets parcels", "A19a", ForgetsParcels::new),
        wrong("does not find parcels", "A19b", FindsNoParcels::new));
  }

  private static BrokenProvider wrong(String name, String rule, Function<ExampleMarketTransport, ProviderClient> opening) {
    return BrokenProvider.client(name, rule, port -> opening.apply(new ExampleMarketTransport(port)));
  }

  // Webhooks

  private static final class ReadsUnsigned extends ExampleMarketClient {
    ReadsUnsigned(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      return headers.isEmpty() ? new ProviderWebhook.Unreadable("it is not signed") : super.parseWebhook(headers, body);
    }
  }

  private static final class ExactHeaders extends ExampleMarketClient {
    ExactHeaders(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      return headers.containsKey("X-Market-Sign") ? super.parseWebhook(headers, body) : new ProviderWebhook.InvalidSignature();
    }
  }

  private static final class AnySignature extends ExampleMarketClient {
    AnySignature(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      Map<String, List<String>> believed = new HashMap<>(headers);
      believed.replaceAll((name, values) -> List.of(sign(body)));
      return super.parseWebhook(believed, body);
    }
  }

  private static final class QuotesMessages extends ExampleMarketClient {
    QuotesMessages(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      ProviderWebhook message = super.parseWebhook(headers, body);
      return message instanceof ProviderWebhook.Unreadable
          ? new ProviderWebhook.Unreadable("it is " + new String(body, StandardCharsets.UTF_8))
          : message;
    }
  }

  // Cancellation, payment, parcels

  private static final class CancelsUntold extends ExampleMarketClient {
    CancelsUntold(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().cancellation(Cancellation.NONE);
    }
  }

  private static final class OnlySays extends ExampleMarketClient {
    OnlySays(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      return new ProviderResult.Success<>(true);
    }
  }

  private static final class NothingIsCancelled extends ExampleMarketClient {
    NothingIsCancelled(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      ProviderResult<Boolean> result = super.cancel(request, validity, context);
      return result instanceof ProviderResult.Rejected ? new ProviderResult.Success<>(true) : result;
    }
  }

  private static final class CancelsAll extends ExampleMarketClient {
    CancelsAll(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      return super.cancel(CancelRequest.of(request.orderId(), List.of(), request.reason()), validity, context);
    }
  }

  private static final class PaysUntold extends ExampleMarketClient {
    PaysUntold(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().maxOrdersPerPayment(0);
    }
  }

  private static final class ForgetsUnpaid extends ExampleMarketClient {
    ForgetsUnpaid(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
      return ChangedOrders.map(super.pay(orderIds, validity, context), answer -> PaymentResponse.of(orderIds, Map.of()));
    }
  }

  private static final class ForgetsParcels extends ExampleMarketClient {
    ForgetsParcels(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
      return ChangedOrders.map(super.orders(ids, context), orders -> orders.stream().map(ForgetsParcels::bare).toList());
    }

    private static ProviderOrder bare(ProviderOrder order) {
      List<ProviderOrder.Line> lines =
          order.lines().stream()
              .map(line -> ChangedOrders.bare(line).build())
              .toList();
      return ChangedOrders.copy(order, order.id(), order.clientOrderId(), order.status(), lines);
    }
  }

  private static final class FindsNoParcels extends ExampleMarketClient {
    FindsNoParcels(ExampleMarketTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
      return ChangedOrders.map(super.parcels(line, context), parcels -> List.of());
    }
  }
}
