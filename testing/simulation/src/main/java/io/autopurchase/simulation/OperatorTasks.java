package io.autopurchase.simulation;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.BindingRequest;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.spi.PlacementRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * What people do once the shop has booked: they place orders by hand and bind them, set lines free and book them again, and
 * look what has changed; in the meantime buyers pay on the site, and sellers ship and reprice.
 */
final class OperatorTasks {
  private static final String HAND = "by hand";
  private static final Money PAYMENT_LIMIT = Money.cny("1000.00");

  /** The list shows what was modified within ten minutes: so long an order may be missing. */
  private static final int LONGEST_HIDDEN = 9 * 60_000;

  /** Host lines that a person wants to link to the order by hand: two to its only line. */
  private static final LineKey FIRST = new LineKey("H1", "1");

  private static final LineKey SECOND = new LineKey("H2", "1");

  /** A host line that a person wants to link to an order of a booking. */
  private static final LineKey THIRD = new LineKey("H3", "1");

  private final World world;
  private final Marketplace market;
  private final Invariants invariants;
  private final Errands errands;
  private final Map<LineKey, ActivityId> bindings = new HashMap<>();
  private final Set<LineKey> forgotten = new HashSet<>();
  private final Consumer<LineKey> bookAgain;
  private boolean synchronizedAtEnd;
  @Nullable private ActivityId last;
  private long lastLookAt;

  /** How people get things done: later, by some node, perhaps in vain. */
  interface Errands {
    void later(long afterMillis, Runnable work);

    void request(Consumer<AutoPurchase> work);

    /** Asks again and again until it is acknowledged. */
    void untilAcknowledged(long afterMillis, Function<AutoPurchase, Activity> work, Consumer<ActivityId> acknowledged);
  }

  /**
   * @param bookAgain books a line that was set free
   */
  OperatorTasks(World world, Marketplace market, Invariants invariants, Errands errands, Consumer<LineKey> bookAgain) {
    this.world = world;
    this.market = market;
    this.invariants = invariants;
    this.errands = errands;
    this.bookAgain = bookAgain;
  }

  void begin() {
    if (world.oneIn(2)) {
      unbind(30_000 + world.random.nextInt(200_000), "O1");
    }
    if (world.oneIn(3)) {
      placeAndBind();
    }
    if (world.oneIn(4)) {
      errands.later(world.random.nextInt(60_000), this::bindAnOrderOfABooking);
    }
    for (int i = world.random.nextInt(3); i > 0; i--) {
      errands.later(world.random.nextInt(600_000), this::retryWhatFailed);
    }
    for (int i = world.random.nextInt(4); i > 0; i--) {
      errands.later(world.random.nextInt(400_000), this::somethingHappensToAnOrder);
    }
    for (int i = market.profile.payments ? 2 + world.random.nextInt(3) : 0; i > 0; i--) {
      errands.later(world.random.nextInt(300_000), this::payAnOrder);
    }
    for (int i = market.profile.hides ? 1 + world.random.nextInt(3) : 0; i > 0; i--) {
      errands.later(world.random.nextInt(300_000), this::hideAnOrder);
    }
    for (int i = world.random.nextInt(3); i > 0; i--) {
      errands.later(world.random.nextInt(400_000), this::look);
    }
  }

  private void retryWhatFailed() {
    errands.request(
        api ->
            api.activities()
                .find(ActivityQuery.builder().state(ActivityState.FAILED).build())
                .entries()
                .forEach(
                    failed -> {
                      world.reached(Sometimes.FAILED_RETRIED);
                      api.activities().retry(failed.id(), "mary");
                    }));
  }

  private void somethingHappensToAnOrder() {
    long now = world.now();
    switch (world.random.nextInt(4)) {
      case 0 -> market.lifecycle.some(order -> order.builtAt <= now && !order.isPaid(), "PAID", order -> order.pay(now));
      case 1 -> market.lifecycle.some(MarketOrder::isPaid, "SHIPPED", order -> order.ship(now));
      case 2 -> market.lifecycle.some(order -> order.builtAt <= now && !order.isPaid(), "REPRICED", order -> order.reprice(world.oneIn(2) ? 1 : -100, now));
      default -> market.lifecycle.some(order -> order.builtAt <= now && !order.isPaid(), "CLOSED OUTSIDE", this::closeOutside);
    }
  }

  private void hideAnOrder() {
    long until = world.now() + world.random.nextInt(world.oneIn(3) ? LONGEST_HIDDEN : 60_000);
    market.lifecycle.some(order -> order.visibleAt <= world.now(), "HIDDEN", order -> {
      world.reached(Sometimes.HIDDEN);
      order.hide(until);
    });
  }

  // Payment

  private void payAnOrder() {
    errands.request(
        api -> {
          List<Purchase> unpaid =
              api.purchases().ofOrder("O1").stream()
                  .filter(p -> p.group() == PurchaseGroup.PURCHASED && p.status().filter(PurchaseStatus.AWAITING_PAYMENT::equals).isPresent())
                  .toList();
          if (!unpaid.isEmpty()) {
            String order = unpaid.get(world.random.nextInt(unpaid.size())).providerOrderId().orElseThrow();
            PaymentRequest.Builder request = PaymentRequest.builder(Operators.SESSION, PAYMENT_LIMIT).order(order);
            if (world.oneIn(3)) {
              // From the moment that it is said: the request may count though its acknowledgement is lost.
              invariants.approvePayment(order, PAYMENT_LIMIT);
              request.approved();
            }
            api.pay(request.build());
          }
        });
  }

  /** An answer to the question whether orders are to be paid. */
  private void approves(String question, Question asked) {
    world.reached(Sometimes.PAYMENT_APPROVED);
    asked
        .context()
        .forEach(
            (key, words) -> {
              if (key.startsWith("order ")) {
                String order = key.substring(6);
                Money amount = Operators.money(words.contains(",") ? words.substring(0, words.indexOf(',')) : words);
                invariants.approvePayment(order, amount);
                if (words.contains("before at")) {
                  world.reached(Sometimes.PAYMENT_ASKED_AGAIN);
                  invariants.approveAgain(order, question);
                }
              }
            });
  }

  // The outcome of an order

  /** What a person answers who was asked what became of an order. */
  String whatBecameOf(Question question) {
    world.reached(Sometimes.UNCLEAR_ASKED);
    String clientOrderId = question.context().get("clientOrderId");
    Optional<MarketOrder> real = market.orders().stream().filter(order -> order.clientOrderId.equals(clientOrderId)).findFirst();
    Optional<MarketOrder> other =
        market.orders().stream().filter(order -> !order.clientOrderId.equals(clientOrderId) && !order.clientOrderId.isEmpty()).findFirst();
    switch (world.random.nextInt(market.calm ? 3 : 6)) {
      case 3 -> {
        world.reached(Sometimes.CLAIM_WAIT);
        return AnswerOption.KEEP_WAITING;
      }
      case 4 -> {
        world.reached(Sometimes.CLAIM_WRONG);
        return AnswerOption.ORDER_IS + other.map(order -> order.id).orElse("1");
      }
      case 5 -> {
        world.reached(Sometimes.CLAIM_NO_ORDER);
        return AnswerOption.NO_ORDER;
      }
      default -> {
        if (real.isEmpty()) {
          return AnswerOption.NO_ORDER;
        }
        world.reached(Sometimes.CLAIM_RIGHT);
        return AnswerOption.ORDER_IS + real.get().id;
      }
    }
  }

  /** That an order which was placed by hand is that of a booking: a person who says so is believed, as it has no client order id. */
  boolean isIrrefutable(String option) {
    return market.orders().stream().anyMatch(order -> order.clientOrderId.isEmpty() && option.equals(AnswerOption.ORDER_IS + order.id));
  }

  private void closeOutside(MarketOrder order) {
    order.lines.forEach(line -> order.close(line.lineNo(), world.now()));
  }

  // Binding

  private void placeAndBind() {
    int quantity = world.oneIn(4) ? 2 : 1;
    MarketOrder order =
        market.lifecycle.placeByHand(HAND, List.of(OrderLifecycle.line("1", "a", quantity, Money.cny("99.00")), OrderLifecycle.line("2", "b", 1, Money.cny("20.00"))));
    bind(FIRST, order.id, world.random.nextInt(60_000));
    if (world.oneIn(2)) {
      bind(SECOND, order.id, world.random.nextInt(60_000));
    }
  }

  private void bind(LineKey line, String orderId, long afterMillis) {
    BindingRequest request =
        BindingRequest.builder(line.orderId(), Operators.SESSION, orderId).line(line.lineId(), Item.of("a"), 1).build();
    errands.untilAcknowledged(afterMillis, api -> api.bind(request), id -> bindings.put(line, id));
    if (world.oneIn(3)) {
      errands.later(afterMillis + world.random.nextInt(100), () -> errands.request(api -> api.bind(request)));
    }
  }

  /** A person finds an order on the site that a booking has made, and links it to another line. */
  private void bindAnOrderOfABooking() {
    market.orders().stream()
        .filter(order -> order.hostOrder.equals("O1") && order.visibleAt <= world.now())
        .filter(order -> order.lines.stream().anyMatch(line -> line.itemId().equals("a")))
        .findFirst()
        .ifPresent(order -> bind(THIRD, order.id, 0));
  }

  // Unbinding

  private void unbind(long afterMillis, String hostOrder) {
    List<String> chosen = new ArrayList<>();
    errands.untilAcknowledged(
        afterMillis,
        api -> {
          List<Purchase> linked =
              api.purchases().ofOrder(hostOrder).stream().filter(p -> p.group() == PurchaseGroup.PURCHASED).toList();
          if (chosen.isEmpty()) {
            linked.stream().filter(p -> linked.size() == 1 || world.oneIn(2)).forEach(p -> chosen.add(p.line().lineId()));
          }
          if (chosen.isEmpty()) {
            return null;
          }
          List<Purchase> wanted = linked.stream().filter(purchase -> chosen.contains(purchase.line().lineId())).toList();
          if (wanted.isEmpty()) {
            return null;
          }
          UnbindingRequest.Builder request = UnbindingRequest.builder(hostOrder);
          for (Purchase purchase : wanted) {
            request.line(purchase.line().lineId(), purchase.providerOrderId().orElseThrow());
            invariants.allowCancel(purchase.providerOrderLineId().orElseThrow());
          }
          return api.unbind(request.build());
        },
        id -> errands.later(30_000, () -> lookAfter(id)));
  }

  /** Once an unbinding has ended, what it has set free is booked again. */
  private void lookAfter(ActivityId unbinding) {
    boolean[] over = new boolean[1];
    errands.request(
        api -> {
          Activity activity = api.activities().get(unbinding);
          if (activity.state().isFinished() && !over[0]) {
            over[0] = true;
            activity.lines().stream()
                .filter(line -> line.outcome() == LineOutcome.UNBOUND && !forgotten.contains(line.line()))
                .map(LineResult::line)
                .forEach(
                    line -> {
                      world.reached(Sometimes.SET_FREE);
                      bookAgain.accept(line);
                    });
          }
        });
    errands.later(
        30_000,
        () -> {
          if (!over[0]) {
            lookAfter(unbinding);
          }
        });
  }

  /** What an answer means for what may be done. */
  void answers(String place, Question question, String option) {
    if (question.code().equals(Question.APPROVE_PAYMENT) && option.equals(AnswerOption.APPROVE)) {
      approves(place, question);
    }
    if (question.code().equals(Question.CANCEL_PAID_ORDER)) {
      world.reached(Sometimes.PAID_ASKED);
    }
    String order = question.context().get("providerOrderId");
    if (option.equals(AnswerOption.CANCEL_ORDER)) {
      invariants.allowCancelThoughPaid(order);
    } else if (option.equals(AnswerOption.UNLINK_ONLY)) {
      world.reached(Sometimes.FORGOTTEN);
      invariants.forget(order);
      market.lifecycle.order(order).ifPresent(o -> o.lines.forEach(line -> forgotten.add(new LineKey(o.hostOrder, line.lineNo()))));
    }
  }

  /** An order is linked to nothing: that must be because a person wanted it so. */
  void toldOfOrphaned(String orderId) {
    MarketOrder order = market.lifecycle.order(orderId).orElseThrow();
    boolean wanted = order.lines.stream().anyMatch(line -> forgotten.contains(new LineKey(order.hostOrder, line.lineNo())));
    if (!wanted) {
      throw world.broken("I13", "order " + orderId + " is linked to no line, which was not asked for");
    }
  }

  /** Whether a person wanted a line's order to be forgotten. */
  boolean isForgotten(LineKey line) {
    return forgotten.contains(line);
  }

  // Looking

  private void look() {
    errands.request(
        api -> {
          Activity activity = api.synchronize(Operators.SESSION);
          if (world.oneIn(5)) {
            api.activities().interrupt(activity.id(), "mary");
            world.reached(Sometimes.SYNCHRONIZATION_INTERRUPTED);
          }
        });
  }

  /** Once all else is done: looks for the last time. Returns whether that was done. */
  boolean lookForTheLastTime() {
    if (last == null && !synchronizedAtEnd) {
      synchronizedAtEnd = true;
      // What is cancelled may take a while to be closed.
      errands.untilAcknowledged(90_000, api -> api.synchronize(Operators.SESSION), id -> {
        last = id;
        lastLookAt = world.now();
      });
    }
    return last != null;
  }

  // The audit

  /** @param clocksWereWrong a node whose clock is ahead by days removes a synchronization that has just ended */
  void check(AutoPurchase api, boolean clocksWereWrong) {
    Map<String, LineKey> linked = new HashMap<>();
    for (LineKey line : List.of(FIRST, SECOND, THIRD)) {
      Optional<Purchase> purchase = api.purchases().find(line).filter(p -> p.group() == PurchaseGroup.PURCHASED);
      purchase.ifPresent(p -> checkLink(line, p, linked));
      Activity binding = bindings.containsKey(line) ? api.activities().get(bindings.get(line)) : null;
      boolean bound = binding != null && binding.lines().get(0).outcome() == LineOutcome.BOUND;
      if (bound && purchase.isEmpty() && isLive(api.purchases().find(line).orElse(null), binding.lines().get(0).providerOrderId())) {
        throw world.broken("I11", "line " + line + " is bound, and nothing is known of its order");
      }
      if (binding != null && "ORDER_HELD".equals(binding.lines().get(0).code())) {
        world.reached(Sometimes.BINDING_LEFT_BOOKING_ALONE);
      } else if (bound) {
        world.reached(Sometimes.BOUND);
      }
    }
    if (bindings.size() > 1 && linked.size() == 1) {
      world.reached(Sometimes.BOUND_ONCE);
    }
    Optional<ActivityState> end = api.activities().find(last).map(Activity::state);
    if (end.isPresent() ? end.get() != ActivityState.COMPLETED : !clocksWereWrong) {
      throw world.broken("I4", "the last synchronization is " + end.map(ActivityState::name).orElse("gone"));
    }
    world.reached(Sometimes.SYNCHRONIZED);
  }

  /** Whether what a line was bound to lives: the line of the order if that is known, for others of the order may. */
  private boolean isLive(@Nullable Purchase known, @Nullable String orderId) {
    Optional<MarketOrder> order = Optional.ofNullable(orderId).flatMap(market.lifecycle::order);
    Optional<String> lineId = Optional.ofNullable(known).filter(p -> p.providerOrderId().equals(Optional.ofNullable(orderId))).flatMap(Purchase::providerOrderLineId);
    return order.isPresent()
        && order.get().lines.stream()
            .filter(theirs -> lineId.isEmpty() || lineId.get().equals(order.get().lineId(theirs.lineNo())))
            .anyMatch(theirs -> order.get().isLive(theirs.lineNo(), world.now()));
  }

  private void checkLink(LineKey line, Purchase purchase, Map<String, LineKey> linked) {
    MarketOrder order = market.lifecycle.order(purchase.providerOrderId().orElseThrow()).orElseThrow();
    LineKey other = linked.put(purchase.providerOrderLineId().orElseThrow(), line);
    if (other != null) {
      throw world.broken("I11", "line " + purchase.providerOrderLineId() + " is linked to " + other + " and " + line);
    }
    if (line.equals(THIRD) && !forgotten.contains(new LineKey(order.hostOrder, "1"))) {
      throw world.broken("I11", "order " + order.id + " of a booking is linked to " + line);
    }
    checkShown(purchase);
  }

  /** After the last look, what is recorded is what the marketplace shows. */
  void checkShown(Purchase purchase) {
    MarketOrder order = market.lifecycle.order(purchase.providerOrderId().orElseThrow()).orElseThrow();
    if (order.modifiedAt(world.now()) >= lastLookAt) {
      return; // a payment that was accepted late was carried out since
    }
    if (order.wasHidden()) {
      return; // what was not shown once is read again after an hour, and the last look may have come before
    }
    for (PlacementRequest.Line line : order.lines) {
      if (order.lineId(line.lineNo()).equals(purchase.providerOrderLineId().orElseThrow())) {
        boolean same =
            purchase.status().filter(order.status(line.lineNo(), world.now())::equals).isPresent()
                && purchase.cost().filter(order.amount(line)::equals).isPresent();
        if (!same) {
          throw world.broken(
              "I15", purchase + " is " + purchase.status() + " for " + purchase.cost() + "; the marketplace shows "
                  + order.status(line.lineNo(), world.now()) + " for " + order.amount(line));
        }
        return;
      }
    }
    throw world.broken("I11", purchase + " is linked to a line that order " + order.id + " does not have");
  }
}
