package io.autopurchase.core.payment;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.PaymentRequest;
import io.autopurchase.SessionId;
import io.autopurchase.core.activity.ActivityCreation;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.purchase.HeldLines;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.engine.Arguments;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.UniqueName;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/** Turns what a host wants to be paid into activities. Each takes its orders by their names, so that one at a time pays an order. */
public final class PaymentRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 500;

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private final ActivityCreation creation;
  private final Optional<PaymentLimits> limits;

  public PaymentRequests(
      RecordStore recordStore, DefaultSessions sessions, ProviderRegistry providers, ActivityCreation creation, Optional<PaymentLimits> limits) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.providers = providers;
    this.creation = creation;
    this.limits = limits;
  }

  public ActivityRecord pay(PaymentRequest request) {
    sessions.records().require(request.session());
    if (limits.isEmpty()) {
      throw new ConfigurationException("nothing may be paid: allowPayment() of the builder permits that");
    }
    if (providers.client(request.session().provider()).capabilities().maxOrdersPerPayment() < 1) {
      throw new ConfigurationException(request.session().provider() + " takes no payment by a call");
    }
    if (!request.limit().currency().equals(limits.get().perOrder().currency())) {
      throw new InvalidInputException("limit", "CURRENCY", Arguments.of("currency", limits.get().perOrder().currency()));
    }
    creation.requireDurability();
    PaymentState payment = PaymentState.of(request);
    Commit.Builder commit = recordStore.begin();
    request.providerOrders().forEach(id -> payment.orders.add(toPay(request.session(), id, commit)));
    PaymentRecord body =
        creation.prepare(
            new PaymentRecord(), request.session(), request.requestedBy().or(request::approvedBy).orElse(null));
    request.approvedBy().ifPresent(by -> body.journal(body.createdAt, "INFO", Text.of("APPROVED", "by", by)));
    Set<String> hostOrders = new LinkedHashSet<>();
    payment.orders.forEach(order -> order.lines.forEach(line -> hostOrders.add(line.orderId())));
    body.orderId = hostOrders.size() == 1 ? hostOrders.iterator().next() : null;
    body.description = "Pay " + request.providerOrders().size() + (request.providerOrders().size() == 1 ? " order" : " orders");
    body.payment = payment;
    body.total = payment.orders.size();
    creation.add(commit, body);
    payment.orders.forEach(
        order ->
            commit.reserve(
                new UniqueName(Keys.ORDER_SCOPE, Keys.providerOrder(body.provider, order.providerOrder()), body.id)));
    CommitResult result = recordStore.commit(commit.build(), PATIENCE);
    if (result instanceof CommitResult.NameTaken held) {
      return activity(held.owner())
          .filter(other -> other instanceof PaymentRecord paying && isSame(paying.payment, payment))
          .orElseThrow(() -> HeldLines.held(held));
    }
    if (!result.isApplied()) {
      throw new ConflictException("CONCURRENT_CHANGE", "the lines of the orders were changed at the same moment");
    }
    return body;
  }

  private static boolean isSame(PaymentState one, PaymentState other) {
    return one.limit.equals(other.limit)
        && one.orders.stream().map(order -> order.providerOrderId).toList()
            .equals(other.orders.stream().map(order -> order.providerOrderId).toList());
  }

  private PaymentState.Order toPay(SessionId session, String id, Commit.Builder commit) {
    RecordFields fields =
        RecordFields.builder().provider(session.provider()).login(session.login()).reference(id).build();
    PaymentState.Order order = new PaymentState.Order();
    order.providerOrderId = id;
    recordStore.store.find(RecordQuery.of(Keys.PURCHASE, fields, 0, PAGE)).records().stream()
        .map(row -> recordStore.read(row, PurchaseRecord.class))
        .filter(purchase -> purchase.body().isLinked())
        .forEach(
            purchase -> {
              commit.expect(purchase.key(), purchase.version());
              order.lines.add(new PaymentState.HostLine(purchase.body().orderId, purchase.body().lineId));
            });
    if (order.lines.isEmpty()) {
      throw new InvalidInputException("orders", "UNKNOWN_ORDER", Arguments.of("providerOrderId", id, "session", session));
    }
    return order;
  }

  private Optional<ActivityRecord> activity(@Nullable String id) {
    return Optional.ofNullable(id).flatMap(each -> recordStore.load(Keys.activity(each), ActivityRecord.class)).map(Versioned::body);
  }
}
