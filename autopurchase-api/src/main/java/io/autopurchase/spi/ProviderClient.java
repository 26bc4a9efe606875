package io.autopurchase.spi;

import io.autopurchase.Item;
import io.autopurchase.Parcel;
import io.autopurchase.Recipient;
import io.autopurchase.Secret;
import io.autopurchase.Violation;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Calls to a provider. Thread-safe.
 *
 * <p>Every method that takes a {@link CallContext} makes at most one call, puts at most one request on the wire, ends within the
 * context's time-out, and returns its outcome as a {@link ProviderResult}; it throws only for bugs. A method that only reads may take as
 * many requests as {@link ProviderCapabilities#maxRequestsPerRead()} says, each once. The client keeps no state that a crash may not
 * lose, and reads no clock: the context has the time.
 */
@ThreadSafe
public interface ProviderClient extends AutoCloseable {
  /** What holds for this provider as it is configured. */
  ProviderCapabilities capabilities();

  /**
   * Checks a recipient without asking the provider: by default by the rules of {@link ProviderCapabilities#recipientRules()}.
   *
   * @param recipient as it would be sent
   * @param field put before the names of fields, such as {@code recipient}
   * @return violations and warnings; empty if there are none
   */
  default List<Violation> check(Recipient recipient, String field) {
    return capabilities().recipientRules().stream().flatMap(rule -> rule.check(recipient, field).stream()).toList();
  }

  /**
   * The page on which the owner of an account authorizes us.
   *
   * @param state comes back with the browser
   */
  URI authorizationUrl(String state);

  /**
   * Turns the code that the browser brought back into tokens. A code works once.
   *
   * @param code as the browser brought it
   * @param context without an access token
   */
  ProviderResult<TokenSet> exchangeCode(String code, CallContext context);

  /**
   * Turns a refresh token into new tokens; the old ones may die with it.
   *
   * @param refreshToken the latest that the provider gave
   * @param context without an access token
   */
  ProviderResult<TokenSet> refresh(Secret refreshToken, CallContext context);

  /**
   * Looks an item up. A provider that says that the item does not exist gives an empty answer, not a rejection.
   *
   * @param item by its id on the site
   * @param context with the session's access token
   */
  ProviderResult<Optional<ItemListing>> item(Item item, CallContext context);

  /**
   * Asks what an order would cost and how it would be split.
   *
   * @param request at most {@link ProviderCapabilities#maxLines()} lines
   * @param context with the session's access token
   */
  ProviderResult<Quote> quote(PlacementRequest request, CallContext context);

  /**
   * What the provider's clock shows when ours shows a time, as well as the client knows; the same if it does not. For
   * limits and waits, which need not be exact; what must be is in {@link RequestValidity} and {@link OrderLookup}.
   *
   * @param now the time of our clock
   */
  default Instant providerTime(Instant now) {
    return now;
  }

  /**
   * The terms under which an order would be sent at a moment, or empty if {@link #prepare} must be called first. Sends
   * nothing.
   *
   * @param now the time of our clock when it would be sent
   */
  Optional<RequestValidity> validity(Instant now);

  /**
   * Finds out by a harmless read what {@link #validity} needs to know. After a success {@code validity} gives an answer for some
   * minutes at least, or this method is called again: some things take two reads to find out.
   *
   * @param context with the session's access token
   */
  ProviderResult<Boolean> prepare(CallContext context);

  /**
   * Places an order. The result is {@link ProviderResult.Success} only if the provider has clearly confirmed the request, {@link
   * ProviderResult.Rejected}, {@link ProviderResult.TooEarly} and {@link ProviderResult.NotSent} only if nothing was, or will be, ordered
   * by this request; everything else is {@link ProviderResult.Unknown}.
   *
   * @param clientOrderId our id of the placement, the provider's idempotency key
   * @param request at most {@link ProviderCapabilities#maxLines()} lines
   * @param validity as committed before
   * @param context with the session's access token; {@link CallContext#maySend()} is to be asked before the first byte
   * @return the orders that were made, as far as the answer shows; the caller compares them with the request. With {@link
   *     ProviderCapabilities.Verification#BY_READING} their ids are enough
   */
  ProviderResult<PlacementResponse> place(
      String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context);

  /**
   * Orders that were placed with a client order id; none is a success with empty lists. If they do not fit into one answer, each call
   * returns a page and the cursor of the next one: an order that was there when the first page was read is on one of the pages, whatever is
   * placed in the meantime. A cursor that is no longer valid is {@link ProviderResult.Rejected}; the look-up then begins again.
   *
   * @param request which orders, and which page of them
   * @param context with the session's access token
   */
  ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context);

  /**
   * Orders by the provider's own ids; unknown ones are left out.
   *
   * @param ids at most {@link ProviderCapabilities#maxOrdersPerRead()}
   * @param context with the session's access token
   */
  ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context);

  /**
   * Orders of the session's account that were modified since a moment, the latest modified first. Pages may shift while they
   * are read; what is modified in the meantime comes to the front.
   *
   * @param since by the provider's clock, itself included
   * @param page from 1; as large as {@link ProviderCapabilities#ordersPerPage()} says
   * @param context with the session's access token
   */
  ProviderResult<OrderPage> ordersModified(Instant since, int page, CallContext context);

  /**
   * Asks the provider to cancel an order or lines of it. Results have the same meaning as for {@link #place}. A success only means that
   * the request was accepted; the order shows whether it was carried out.
   *
   * @param request no more than {@link ProviderCapabilities#cancellation()} allows
   * @param validity as committed before
   * @param context with the session's access token; {@link CallContext#maySend()} is to be asked before the first byte
   */
  default ProviderResult<Boolean> cancel(CancelRequest request, RequestValidity validity, CallContext context) {
    return new ProviderResult.Rejected<>("NOT_SUPPORTED", "this provider cancels nothing by a call", null);
  }

  /**
   * Asks the provider to pay orders from the account's funds. Results have the same meaning as for {@link #place}; only the orders show
   * whether they are paid.
   *
   * @param orderIds 1 to {@link ProviderCapabilities#maxOrdersPerPayment()}
   * @param validity as committed before
   * @param context with the session's access token; {@link CallContext#maySend()} is to be asked before the first byte
   */
  default ProviderResult<PaymentResponse> pay(List<String> orderIds, RequestValidity validity, CallContext context) {
    return new ProviderResult.Rejected<>("NOT_SUPPORTED", "this provider takes no payment by a call", null);
  }

  /**
   * As {@link #pay(List, RequestValidity, CallContext)}, which it calls by default, with the amounts that were approved: for a provider whose call states
   * them, so that an order whose price has changed since is not paid.
   *
   * @param request the orders, and what each costs
   * @param validity as committed before
   * @param context with the session's access token; {@link CallContext#maySend()} is to be asked before the first byte
   */
  default ProviderResult<PaymentResponse> pay(PayRequest request, RequestValidity validity, CallContext context) {
    return pay(request.orderIds(), validity, context);
  }

  /**
   * Where the parcels of an order's line are.
   *
   * @param line of an order that this client has shown
   * @param context with the session's access token
   */
  default ProviderResult<List<Parcel>> parcels(ProviderLineId line, CallContext context) {
    return new ProviderResult.Rejected<>("NOT_SUPPORTED", "this provider follows no parcels", null);
  }

  /**
   * Reads a webhook of the provider, and checks in constant time who signed it. Makes no call.
   *
   * @param headers of the request, by their names in any case
   * @param body as it came, byte by byte
   */
  default ProviderWebhook parseWebhook(Map<String, List<String>> headers, byte[] body) {
    return new ProviderWebhook.InvalidSignature();
  }

  /** Closes connections. May be repeated. */
  @Override
  void close();
}
