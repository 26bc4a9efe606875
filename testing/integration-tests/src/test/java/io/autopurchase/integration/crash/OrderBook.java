package io.autopurchase.integration.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the host knows of its orders: what it wants done with them, what is acknowledged, and which events it was given. */
final class OrderBook {
  private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "INTERRUPTED");

  /** Before an errand is tried again that met another activity. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * After so long without an end, a payment may be one that was perhaps sent when its node died: it is followed for half an hour, which is
   * not waited for.
   */
  private static final Duration PATIENCE_FOR_PAYMENTS = Duration.ofSeconds(30);

  /** By the order in which they were wanted; with the earliest moment of each, on the clock of {@link System#nanoTime}. */
  private final List<Wanted> wanted = new ArrayList<>();

  private final List<Order> all = new ArrayList<>();
  private final Map<Order, Integer> stages = new HashMap<>();
  private final Set<Order> open = new HashSet<>();

  /** How many nodes were asked and have not answered. */
  private final Map<Errand, Integer> unanswered = new HashMap<>();

  private final Map<Errand, String> activities = new HashMap<>();
  private final Map<String, Order> orders = new HashMap<>();
  private final Set<String> settling = new HashSet<>();
  private final Map<Errand, Long> acknowledgedAt = new HashMap<>();
  private final Set<Errand> givenUp = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> parked = new HashSet<>();
  private final Set<String> events = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private record Wanted(Errand errand, long from) {}

  void open(Order order) {
    all.add(order);
    open.add(order);
    stages.put(order, 0);
    order.stages().get(0).forEach(kind -> want(Errand.of(kind, order), Duration.ZERO));
  }

  private void want(Errand errand, Duration pause) {
    wanted.add(new Wanted(errand, System.nanoTime() + pause.toNanos()));
  }

  /** To be asked for, for the first time or again. */
  Optional<Errand> next() {
    long now = System.nanoTime();
    for (Iterator<Wanted> each = wanted.iterator(); each.hasNext(); ) {
      Wanted next = each.next();
      if (next.from() - now <= 0) {
        each.remove();
        return Optional.of(next.errand());
      }
    }
    return Optional.empty();
  }

  /** A node was asked; one errand may be given to several. */
  void asked(Errand errand) {
    unanswered.merge(errand, 1, Integer::sum);
  }

  private void answered(Errand errand) {
    unanswered.computeIfPresent(errand, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Nodes did not do it, or died before they answered. */
  void again(Collection<Errand> errands) {
    errands.forEach(errand -> again(errand, Duration.ZERO));
  }

  private void again(Errand errand, Duration pause) {
    answered(errand);
    if (!activities.containsKey(errand) && !givenUp.contains(errand)) {
      want(errand, pause);
    }
    advance(errand);
  }

  /** The engine refused it because of another activity. A payment that competes with an unbinding has lost then. */
  void conflict(Errand errand, String code) {
    boolean loses = errand.isOfAnOrder() && errand.kind() == Errand.Kind.PAY && errand.order().isContested() && !code.equals("CONCURRENT_CHANGE");
    if (loses) {
      answered(errand);
      givenUp.add(errand);
      advance(errand);
    } else if (errand.kind() == Errand.Kind.ANSWER) {
      // It is answered, or not asked any more.
      answered(errand);
    } else {
      again(errand, PAUSE);
    }
  }

  void refused(Errand errand) {
    answered(errand);
    givenUp.add(errand);
    advance(errand);
  }

  void acknowledged(Errand errand, String activity) {
    answered(errand);
    if (errand.isOfAnOrder()) {
      String known = activities.putIfAbsent(errand, activity);
      orders.put(activity, errand.order());
      if (errand.kind() == Errand.Kind.PAY || errand.kind() == Errand.Kind.UNBIND) {
        settling.add(activity);
      }
      acknowledgedAt.putIfAbsent(errand, System.nanoTime());
      if (known != null && !known.equals(activity) && !mayBeRepeated(errand)) {
        problems.add(errand + " was acknowledged as " + known + " and again as " + activity);
      }
      advance(errand);
    }
  }

  /** A payment that is asked for once more after its end looks at the orders again, and so does an unbinding that a payment has won against. */
  private static boolean mayBeRepeated(Errand errand) {
    return errand.kind() == Errand.Kind.PAY || errand.order().isContested();
  }

  /** An event as a node tells it: its id, activity, type, new value and reason. */
  void event(List<String> words) {
    boolean isNew = events.add(words.get(1));
    String activity = words.get(2);
    if (words.get(3).equals("ACTIVITY_CHANGED")) {
      if (ENDS.contains(words.get(4))) {
        ended.add(activity);
        Optional.ofNullable(orders.get(activity)).ifPresent(this::advance);
      } else if (words.get(5).equals("PARKED")) {
        parked.add(activity);
      }
    } else if (isNew && words.get(3).equals("QUESTION_ASKED")) {
      want(Errand.answer(activity), Duration.ZERO);
    }
  }

  private void advance(Errand errand) {
    if (errand.isOfAnOrder()) {
      advance(errand.order());
    }
  }

  /** Goes on to the order's next stage if the present one is done. No errand of an earlier stage may come late: it would act again. */
  private void advance(Order order) {
    List<List<Errand.Kind>> plan = order.stages();
    int stage = stages.get(order);
    while (stage < plan.size() && plan.get(stage).stream().allMatch(kind -> isDone(Errand.of(kind, order)))) {
      stage++;
      stages.put(order, stage);
      if (stage < plan.size()) {
        plan.get(stage).forEach(kind -> want(Errand.of(kind, order), Duration.ZERO));
      } else {
        open.remove(order);
      }
    }
  }

  private boolean isDone(Errand errand) {
    return !unanswered.containsKey(errand) && (givenUp.contains(errand) || ended.contains(activities.getOrDefault(errand, "")));
  }

  private boolean isAtRest(Errand errand) {
    if (isDone(errand)) {
      return true;
    }
    String activity = activities.get(errand);
    if (activity == null) {
      return isBehindPayment(errand);
    }
    return !unanswered.containsKey(errand) && (parked.contains(activity) || isOverduePayment(errand));
  }

  private boolean isOverduePayment(Errand errand) {
    Long since = acknowledgedAt.get(errand);
    return errand.kind() == Errand.Kind.PAY && since != null && !isDone(errand) && System.nanoTime() - since > PATIENCE_FOR_PAYMENTS.toNanos();
  }

  /** An unbinding is refused as long as a payment of its order is followed. */
  private boolean isBehindPayment(Errand errand) {
    return errand.kind() == Errand.Kind.UNBIND
        && errand.order().isContested()
        && isOverduePayment(Errand.of(Errand.Kind.PAY, errand.order()));
  }

  /** Whether an activity is a payment or an unbinding, as far as is known. */
  boolean isSettling(String activity) {
    return settling.contains(activity);
  }

  List<Order> all() {
    return List.copyOf(all);
  }

  int size() {
    return all.size();
  }

  /** How many are not through all their stages. */
  int unfinished() {
    return open.size();
  }

  boolean isAtRest() {
    return open.stream().allMatch(this::isAtRest);
  }

  /** How many orders are neither done nor at rest. */
  int atWork() {
    return (int) open.stream().filter(order -> !isAtRest(order)).count();
  }

  private boolean isAtRest(Order order) {
    return order.stages().get(stages.get(order)).stream().allMatch(kind -> isAtRest(Errand.of(kind, order)));
  }

  /** The orders with which not all was done that is wanted; in words. */
  Set<String> openOrders() {
    Set<String> result = new TreeSet<>();
    open.forEach(order -> result.add(order.id() + " at " + order.stages().get(stages.get(order))));
    return result;
  }

  /** Those that were left for a person to look at. */
  Set<String> parked() {
    Set<String> result = new HashSet<>(parked);
    result.removeAll(ended);
    return result;
  }

  /** A person lets them go on. */
  void forgetParked() {
    parked.clear();
  }

  void heard(Set<String> eventIds) {
    events.addAll(eventIds);
  }

  Set<String> events() {
    return Set.copyOf(events);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }
}
