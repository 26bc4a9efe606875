package io.autopurchase.simulation;

import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.WaitReason;
import io.autopurchase.core.SteppedEngine;
import io.autopurchase.core.SteppedEngine.StoredActivity;
import io.autopurchase.core.SteppedEngine.StoredPurchase;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches what is committed, sent, ordered and told, and ends a history that breaks a promise. */
final class Invariants {
  /** Longer than an intent may wait for its send. */
  private static final long SEND_WITHIN = 4_000;

  /** A read leaves within this time of the look at the limiter; an effect has a commit between. */
  private static final long READ_WITHIN = 8_000;

  private static final long EFFECT_WITHIN = 20_000;

  /** A cancellation is decided within this time of a look at its order. */
  private static final long LOOKED_AT_WITHIN = 60_000;

  /** No reading on which something rests is older, by the monotonic clock. */
  private static final long FRESH = 120_000;

  /** Clocks may differ by so much without being wrong. */
  private static final long TOLERANCE = 60_000;

  private static final long MINUTE = 60_000;
  private static final int MOST_COMMITS = 120;
  private static final long LOOKS_WINDOW = 600_000;
  private static final int MOST_LOOKS = 60;
  private static final int FOR_OTHER_CLOCKS = 5;

  private static final int MOST_STARTS = 5;

  /** Others take a refresh for lost 30 seconds after its intent, which it may follow by 4. */
  private static final long REFRESH_TIME = 25_900;

  private final World world;
  private final Profile profile;
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, Integer> eventNumbers = new HashMap<>();
  private final Set<String> events = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final Map<String, String> lastTold = new HashMap<>();
  private final Map<String, Long> interrupted = new HashMap<>();
  private final Map<String, Integer> deaths = new HashMap<>();
  private final Map<String, MarketOrder> liveByLine = new HashMap<>();
  private final Map<LineKey, Money> allowed = new HashMap<>();
  private final Set<String> mayBeCancelled = new HashSet<>();
  private final Set<String> mayBeCancelledThoughPaid = new HashSet<>();
  private final Set<String> forgotten = new HashSet<>();
  private final Map<String, StoredPurchase> purchases = new HashMap<>();
  private final Deque<Long> sends = new ArrayDeque<>();
  private static final String ENDED_IN_DOUBT = "ENDED_IN_DOUBT";

  private final Set<String> clientOrderIds = new HashSet<>();
  private final Map<String, Node> runners = new HashMap<>();
  private final Map<String, Long> readings = new HashMap<>();
  private final Map<String, Money> approved = new HashMap<>();
  private final Map<String, Set<String>> approvedAgain = new HashMap<>();
  private final Map<String, long[]> counts = new HashMap<>();
  private final Map<String, Long> committedAt = new HashMap<>();
  private final Map<String, Long> questionsSince = new HashMap<>();
  private Set<String> takenByBad = Set.of();
  private boolean hasBadListener;
  private int unfinished;
  private long quietFrom;
  private long quietUntil;
  private final Map<Object, Long> refreshes = new HashMap<>();
  private int ordersPerWindow;
  private long window;

  Invariants(World world, Profile profile) {
    this.world = world;
    this.profile = profile;
  }

  /** What a piece of a line may cost. */
  void allow(LineKey line, Money price) {
    allowed.merge(line, price, (a, b) -> b.isGreaterThan(a) ? b : a);
  }

  /** A person wants a line of an order cancelled. */
  void allowCancel(String providerLineId) {
    mayBeCancelled.add(providerLineId);
  }

  /** A person wants an order cancelled although it is paid. */
  void allowCancelThoughPaid(String orderId) {
    mayBeCancelledThoughPaid.add(orderId);
  }

  /** A person wants an order to be forgotten: its lines may be bought again. */
  void forget(String orderId) {
    forgotten.add(orderId);
  }

  void limit(int orders, long millis) {
    ordersPerWindow = orders;
    window = millis - SEND_WITHIN;
  }

  // What rests on a reading

  /** A node reads something now. */
  void read(Node node, String what) {
    readings.put(node.number + "/" + node.life() + "/" + what, world.now());
  }

  /** Something leaves now that rests on a reading, which must not be old: nodes have monotonic clocks, however wrong they tell the time. */
  void expectRead(Node node, String what, String effect) {
    Long at = readings.get(node.number + "/" + node.life() + "/" + what);
    if (at == null || world.now() - at > FRESH) {
      throw world.broken("I20", effect + " leaves node " + node.number + ", which has read " + what + (at == null ? " never" : " " + (world.now() - at) + " ms ago"));
    }
  }

  // What is paid

  /** A person approves that an order is paid, for so much at most. */
  void approvePayment(String orderId, Money most) {
    approved.merge(orderId, most, (a, b) -> b.isGreaterThan(a) ? b : a);
  }

  /** A person approves it after having read that it was sent to be paid before; once for each question. */
  void approveAgain(String orderId, String question) {
    approvedAgain.computeIfAbsent(orderId, id -> new HashSet<>()).add(question);
  }

  /**
   * The marketplace accepts to take the money for an order.
   *
   * @param times how often it has by now
   */
  void charged(MarketOrder order, int times, long intendedAt) {
    int allowedTimes = 1 + approvedAgain.getOrDefault(order.id, Set.of()).size();
    if (times > allowedTimes) {
      throw world.broken("I21", "order " + order.id + " is paid " + times + " times; approved are " + allowedTimes);
    }
    Money most = approved.get(order.id);
    Money total = order.total(world.now());
    boolean isNew = order.pricedAt() >= intendedAt - FRESH;
    if (most == null || total.isGreaterThan(most) && !isNew && profile.clocksAreSteady()) {
      throw world.broken("I21", "order " + order.id + " is paid for " + total + "; approved is " + most);
    }
  }

  // How much is done

  /** An order is looked up by its client order id. */
  void looksUp(String clientOrderId) {
    count("look-ups of " + clientOrderId, LOOKS_WINDOW, MOST_LOOKS);
  }

  private void count(String what, long windowMillis, int most) {
    long[] counted = counts.computeIfAbsent(what, key -> new long[2]);
    long window = world.now() / windowMillis;
    if (counted[0] != window) {
      counted[0] = window;
      counted[1] = 0;
    }
    // Clocks that differ for long by more than a minute make nodes take each other's waits for wrong. Each page costs a commit.
    if (++counted[1] > (profile.clocksAreSteady() && !profile.skewedClocks && !profile.pagedLookups ? most : FOR_OTHER_CLOCKS * most)) {
      throw world.broken("I17", counted[1] + " " + what + " within " + windowMillis / 1_000 + " s");
    }
  }

  // What is committed

  /** @param records in which it is */
  void committed(Node node, Commit commit, ActivityStore records) {
    for (Commit.Deletion gone : commit.deletions()) {
      String id = gone.key().id();
      if (gone.key().kind().equals("signal") && id.endsWith("/interrupt")) {
        interrupted.putIfAbsent(id.substring(0, id.indexOf('/')), world.now());
      }
    }
    for (Commit.Put put : commit.puts()) {
      if (put.key().kind().equals("signal") && put.key().id().endsWith("/retry")) {
        // A person wants it done after all.
        interrupted.remove(put.key().id().substring(0, put.key().id().indexOf('/')));
      }
      if (put.key().kind().equals("activity")) {
        activityState(put.key().id(), state(put, records));
        look(node, put, records);
        count("commits of activity " + put.key().id(), MINUTE, MOST_COMMITS);
      } else if (put.key().kind().equals("purchase") && profile.afterSale) {
        purchase(put);
      } else if (put.key().kind().equals("limiter")) {
        long until = Duration.between(Node.BEGINNING, SteppedEngine.quietUntil(put.codecVersion(), put.body())).toMillis();
        if (until > quietUntil) {
          quietUntil = until;
          quietFrom = world.now();
        }
      }
    }
    commit.events().forEach(event -> appended(event.id()));
    if (profile.wrongClocks) {
      commit.events().forEach(event -> committedAt.put(event.id(), world.now()));
    }
  }

  private void purchase(Commit.Put put) {
    StoredPurchase now = SteppedEngine.purchase(put.codecVersion(), put.body());
    StoredPurchase before = purchases.put(put.key().id(), now);
    boolean same = before != null && before.providerOrderId() != null && before.providerOrderId().equals(now.providerOrderId());
    if (same && before.modifiedAt() != null && before.modifiedAt().isAfter(now.modifiedAt())) {
      throw world.broken("I16", "purchase " + put.key().id() + " goes back from " + before + " to " + now);
    }
  }

  /** One that was interrupted before it knew the outcome of its order can be taken up again, and is not done with. */
  private static String state(Commit.Put put, ActivityStore records) {
    String state = put.fields().state().orElseThrow();
    boolean inDoubt = state.equals(ActivityState.INTERRUPTED.name()) && activity(put, records).inDoubt();
    return inDoubt ? ENDED_IN_DOUBT : state;
  }

  private void activityState(String id, String state) {
    String before = states.put(id, state);
    boolean was = before != null && isFinished(before);
    boolean is = isFinished(state);
    if (was && !before.equals(state) && !before.equals(ActivityState.FAILED.name())) {
      throw world.broken("I5", "activity " + id + " was " + before + " and is " + state);
    }
    unfinished += (is ? 0 : 1) - (before == null || was ? 0 : 1);
  }

  private static StoredActivity activity(Commit.Put put, ActivityStore records) {
    return SteppedEngine.activity(new StoredRecord(put.key(), put.expectedVersion() + 1, put.fields(), put.codecVersion(), put.body()), records);
  }

  private void look(Node node, Commit.Put put, ActivityStore records) {
    String id = put.key().id();
    String state = put.fields().state().orElseThrow();
    if (state.equals(ActivityState.RUNNING.name())) {
      Node before = runners.put(id, node);
      if (before != null && before != node) {
        world.reached(Sometimes.TAKEN_OVER);
      }
    } else if (state.equals(ActivityState.PARKED.name())) {
      world.reached(Sometimes.PARKED);
    } else if (state.equals(ActivityState.WAITING.name()) && profile.ownLimit) {
      String reason = activity(put, records).reason();
      if (reason.equals(WaitReason.PLACEMENT_LIMIT.name())) {
        world.reached(Sometimes.WAITED_FOR_TURN);
      }
    }
    if (interrupted.getOrDefault(id, -1L) == world.now() && activity(put, records).inDoubt()) {
      world.reached(Sometimes.INTERRUPTED_IN_DOUBT);
    }
  }

  private static boolean isFinished(String state) {
    return !state.equals(ENDED_IN_DOUBT) && ActivityState.valueOf(state).isFinished();
  }

  private void appended(String id) {
    events.add(id);
    String[] parts = id.split("-");
    if (parts.length == 3) {
      int number = Integer.parseInt(parts[2]);
      int last = eventNumbers.merge(parts[1], number, (a, b) -> b == a + 1 ? b : -1);
      if (last != number) {
        throw world.broken("I5", "event " + id + " does not follow the last one of its activity");
      }
    }
  }

  int unfinished() {
    return unfinished;
  }

  // What is sent

  /**
   * A request that places an order leaves now.
   *
   * @param afterConclusiveAt whether a repeated one leaves only after conclusiveAt
   */
  void orderLeaves(String clientOrderId, long intendedAt, boolean afterConclusiveAt) {
    if (!clientOrderIds.add(clientOrderId) && afterConclusiveAt) {
      world.reached(Sometimes.SENT_AGAIN_AFTER_CONCLUSIVE_LOOKUP);
    }
    if (profile.clocksAreSteady() && world.now() - intendedAt > SEND_WITHIN) {
      throw world.broken("I12", clientOrderId + " leaves " + (world.now() - intendedAt) + " ms after its intent");
    }
    String activity = clientOrderId.substring(0, clientOrderId.indexOf('-'));
    if (profile.clocksAreSteady() && interrupted.getOrDefault(activity, Long.MAX_VALUE) < intendedAt) {
      throw world.broken("I6", clientOrderId + " was intended after its activity was interrupted");
    }
    if (ordersPerWindow > 0 && profile.clocksAreSteady()) {
      while (!sends.isEmpty() && sends.peekFirst() <= world.now() - window) {
        sends.removeFirst();
      }
      sends.addLast(world.now());
      if (sends.size() > ordersPerWindow) {
        throw world.broken("I8", sends.size() + " orders within " + window + " ms; the limit is " + ordersPerWindow);
      }
    }
  }

  /** The clocks of all nodes were set forward by more than any pause. */
  void pausesAreOver() {
    quietUntil = 0;
  }

  /** Any request leaves now, of a node that knows the marketplace's clock. */
  void callLeaves(Node node, boolean effect) {
    boolean quiet = world.now() - quietFrom > (effect ? EFFECT_WITHIN : READ_WITHIN) && world.now() < quietUntil - 1_000;
    if (quiet && profile.clocksAreSteady() && !profile.skewedClocks) {
      throw world.broken("I8", "node " + node.number + " calls though all were asked to be quiet");
    }
  }

  void refreshBegins(Node node, Object refresh) {
    if (refreshes.values().stream().anyMatch(began -> world.now() - began < REFRESH_TIME)) {
      throw world.broken("I9", "node " + node.number + " refreshes tokens while another refresh is under way");
    }
    refreshes.put(refresh, world.now());
  }

  void refreshEnds(Object refresh) {
    refreshes.remove(refresh);
  }

  void poisoned(Node node) {
    int count = deaths.merge("poison", 1, Integer::sum);
    if (count > MOST_STARTS) {
      throw world.broken("P15", "an activity has killed its node " + count + " times");
    }
  }

  /** The marketplace begins to cancel. */
  void cancels(MarketOrder order, List<String> lineNos, long intendedAt) {
    for (String number : lineNos) {
      if (!mayBeCancelled.contains(order.lineId(number))) {
        throw world.broken("I14", "line " + number + " of order " + order.id + " is cancelled, which was not asked for");
      }
    }
    boolean knowablyPaid = order.isPaid() && order.paidAt() < intendedAt - LOOKED_AT_WITHIN;
    if (knowablyPaid && profile.clocksAreSteady() && !mayBeCancelledThoughPaid.contains(order.id)) {
      throw world.broken("I14", "order " + order.id + " is cancelled though it was paid long before, without a question");
    }
  }

  // What is ordered

  void ordered(MarketOrder order) {
    for (PlacementRequest.Line line : order.lines) {
      LineKey key = new LineKey(order.hostOrder, line.lineNo());
      MarketOrder other = liveByLine.put(SteppedEngine.name(key), order);
      if (other != null && other.isLive(line.lineNo(), world.now()) && !forgotten.contains(other.id)) {
        throw world.broken("I1", "line " + key + " is ordered twice: " + other.id + " of " + other.clientOrderId + ", " + order.id + " of " + order.clientOrderId);
      }
      Money most = allowed.get(key);
      if (most == null || line.unitPrice().isGreaterThan(most)) {
        throw world.broken("I3", "line " + key + " is ordered at " + line.unitPrice() + "; approved is " + most);
      }
    }
  }

  // What is told

  void told(AutoPurchaseEvent event) {
    if (!told.add(event.id())) {
      world.reached(Sometimes.EVENT_REPEATED);
      return;
    }
    if (profile.wrongClocks) {
      question(event);
    }
    String[] parts = event.id().split("-");
    if (parts.length == 3) {
      // Others, such as a request to interrupt, are written beside the run, and are in no order with its own.
      String last = lastTold.put(parts[1], event.id());
      if (last != null && last.compareTo(event.id()) > 0) {
        throw world.broken("I10", "event " + event.id() + " was told after " + last);
      }
    }
  }

  /** A default is taken when its time has come; a clock that is wrong for a moment hastens it as little as it puts it off. */
  private void question(AutoPurchaseEvent event) {
    String question = event.activity().map(Object::toString).orElse("") + "/" + event.attributes().get("questionId");
    if (event.type().equals(AutoPurchaseEvent.QUESTION_ASKED)) {
      questionsSince.put(question, committedAt.get(event.id()));
    } else if (event.type().equals(AutoPurchaseEvent.QUESTION_ANSWERED) && event.actor().filter("deadline"::equals).isPresent()) {
      long waited = committedAt.get(event.id()) - questionsSince.get(question);
      boolean isSure = !profile.longWrongClocks && !profile.jumpingClocks && !profile.skewedClocks && !world.wrongAlike;
      if (isSure && waited < History.QUESTION_DEADLINE - TOLERANCE) {
        throw world.broken("I19", "question " + question + " took its default after " + waited + " ms");
      }
    }
  }

  /** There is a second listener, which is told all as well. */
  void alsoTold(Set<String> taken) {
    takenByBad = taken;
    hasBadListener = true;
  }

  boolean allIsTold() {
    return told.size() >= events.size() && (!hasBadListener || takenByBad.size() >= events.size());
  }

  /** To find out why. */
  List<String> untold() {
    return events.stream().filter(event -> !told.contains(event)).limit(10).toList();
  }

  void endOfTelling() {
    for (String event : events) {
      if (!told.contains(event)) {
        throw world.broken("I10", "event " + event + " was never told");
      }
      if (hasBadListener && !takenByBad.contains(event)) {
        throw world.broken("I10", "event " + event + " was never told to the listener that had failed");
      }
    }
  }
}
