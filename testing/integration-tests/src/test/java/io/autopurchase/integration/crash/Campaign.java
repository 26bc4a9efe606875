package io.autopurchase.integration.crash;

import io.autopurchase.integration.crash.NodeProcess.Saying;
import io.autopurchase.integration.crash.NodeProcess.State;
import io.autopurchase.testdatabases.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lets nodes work on one database while a {@link Nemesis} strikes them, and replaces those that died, until the planned blows
 * are dealt; then lets everything come to its end. One thread; what the nodes say comes by a queue.
 */
final class Campaign implements AutoCloseable {
  private static final int FIRST_ORDERS_FOR_EACH_NODE = 6;
  private static final int ASKED_OF_ONE_NODE = 6;

  /** A killed node's activities are idle for a lease: so many must be open that there is work all the time. */
  private static final int OPEN_FOR_EACH_NODE = 32;

  /** While blows wait for work that they can hit, there is some: nodes without any would wait for ever. */
  private static final int AT_WORK_FOR_EACH_NODE = 3;

  private static final double DOUBLE_CLICKS = 0.1;
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final Duration LONGEST_END = Duration.ofMinutes(5);
  private static final Duration LONGEST_CALM = Duration.ofMinutes(15);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final CampaignPlan plan;
  private final Path folder;
  private final Path settingsFile;
  private final Market market;
  private final Progress progress;
  private final Nemesis nemesis;
  private final Random random;
  private final OrderBook book = new OrderBook();
  private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Saying> sayings = new LinkedBlockingQueue<>();
  private final Set<String> cut = new HashSet<>();
  private final Set<String> retaken = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final Thread guard = new Thread(this::killAll);
  private long lookedAt = System.nanoTime();
  private int mostSurplus;
  private int poisonings;
  private int opened;

  /**
   * @param folder for the logs of the nodes
   * @param settingsFile of the nodes; read again by each that starts
   * @param progress is told every second, and may stop it
   */
  Campaign(CampaignPlan plan, TestDatabase database, Market market, Path folder, Path settingsFile, Progress progress) {
    this.plan = plan;
    this.folder = folder;
    this.settingsFile = settingsFile;
    this.market = market;
    this.progress = progress;
    nemesis = new Nemesis(plan, database, book::isSettling, sayings);
    random = new Random(plan.seed());
    for (int number = 1; number <= plan.poisoned(); number++) {
      book.open(new Order(-number));
    }
    Runtime.getRuntime().addShutdownHook(guard);
  }

  /** Starts the nodes, also again after {@link #end}. */
  void begin() {
    for (int number = 1; number <= plan.nodes(); number++) {
      start("node-" + number);
    }
  }

  /** Until all blows are dealt, or the campaign is to end early. */
  void strike() throws InterruptedException {
    do {
      openMore();
      turn();
      nemesis.turn(nodes);
    } while (!nemesis.isDone(nodes) && !isToEnd());
  }

  /** A control has shown what it is for, or the suite is stopped. */
  private boolean isToEnd() {
    return progress.isStopped() || plan.isControl() && mostSurplus > 0;
  }

  /**
   * Until every activity has ended or is parked, and every event has arrived, or too much time has passed.
   *
   * @param office knows what was committed
   */
  void calm(Office office) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_CALM.toNanos();
    do {
      turn();
    } while (!isCalm(office) && !isToEnd() && System.nanoTime() < end);
    if (!isToEnd() && !book.isAtRest()) {
      problems.add("after " + LONGEST_CALM + " these are not done: " + book.openOrders());
    }
  }

  private boolean isCalm(Office office) {
    return book.isAtRest() && book.events().containsAll(office.events());
  }

  /** Ends the nodes as a deployment does, and hears what they have to say to the last word. */
  void end() throws InterruptedException {
    nodes.stream().filter(node -> node.state != State.ENDING).forEach(NodeProcess::terminate);
    while (!nodes.isEmpty() && !progress.isStopped()) {
      Saying saying = sayings.poll(20, TimeUnit.MILLISECONDS);
      if (saying != null && saying.words().get(0).equals("ended")) {
        nodes.remove(saying.node());
      } else if (saying != null) {
        hear(saying);
      }
      nodes.forEach(this::watch);
    }
  }

  OrderBook book() {
    return book;
  }

  /** The most orders that existed at once of lines that were ordered already. */
  int mostSurplus() {
    return mostSurplus;
  }

  Map<Blow, Integer> dealt() {
    return nemesis.dealt();
  }

  boolean isStopped() {
    return progress.isStopped();
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
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the guard has begun.
    }
  }

  private void killAll() {
    nodes.forEach(NodeProcess::kill);
  }

  private void start(String name) {
    NodeProcess node = NodeProcess.start(name, folder, settingsFile, sayings);
    nodes.add(node);
    nemesis.met(node);
  }

  // One turn: hear, watch, ask

  private void turn() throws InterruptedException {
    Saying saying = sayings.poll(20, TimeUnit.MILLISECONDS);
    while (saying != null) {
      hear(saying);
      saying = sayings.poll();
    }
    nodes.forEach(this::watch);
    ask();
    if (plan.isControl() || System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
      lookedAt = System.nanoTime();
      mostSurplus = Math.max(mostSurplus, market.surplus());
      progress.at(plan.isControl() ? 0 : nemesis.dealtInAll(), book.size() - book.unfinished(), plan.isControl() ? 0 : problems().size() + mostSurplus);
    }
  }

  private void hear(Saying saying) {
    NodeProcess node = saying.node();
    List<String> words = saying.words();
    switch (words.get(0)) {
      case "ready" -> node.become(State.READY, State.STARTING);
      case "done" -> book.acknowledged(answered(node, words), words.get(3));
      case "failed" -> book.again(List.of(answered(node, words)));
      case "conflict" -> book.conflict(answered(node, words), words.get(3));
      case "refused" -> {
        book.refused(answered(node, words));
        problems.add(node + " refused an errand: " + String.join(" ", words));
      }
      case "run" -> {
        node.become(State.WORKING, State.READY);
        node.running.add(words.get(1));
        if (cut.remove(words.get(1))) {
          retaken.add(words.get(1));
        }
      }
      case "rest" -> node.running.remove(words.get(1));
      case "event" -> {
        book.event(words);
        if (words.get(3).equals("PURCHASE_CHANGED")) {
          node.become(State.PLACING, State.WORKING);
        }
      }
      case "stopped" -> cut.addAll(node.running);
      case "continued" -> node.become(State.PLACING, State.PAUSED);
      case "closed" -> node.running.clear();
      case "ended" -> ended(node, Integer.parseInt(words.get(1)));
      default -> problems.add(node + " says " + String.join(" ", words));
    }
  }

  private static Errand answered(NodeProcess node, List<String> words) {
    Errand errand = Errand.parse(words.get(1), words.get(2));
    node.asked.remove(errand);
    return errand;
  }

  private void ended(NodeProcess node, int exit) {
    nodes.remove(node);
    nemesis.lost(node);
    book.again(node.asked);
    cut.addAll(node.running);
    if (exit == ShopNode.POISONED) {
      poisonings++;
    } else if (node.state != State.ENDING && exit != ShopNode.NO_DATABASE) {
      problems.add(node + " ended by itself with " + exit);
    }
    if (!progress.isStopped()) {
      start(node.name);
    }
  }

  private void watch(NodeProcess node) {
    Duration time = Duration.ofNanos(System.nanoTime() - node.since);
    if (node.state == State.STARTING && time.compareTo(LONGEST_START) > 0) {
      problems.add(node + " has not come up in " + time);
      node.kill();
    } else if (node.state == State.ENDING && time.compareTo(LONGEST_END) > 0) {
      problems.add(node + " has not ended in " + time);
      node.kill();
    }
  }

  private void openMore() {
    int allowed = FIRST_ORDERS_FOR_EACH_NODE * plan.nodes() + nemesis.orders();
    while (opened < allowed && book.unfinished() < OPEN_FOR_EACH_NODE * plan.nodes()) {
      book.open(new Order(++opened));
    }
    int idle = AT_WORK_FOR_EACH_NODE * plan.nodes() - book.atWork();
    for (int more = 0; more < idle && !nemesis.hasChosenAll(); more++) {
      book.open(new Order(++opened));
    }
  }

  private void ask() {
    List<NodeProcess> free = nodes.stream().filter(n -> n.state.takesOrders() && n.asked.size() < ASKED_OF_ONE_NODE).toList();
    for (NodeProcess node : free) {
      book.next()
          .ifPresent(
              errand -> {
                run(node, errand);
                if (random.nextDouble() < DOUBLE_CLICKS) {
                  run(free.get(random.nextInt(free.size())), errand);
                }
              });
    }
  }

  /** A node that has the errand already is not asked twice. */
  private void run(NodeProcess node, Errand errand) {
    if (!node.asked.contains(errand)) {
      book.asked(errand);
      node.run(errand);
    }
  }
}
