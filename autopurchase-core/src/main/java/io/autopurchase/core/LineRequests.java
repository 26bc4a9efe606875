package io.autopurchase.core;

import io.autopurchase.ActivityType;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConfigurationException;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.NotFoundException;
import io.autopurchase.PaymentRequest;
import io.autopurchase.SessionId;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Turns what a host asks for lines that are, or are to be, tied to a provider's orders into activities. Each takes its lines
 * by their names in the commit that creates it, so that one activity at a time deals with a line.
 */
final class LineRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  private final Kernel kernel;
  private final SessionDesk sessions;
  private final ProviderRegistry providers;
  private final Planning planning;
  private final boolean paymentAllowed;

  LineRequests(
      Kernel kernel, SessionDesk sessions, ProviderRegistry providers, Planning planning, boolean paymentAllowed) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.providers = providers;
    this.planning = planning;
    this.paymentAllowed = paymentAllowed;
  }

  // Binding

  ActivityBody bind(BindingRequest request) {
    sessions.records().require(request.session());
    List<LineKey> keys = request.lines().stream().map(request::key).toList();
    while (true) {
      List<Document<PurchaseBody>> purchases = keys.stream().map(this::purchase).toList();
      Optional<ActivityBody> before = before(keys, ActivityType.BINDING);
      if (before.isPresent()) {
        return before.get();
      }
      BindingBody binding = BindingBody.of(request);
      Optional<ActivityBody> done = alreadyBound(binding, purchases);
      if (done.isPresent()) {
        return done.get();
      }
      ActivityBody body = planning.newActivity(ActivityType.BINDING, request.session(), kernel.now());
      body.orderId = request.orderId();
      body.description = "Bind " + lines(keys.size()) + " of " + request.orderId() + " to " + request.providerOrder();
      body.binding = binding;
      body.total = keys.size();
      Commit.Builder commit = begin(body);
      for (int i = 0; i < keys.size(); i++) {
        Document<PurchaseBody> document = purchases.get(i);
        PurchaseBody purchase = document.body();
        if (purchase.isTied()) {
          commit.expect(document.key(), document.version());
        } else {
          purchase.free(body.id);
          purchase.provider = request.session().provider();
          purchase.login = request.session().login();
          purchase.quantity = request.lines().get(i).quantity();
          kernel.put(commit, document, purchase.fields());
          hold(commit, keys.get(i), body);
        }
      }
      if (kernel.commit(commit.build(), PATIENCE).isApplied()) {
        return body;
      }
    }
  }

  /** Lines that are tied to the very order are bound already. Returns the activity that has bound all of them, if one has. */
  private Optional<ActivityBody> alreadyBound(BindingBody binding, List<Document<PurchaseBody>> purchases) {
    for (int i = 0; i < purchases.size(); i++) {
      PurchaseBody purchase = purchases.get(i).body();
      if (!purchase.isTied()) {
        continue;
      }
      if (!binding.number.equals(purchase.providerOrderId) && !binding.number.equals(purchase.siteOrderId)) {
        throw new ConflictException(
            "ALREADY_PURCHASED",
            "line " + purchase.lineId + " of " + purchase.orderId + " is tied to order " + purchase.providerOrderId);
      }
      BindingBody.Line line = binding.lines.get(i);
      line.end(LineOutcome.BOUND, "ALREADY_PURCHASED", "the line was tied to the order before");
      line.providerOrderId = purchase.providerOrderId;
    }
    boolean all = binding.lines.stream().allMatch(line -> line.outcome == LineOutcome.BOUND);
    return all ? ofAll(purchases, ActivityType.BINDING) : Optional.empty();
  }

  // Unbinding

  ActivityBody unbind(UnbindingRequest request) {
    List<String> wanted = null;
    while (true) {
      List<Document<PurchaseBody>> purchases = toFree(request);
      List<String> ties = purchases.stream().map(document -> document.body().lineId + " " + document.body().providerOrderId).toList();
      if (wanted != null && !wanted.equals(ties)) {
        // What was asked for was asked of the orders that were there then.
        throw new ConflictException("CHANGED", "the lines of " + request.orderId() + " were tied otherwise at the same moment");
      }
      wanted = ties;
      List<LineKey> keys = purchases.stream().map(document -> key(document.body())).toList();
      Optional<ActivityBody> before = before(keys, ActivityType.UNBINDING);
      if (before.isPresent()) {
        return before.get();
      }
      if (purchases.stream().noneMatch(document -> document.body().isTied())) {
        return ofAll(purchases, ActivityType.UNBINDING)
            .orElseThrow(() -> notPurchased(purchases.get(0).body()));
      }
      purchases.stream()
          .map(Document::body)
          .filter(purchase -> !purchase.isTied())
          .findFirst()
          .ifPresent(
              purchase -> {
                throw notPurchased(purchase);
              });
      SessionId session = session(request, purchases);
      ActivityBody body = planning.newActivity(ActivityType.UNBINDING, session, kernel.now());
      body.orderId = request.orderId();
      body.description = (request.isForget() ? "Forget " : "Unbind ") + lines(keys.size()) + " of " + request.orderId();
      body.unbinding = UnbindingBody.of(request, purchases.stream().map(Document::body).toList());
      body.total = keys.size();
      Commit.Builder commit = begin(body);
      for (int i = 0; i < keys.size(); i++) {
        commit.expect(purchases.get(i).key(), purchases.get(i).version());
        hold(commit, keys.get(i), body);
      }
      if (kernel.commit(commit.build(), PATIENCE).isApplied()) {
        return body;
      }
    }
  }

  private static InvalidInputException notPurchased(PurchaseBody purchase) {
    return new InvalidInputException(
        "lines", "NOT_PURCHASED", "line " + purchase.lineId + " of " + purchase.orderId + " is not purchased");
  }

  /** The named lines; where none is named, all that are purchased, or that the last unbinding has set free. */
  private List<Document<PurchaseBody>> toFree(UnbindingRequest request) {
    List<Document<PurchaseBody>> ofOrder = ofOrder(request.orderId());
    if (ofOrder.isEmpty()) {
      throw new NotFoundException("order", request.orderId());
    }
    if (request.lineIds().isEmpty()) {
      List<Document<PurchaseBody>> tied = ofOrder.stream().filter(document -> document.body().isTied()).toList();
      return tied.isEmpty() ? freed(ofOrder) : tied;
    }
    List<Document<PurchaseBody>> named = new ArrayList<>();
    for (String lineId : request.lineIds()) {
      named.add(
          ofOrder.stream()
              .filter(document -> document.body().lineId.equals(lineId))
              .findFirst()
              .orElseThrow(() -> new NotFoundException("line", request.orderId() + "/" + lineId)));
    }
    return named;
  }

  private List<Document<PurchaseBody>> freed(List<Document<PurchaseBody>> ofOrder) {
    List<Document<PurchaseBody>> freed =
        ofOrder.stream()
            .filter(document -> activity(document.body().activity).filter(body -> body.type == ActivityType.UNBINDING).isPresent())
            .toList();
    return freed.isEmpty() ? ofOrder : freed;
  }

  private static SessionId session(UnbindingRequest request, List<Document<PurchaseBody>> purchases) {
    Set<SessionId> all = new LinkedHashSet<>();
    purchases.forEach(document -> all.add(new SessionId(document.body().provider, document.body().login)));
    if (request.session().isPresent() && !all.equals(Set.of(request.session().get()))) {
      throw new InvalidInputException("session", "OTHER_SESSION", "the lines were bought by " + all);
    }
    if (all.size() > 1) {
      throw new ConflictException("SEVERAL_SESSIONS", "the lines were bought by " + all + ": unbind the lines of each apart");
    }
    return all.iterator().next();
  }

  // Payment

  ActivityBody pay(PaymentRequest request) {
    sessions.records().require(request.session());
    if (!paymentAllowed) {
      throw new ConfigurationException("nothing may be paid: allowPayment() of the builder permits that");
    }
    if (providers.client(request.session().provider()).traits().maxOrdersPerPayment() < 1) {
      throw new ConfigurationException(request.session().provider() + " takes no payment by a call");
    }
    PaymentBody payment = PaymentBody.of(request);
    request.providerOrders().forEach(id -> payment.orders.add(toPay(request.session(), id)));
    ActivityBody body = planning.newActivity(ActivityType.PAYMENT, request.session(), kernel.now());
    Set<String> hostOrders = new LinkedHashSet<>();
    payment.orders.forEach(order -> order.lines.forEach(line -> hostOrders.add(line.orderId())));
    body.orderId = hostOrders.size() == 1 ? hostOrders.iterator().next() : null;
    body.description = "Pay " + request.providerOrders().size() + (request.providerOrders().size() == 1 ? " order" : " orders");
    body.payment = payment;
    body.total = payment.orders.size();
    Commit.Builder commit = begin(body);
    payment.orders.forEach(
        order ->
            commit.reserve(
                new Reservation(Keys.PAYMENT_SCOPE, Keys.providerOrder(body.provider, order.providerOrderId), body.id)));
    CommitResult result = kernel.commit(commit.build(), PATIENCE);
    if (result instanceof CommitResult.Duplicate held) {
      return activity(held.owner())
          .filter(other -> isSame(other.payment, payment))
          .orElseThrow(() -> new ConflictException("ORDER_HELD", "payment " + held.owner() + " deals with order " + held.name()));
    }
    return body;
  }

  private static boolean isSame(@Nullable PaymentBody one, PaymentBody other) {
    return one != null
        && one.limit.equals(other.limit)
        && one.orders.stream().map(order -> order.providerOrderId).toList()
            .equals(other.orders.stream().map(order -> order.providerOrderId).toList());
  }

  private PaymentBody.Order toPay(SessionId session, String id) {
    RecordFields fields =
        RecordFields.builder().provider(session.provider()).login(session.login()).reference(id).build();
    PaymentBody.Order order = new PaymentBody.Order();
    order.providerOrderId = id;
    kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE)).records().stream()
        .map(row -> kernel.read(row, PurchaseBody.class).body())
        .filter(PurchaseBody::isTied)
        .forEach(purchase -> order.lines.add(new PaymentBody.HostLine(purchase.orderId, purchase.lineId)));
    if (order.lines.isEmpty()) {
      throw new InvalidInputException("orders", "UNKNOWN_ORDER", "no line is tied to order " + id + " of " + session);
    }
    return order;
  }

  // What they share

  private Commit.Builder begin(ActivityBody body) {
    Commit.Builder commit = kernel.begin();
    kernel.put(commit, new Document<>(Keys.activity(body.id), 0, body), ActivityView.fields(body));
    return commit;
  }

  private static void hold(Commit.Builder commit, LineKey line, ActivityBody body) {
    commit.reserve(new Reservation(Keys.LINE_SCOPE, Keys.name(line), body.id));
  }

  private static String lines(int count) {
    return count == 1 ? "1 line" : count + " lines";
  }

  private static LineKey key(PurchaseBody purchase) {
    return new LineKey(purchase.orderId, purchase.lineId);
  }

  private Document<PurchaseBody> purchase(LineKey key) {
    return kernel.load(Keys.purchase(key), PurchaseBody.class).orElseGet(() -> new Document<>(Keys.purchase(key), 0, PurchaseBody.of(key)));
  }

  private List<Document<PurchaseBody>> ofOrder(String orderId) {
    RecordFields fields = RecordFields.builder().orderId(orderId).build();
    List<Document<PurchaseBody>> all = new ArrayList<>();
    for (int offset = 0; offset == all.size(); offset += PAGE) {
      kernel.store.find(RecordQuery.of(Keys.PURCHASE, fields, offset, PAGE)).records().stream()
          .map(row -> kernel.read(row, PurchaseBody.class))
          .forEach(all::add);
    }
    all.sort(Comparator.comparing(document -> document.body().lineId));
    return all;
  }

  /**
   * The unfinished activity that holds the lines, if it is of the type and holds all of them; empty where nobody holds any.
   *
   * @throws ConflictException where others hold some
   */
  private Optional<ActivityBody> before(List<LineKey> keys, ActivityType type) {
    Set<String> holders = new LinkedHashSet<>();
    keys.forEach(key -> kernel.store.owner(Keys.LINE_SCOPE, Keys.name(key)).ifPresent(holders::add));
    List<ActivityBody> unfinished =
        holders.stream().flatMap(id -> activity(id).stream()).filter(body -> !body.state.isFinished()).toList();
    if (unfinished.isEmpty()) {
      return Optional.empty();
    }
    if (unfinished.size() == 1 && unfinished.get(0).type == type) {
      return Optional.of(unfinished.get(0));
    }
    throw new ConflictException("LINE_HELD", "activities " + holders + " deal with some of the lines of " + keys.get(0).orderId());
  }

  /** The activity of a type that has dealt last with all of some lines. */
  private Optional<ActivityBody> ofAll(List<Document<PurchaseBody>> purchases, ActivityType type) {
    String first = purchases.get(0).body().activity;
    boolean one = first != null && purchases.stream().allMatch(document -> first.equals(document.body().activity));
    return one ? activity(first).filter(body -> body.type == type) : Optional.empty();
  }

  private Optional<ActivityBody> activity(@Nullable String id) {
    return Optional.ofNullable(id).flatMap(each -> kernel.load(Keys.activity(each), ActivityBody.class)).map(Document::body);
  }
}
