package io.autopurchase.core.session;

import io.autopurchase.Item;
import io.autopurchase.Parcel;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Violation;
import io.autopurchase.core.runtime.ClockWatch;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * A provider's client that gives no terms by a clock that was wrong. What a client knows of the provider's clock it has learned by
 * comparing it with ours. If ours was wrong in that moment, by days perhaps, a request would be signed for another time, and a
 * look-up would count as conclusive while the request may still arrive. So the client has to be prepared again after our clock
 * has jumped, and after the answer to a call during which it has jumped. Thread-safe.
 */
@ThreadSafe
final class ClockCheckedClient implements ProviderClient {
  private final ProviderClient client;
  private final ClockWatch clock;

  /** Calls that are under way, by how many times the clock had jumped when they began. */
  @GuardedBy("this")
  private final Map<Integer, Integer> underWay = new HashMap<>();

  /** Answers from which the client may have learned something wrong. */
  @GuardedBy("this")
  private int suspectAnswers;

  /** How many times the clock had jumped, and how many answers were suspect, before the client was prepared. */
  @GuardedBy("this")
  private int preparedAtJump;

  @GuardedBy("this")
  private int preparedAtSuspect;

  ClockCheckedClient(ProviderClient client, ClockWatch clock) {
    this.client = client;
    this.clock = clock;
    preparedAtJump = jumps();
  }

  private int jumps() {
    clock.now(); // looks whether it has jumped
    return clock.jumps();
  }

  @Override
  public synchronized Optional<RequestValidity> validity(Instant now) {
    int jumps = jumps();
    boolean isPrepared = preparedAtJump == jumps && preparedAtSuspect == suspectAnswers && !mayLearnWrong(jumps);
    return isPrepared ? client.validity(now) : Optional.empty();
  }

  /** Whether a call is under way that began before the clock's last jump. */
  @GuardedBy("this")
  private boolean mayLearnWrong(int jumps) {
    return underWay.keySet().stream().anyMatch(begun -> begun != jumps);
  }

  @Override
  public ProviderResult<Boolean> prepare(CallContext context) {
    int begun;
    int suspect;
    synchronized (this) {
      begun = jumps();
      suspect = suspectAnswers;
    }
    ProviderResult<Boolean> result = call(client::prepare, context);
    synchronized (this) {
      if (result instanceof ProviderResult.Success && jumps() == begun && !mayLearnWrong(begun)) {
        preparedAtJump = begun;
        preparedAtSuspect = suspect;
      }
    }
    return result;
  }

  private <T> ProviderResult<T> call(Function<CallContext, ProviderResult<T>> call, CallContext context) {
    boolean isWrong = Duration.between(context.now(), clock.now()).abs().compareTo(ClockWatch.TOLERANCE) > 0;
    int begun = clock.jumps();
    synchronized (this) {
      underWay.merge(begun, 1, Integer::sum);
    }
    try {
      return call.apply(context);
    } finally {
      synchronized (this) {
        if (isWrong || jumps() != begun) {
          suspectAnswers++;
        }
        underWay.merge(begun, -1, (calls, one) -> calls > 1 ? calls - 1 : null);
      }
    }
  }

  @Override
  public ProviderResult<TokenSet> exchangeCode(String code, CallContext context) {
    return call(c -> client.exchangeCode(code, c), context);
  }

  @Override
  public ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context) {
    return call(c -> client.refresh(refreshToken, c), context);
  }

  @Override
  public ProviderResult<Optional<ItemListing>> item(Item item, CallContext context) {
    return call(c -> client.item(item, c), context);
  }

  @Override
  public ProviderResult<Quote> quote(PlacementRequest request, CallContext context) {
    return call(c -> client.quote(request, c), context);
  }

  @Override
  public ProviderResult<PlacementResponse> place(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    return call(c -> client.place(clientOrderId, request, validity, c), context);
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    return call(c -> client.ordersByClientOrderId(request, c), context);
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return call(c -> client.orders(ids, c), context);
  }

  @Override
  public ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context) {
    return call(c -> client.ordersModified(since, page, c), context);
  }

  @Override
  public ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    return call(c -> client.cancel(request, validity, c), context);
  }

  @Override
  public ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    return call(c -> client.pay(orderIds, validity, c), context);
  }

  @Override
  public ProviderResult<PaymentResponse> pay(PayRequest request, RequestValidity validity, CallContext context) {
    return call(c -> client.pay(request, validity, c), context);
  }

  @Override
  public ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    return call(c -> client.parcels(line, c), context);
  }

  // What makes no call

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
  public Instant providerTime(Instant now) {
    return client.providerTime(now);
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
