package io.autopurchase.testkit;

import io.autopurchase.Parcel;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Providers that do wrong what not every provider does: messages, cancellation, payment, parcels. A16 to A19. */
final class WrongOffers {
  private WrongOffers() {}

  static List<WrongProvider> all() {
    return List.of(
        wrong("reads what nobody has signed", "A16a", ReadsUnsigned::new),
        wrong("tells capitals in headers apart", "A16b", ExactHeaders::new),
        wrong("looks only whether there is a signature", "A16c", AnySignature::new),
        wrong("quotes what it cannot read", "A16d", QuotesMessages::new),
        wrong("cancels although its traits say that it cannot", "A17a", CancelsUntold::new),
        wrong("says that it cancels, and does not", "A17b", OnlySays::new),
        wrong("takes what is not there for cancelled", "A17c", NothingIsCancelled::new),
        wrong("cancels the order for a line", "A17d", CancelsAll::new),
        wrong("pays although its traits say that it cannot", "A18a", PaysUntold::new),
        wrong("forgets what was not paid", "A18b", ForgetsUnpaid::new),
        wrong("forgets parcels", "A19a", ForgetsParcels::new),
        wrong("does not find parcels", "A19b", FindsNoParcels::new));
  }

  private static WrongProvider wrong(String name, String rule, Function<BazaarTransport, ProviderClient> opening) {
    return WrongProvider.client(name, rule, port -> opening.apply(new BazaarTransport(port)));
  }

  // Webhooks

  private static final class ReadsUnsigned extends BazaarClient {
    ReadsUnsigned(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      return headers.isEmpty() ? new ProviderWebhook.Unreadable("nobody has signed it") : super.parseWebhook(headers, body);
    }
  }

  private static final class ExactHeaders extends BazaarClient {
    ExactHeaders(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      return headers.containsKey("X-Bazaar-Sign") ? super.parseWebhook(headers, body) : new ProviderWebhook.InvalidSignature();
    }
  }

  private static final class AnySignature extends BazaarClient {
    AnySignature(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
      Map<String, List<String>> believed = new HashMap<>(headers);
      believed.replaceAll((name, values) -> List.of(sign(body)));
      return super.parseWebhook(believed, body);
    }
  }

  private static final class QuotesMessages extends BazaarClient {
    QuotesMessages(BazaarTransport transport) {
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

  private static final class CancelsUntold extends BazaarClient {
    CancelsUntold(BazaarTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().cancellation(Cancellation.NONE);
    }
  }

  private static final class OnlySays extends BazaarClient {
    OnlySays(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      return new ProviderResult.Success<>(true);
    }
  }

  private static final class NothingIsCancelled extends BazaarClient {
    NothingIsCancelled(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      ProviderResult<Boolean> result = super.cancel(request, validity, context);
      return result instanceof ProviderResult.Rejected ? new ProviderResult.Success<>(true) : result;
    }
  }

  private static final class CancelsAll extends BazaarClient {
    CancelsAll(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
      return super.cancel(new CancelRequest(request.orderId(), List.of(), request.reason()), validity, context);
    }
  }

  private static final class PaysUntold extends BazaarClient {
    PaysUntold(BazaarTransport transport) {
      super(transport);
    }

    @Override
    ProviderCapabilities.Builder traitsBuilder() {
      return super.traitsBuilder().maxOrdersPerPayment(0);
    }
  }

  private static final class ForgetsUnpaid extends BazaarClient {
    ForgetsUnpaid(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
      return ChangedOrders.map(super.pay(orderIds, validity, context), answer -> new PaymentResponse(orderIds, Map.of()));
    }
  }

  private static final class ForgetsParcels extends BazaarClient {
    ForgetsParcels(BazaarTransport transport) {
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

  private static final class FindsNoParcels extends BazaarClient {
    FindsNoParcels(BazaarTransport transport) {
      super(transport);
    }

    @Override
    public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
      return ChangedOrders.map(super.parcels(line, context), parcels -> List.of());
    }
  }
}
