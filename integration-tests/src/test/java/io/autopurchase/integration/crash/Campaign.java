package io.autopurchase.integration.crash;

import io.autopurchase.integration.crash.NodeProcess.Saying;
import io.autopurchase.integration.crash.NodeProcess.State;
import io.autopurchase.testdatabases.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.HashSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets nodes work on one database, strikes them at random moments and replaces them, until the planned blows are dealt; then
 * lets everything come to its end. One thread; what the nodes say comes by a queue.
 */
final class Campaign implements AutoCloseable {
  private static final int ORDERS_FOR_EACH_NODE = 6;
  private static final int ASKED_OF_ONE_NODE = 6;

  /** A killed node's activities are idle for a lease: so many must be open that there is work all the time. */
  private static final int OPEN_FOR_EACH_NODE = 32;

  private static final int SOONEST_MILLIS = 20;
  private static final int LATEST_MILLIS = 2000;

  /** Nodes that are struck while they are still finding their feet. */
  private static final double HASTY = 0.25;

  private static final Duration LONGEST_WAIT_FOR_AN_ORDER = Duration.ofSeconds(15);

  /** Seconds; longer than the lease of an activity, so that others take over what the node goes on with. */
  private static final int SHORTEST_PAUSE = 17;

  private static final double DOUBLE_CLICKS = 0.1;
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_END = Duration.ofSeconds(45);
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);
  private static final Duration LONGEST_CALM = Duration.ofSeconds(240);

  private final CampaignPlan plan;
  private final TestDatabase database;
  private final Path folder;
  private final Path settingsFile;
  private final Random random;
  private final OrderBook book = new OrderBook();
  private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
  private final Map<NodeProcess, Strike> strikes = new HashMap<>();
  private final Set<NodeProcess> hasty = new HashSet<>();
  private final LinkedBlockingQueue<Saying> sayings = new LinkedBlockingQueue<>();
  private final Deque<Blow> blows;
  private final Map<Blow, Integer> dealt = new EnumMap<>(Blow.class);
  private final Set<String> cut = new HashSet<>();
  private final Set<String> retaken = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final Thread guard = new Thread(this::killAll);
  private final Consumer<String> progress;
  private long toldAt = System.nanoTime();
  private long databaseBackAt;
  private boolean databaseAway;
  private int poisonings;
  private int opened;
  private int allowed;

  /** What a node has coming, on the clock of {@link System#nanoTime}. */
  private record Strike(Blow blow, long at) {}

  /**
   * @param folder for the logs of the nodes
   * @param settingsFile of the nodes; read again by each that starts
   * @param progress is told every now and then
   */
  Campaign(CampaignPlan plan, TestDatabase database, Path folder, Path settingsFile, Consumer<String> progress) {
    this.plan = plan;
    this.database = database;
    this.folder = folder;
    this.settingsFile = settingsFile;
    this.progress = progress;
    random = new Random(plan.seed());
    blows = new ArrayDeque<>(plan.shuffled(random));
    allowed = ORDERS_FOR_EACH_NODE * plan.nodes();
    for (int number = 1; number <= plan.poisoned(); number++) {
      book.open(new Order(-number));
    }
    Runtime.getRuntime().addShutdownHook(guard);
  }

  /**
   * Until all blows are dealt.
   *
   * @param enough ends it before
   */
  void strike(BooleanSupplier enough) throws InterruptedException {
    for (int number = 1; number <= plan.nodes(); number++) {
      start("node-" + number);
    }
    do {
      openMore();
      turn();
    } while (!isStruck() && !enough.getAsBoolean());
  }

  private boolean isStruck() {
    return blows.isEmpty() && strikes.isEmpty() && !databaseAway && nodes.stream().noneMatch(n -> n.state == State.PAUSED);
  }

  /**
   * Until every activity has ended or is parked, and every event has arrived, or too much time has passed.
   *
   * @param office knows what was committed
   * @param enough ends it before
   */
  void calm(Office office, BooleanSupplier enough) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_CALM.toNanos();
    do {
      turn();
    } while (!isCalm(office) && !enough.getAsBoolean() && System.nanoTime() < end);
  }

  private boolean isCalm(Office office) {
    return book.isAtRest() && book.events().containsAll(office.events());
  }

  /** Ends the nodes as a deployment does, and hears what they have to say to the last word. */
  void end() throws InterruptedException {
    nodes.stream().filter(node -> node.state != State.ENDING).forEach(NodeProcess::terminate);
    for (NodeProcess node : nodes) {
      node.await();
    }
    while (!nodes.isEmpty()) {
      Saying saying = sayings.take();
      if (saying.words().get(0).equals("ended")) {
        nodes.remove(saying.node());
      } else {
        hear(saying);
      }
    }
  }

  /** Nodes again, after {@link #end}. */
  void restart() {
    for (int number = 1; number <= plan.nodes(); number++) {
      start("node-" + number);
    }
  }

  OrderBook book() {
    return book;
  }

  Map<Blow, Integer> dealt() {
    return dealt;
  }

  int poisonings() {
    return poisonings;
  }

  /** Activities that were at work on a node when it died or was stopped, and were run by another afterwards. */
  int retaken() {
    return retaken.size();
  }

  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(book.problems());
    return all;
  }

  @Override
  public void close() {
    killAll();
    Runtime.getRuntime().removeShutdownHook(guard);
  }

  private void killAll() {
    for (NodeProcess node : nodes) {
      node.kill();
    }
  }

  // One turn: hear, deal, ask

  private void turn() throws InterruptedException {
    Saying saying = sayings.poll(20, TimeUnit.MILLISECONDS);
    while (saying != null) {
      hear(saying);
      saying = sayings.poll();
    }
    long now = System.nanoTime();
    if (databaseAway && now >= databaseBackAt) {
      database.restart();
      databaseAway = false;
    }
    for (NodeProcess node : nodes) {
      Strike strike = strikes.get(node);
      if (strike != null && now >= strike.at()) {
        strikes.remove(node);
        deal(strike.blow(), node);
      } else if (strike == null && isRipe(node, now)) {
        aim(node);
      }
      watch(node, now);
    }
    ask();
    if (now - toldAt > TELL_EVERY.toNanos()) {
      toldAt = now;
      progress.accept(plan.name() + ": dealt " + dealt + ", " + book.size() + " orders, " + book.unfinished() + " of them open");
    }
  }

  private void hear(Saying saying) {
    NodeProcess node = saying.node();
    List<String> words = saying.words();
    switch (words.get(0)) {
      case "ready" -> node.become(State.READY);
      case "booked" -> {
        Order order = new Order(Integer.parseInt(words.get(1)));
        node.asked.remove(order);
        book.acknowledged(order, words.get(2));
      }
      case "failed" -> {
        Order order = new Order(Integer.parseInt(words.get(1)));
        node.asked.remove(order);
        book.again(List.of(order));
      }
      case "refused" -> {
        node.asked.remove(new Order(Integer.parseInt(words.get(1))));
        problems.add(node + " refused an order: " + String.join(" ", words));
      }
      case "run" -> {
        node.running.add(words.get(1));
        if (node.state == State.READY) {
          node.become(State.WORKING);
        }
        if (cut.remove(words.get(1))) {
          retaken.add(words.get(1));
        }
      }
      case "rest" -> node.running.remove(words.get(1));
      case "event" -> {
        book.event(words);
        if (node.state == State.WORKING && words.get(3).equals("PURCHASE_CHANGED")) {
          node.become(State.PLACING);
        }
      }
      case "continued" -> {
        if (node.state == State.PAUSED) {
          node.become(State.PLACING);
        }
      }
      case "ended" -> ended(node, Integer.parseInt(words.get(1)));
      case "closed" -> node.running.clear();
      default -> problems.add(node + " says " + String.join(" ", words));
    }
  }

  private void ended(NodeProcess node, int exit) {
    nodes.remove(node);
    hasty.remove(node);
    Strike missed = strikes.remove(node);
    if (missed != null) {
      blows.addFirst(missed.blow());
    }
    book.again(node.asked);
    cut.addAll(node.running);
    if (exit == ShopNode.POISONED) {
      poisonings++;
    } else if (node.state != State.ENDING && exit != ShopNode.NO_DATABASE) {
      problems.add(node + " ended by itself with " + exit);
    }
    start(node.name);
  }

  private void start(String name) {
    NodeProcess node = NodeProcess.start(name, folder, settingsFile, sayings);
    nodes.add(node);
    if (random.nextDouble() < HASTY) {
      hasty.add(node);
    }
  }

  /** Whether it is at work: whatever the machine's speed, most blows hit a node that has placed orders. */
  private boolean isRipe(NodeProcess node, long now) {
    boolean impatient = hasty.contains(node) || now - node.since > LONGEST_WAIT_FOR_AN_ORDER.toNanos();
    return node.state == State.PLACING || node.state == State.WORKING && impatient;
  }

  /** Gives a node its next blow, at a random moment of its work. */
  private void aim(NodeProcess node) {
    Blow next = blows.peek();
    if (next != null && !(next.isOfTheDatabase() && databaseAway)) {
      blows.remove();
      allowed += next.orders;
      long millis = SOONEST_MILLIS + random.nextInt(LATEST_MILLIS - SOONEST_MILLIS);
      strikes.put(node, new Strike(next, System.nanoTime() + Duration.ofMillis(millis).toNanos()));
    }
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
      case PAUSE -> {
        node.pause(Duration.ofSeconds(SHORTEST_PAUSE + random.nextInt(8)), sayings);
        cut.addAll(node.running);
      }
      case CUT -> database.cutConnections();
      case OUTAGE -> {
        database.kill();
        databaseAway = true;
        databaseBackAt = System.nanoTime() + Duration.ofMillis(500 + random.nextInt(4000)).toNanos();
      }
    }
  }

  private void watch(NodeProcess node, long now) {
    Duration time = Duration.ofNanos(now - node.since);
    if (node.state == State.STARTING && time.compareTo(LONGEST_START) > 0) {
      problems.add(node + " has not come up in " + time);
      node.kill();
    } else if (node.state == State.ENDING && time.compareTo(LONGEST_END) > 0) {
      problems.add(node + " has not ended in " + time);
      node.kill();
    }
  }

  private void openMore() {
    while (opened < allowed && book.unfinished() < OPEN_FOR_EACH_NODE * plan.nodes()) {
      book.open(new Order(++opened));
    }
  }

  private void ask() {
    List<NodeProcess> free = nodes.stream().filter(n -> n.state.takesOrders() && n.asked.size() < ASKED_OF_ONE_NODE).toList();
    for (NodeProcess node : free) {
      book.next()
          .ifPresent(
              order -> {
                node.book(order);
                if (random.nextDouble() < DOUBLE_CLICKS) {
                  free.get(random.nextInt(free.size())).book(order);
                }
              });
    }
  }
}
