package io.autopurchase.integration.crash;

import io.autopurchase.integration.crash.NodeProcess.Saying;
import io.autopurchase.integration.crash.NodeProcess.State;
import io.autopurchase.testdatabases.TestDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

/**
 * Deals the blows of a plan, each at a random moment of a node's work. Half of them hit a node while it runs a payment or an unbinding; most
 * of the others hit a node that has placed orders, however slow the machine is; some hit one that is still finding its feet. For one thread.
 */
final class Nemesis {
  private static final int SOONEST_MILLIS = 20;
  private static final int LATEST_MILLIS = 2000;
  private static final int LATEST_MILLIS_WHILE_SETTLING = 500;
  private static final double HASTY = 0.25;
  private static final Duration LONGEST_WAIT_FOR_AN_ORDER = Duration.ofSeconds(15);

  /** Seconds; longer than the lease of an activity, so that others take over what the node goes on with. */
  private static final int SHORTEST_PAUSE = 17;

  private static final int PAUSES = 8;
  private static final Duration SHORTEST_OUTAGE = Duration.ofMillis(500);
  private static final int OUTAGES_MILLIS = 4000;

  private final TestDatabase database;
  private final Predicate<String> settles;
  private final BlockingQueue<Saying> sayings;
  private final Random random;
  private final Deque<Blow> blows;
  private final Map<Blow, Integer> dealt = new EnumMap<>(Blow.class);
  private final Map<NodeProcess, Strike> strikes = new HashMap<>();
  private final Set<NodeProcess> hasty = new HashSet<>();
  private boolean nextIsForSettling;
  private int orders;
  private boolean databaseAway;
  private long databaseBackAt;

  /** What a node has coming, on the clock of {@link System#nanoTime}. */
  private record Strike(Blow blow, long at) {}

  /**
   * @param settles whether an activity is a payment or an unbinding
   */
  Nemesis(CampaignPlan plan, TestDatabase database, Predicate<String> settles, BlockingQueue<Saying> sayings) {
    this.database = database;
    this.settles = settles;
    this.sayings = sayings;
    random = new Random(plan.seed());
    blows = new ArrayDeque<>(plan.shuffled(random));
    nextIsForSettling = random.nextBoolean();
  }

  Map<Blow, Integer> dealt() {
    return dealt;
  }

  int dealtInAll() {
    return dealt.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many new orders go with the blows that were chosen until now. */
  int orders() {
    return orders;
  }

  /** Whether every blow has its node. */
  boolean hasChosenAll() {
    return blows.isEmpty();
  }

  boolean isDone(Collection<NodeProcess> nodes) {
    return blows.isEmpty() && strikes.isEmpty() && !databaseAway && nodes.stream().noneMatch(n -> n.state == State.PAUSED);
  }

  void met(NodeProcess node) {
    if (random.nextDouble() < HASTY) {
      hasty.add(node);
    }
  }

  /** A node has ended; if not by its blow, another node gets it. */
  void lost(NodeProcess node) {
    hasty.remove(node);
    Strike missed = strikes.remove(node);
    if (missed != null) {
      blows.addFirst(missed.blow());
    }
  }

  void turn(Collection<NodeProcess> nodes) {
    long now = System.nanoTime();
    if (databaseAway && now >= databaseBackAt) {
      database.restart();
      databaseAway = false;
    }
    for (NodeProcess node : nodes) {
      Strike strike = strikes.get(node);
      if (strike == null) {
        aim(node, now);
      } else if (now >= strike.at()) {
        strikes.remove(node);
        deal(strike.blow(), node);
      }
    }
  }

  private void aim(NodeProcess node, long now) {
    Blow next = blows.peek();
    if (next != null && isRipe(node, now) && !(next.isOfTheDatabase() && databaseAway)) {
      blows.remove();
      orders += next.orders;
      int latest = nextIsForSettling ? LATEST_MILLIS_WHILE_SETTLING : LATEST_MILLIS;
      strikes.put(node, new Strike(next, now + millis(SOONEST_MILLIS + random.nextInt(latest - SOONEST_MILLIS))));
      nextIsForSettling = random.nextBoolean();
    }
  }

  private boolean isRipe(NodeProcess node, long now) {
    boolean tooLong = now - node.since > LONGEST_WAIT_FOR_AN_ORDER.toNanos();
    if (nextIsForSettling && !tooLong) {
      return node.state.takesOrders() && node.running.stream().anyMatch(settles);
    }
    return node.state == State.PLACING || node.state == State.WORKING && (hasty.contains(node) || tooLong);
  }

  private void deal(Blow blow, NodeProcess node) {
    if (blow.isOfTheDatabase() && databaseAway) {
      blows.addFirst(blow);
      return;
    }
    dealt.merge(blow, 1, Integer::sum);
    switch (blow) {
      case KILL -> node.kill();
      case TERMINATE -> node.terminate();
      case PAUSE -> node.pause(Duration.ofSeconds(SHORTEST_PAUSE + random.nextInt(PAUSES)), sayings);
      case CUT -> database.cutConnections();
      case OUTAGE -> {
        database.kill();
        databaseAway = true;
        databaseBackAt = System.nanoTime() + SHORTEST_OUTAGE.toNanos() + millis(random.nextInt(OUTAGES_MILLIS));
      }
    }
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
