package io.autopurchase.simulation;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.StoreException;
import io.autopurchase.core.SteppedEngine;
import io.autopurchase.core.SteppedEngine.SteppedTurn;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/** A process of the shop: an engine, a dispatcher and a clock of its own. It may die, sleep, and be started again. */
final class Node implements TimeSource, ActivityDispatcher {
  /** The world's time zero, as the marketplace shows it. */
  static final Instant BEGINNING = Instant.parse("2026-03-10T12:00:00Z");

  private static final int PAGE = 100;
  private static final long FAR = 10 * 60_000;
  private static final int TIDY_EVERY = 5 * 60_000;

  final int number;
  private final World world;
  private final Setup setup;
  private final Set<ActivityId> active = new HashSet<>();
  private final Set<ActivityId> again = new HashSet<>();
  private int life;
  private boolean alive;
  private long sleepsUntil;
  private long skewMillis;
  private long wrongBy;
  private long wrongBefore;
  private boolean delivering;
  @Nullable private SteppedEngine engine;
  @Nullable private ActivityRunner runner;

  /** What every node of a world is started with. */
  interface Setup {
    /** Store, provider and options, for one life of a node. */
    EngineOptions.Builder options(Node node);

    Optional<String> withdrawnRule();

    void told(Node node, AutoPurchaseEvent event);

    /** Whether all trouble was over long ago. */
    boolean isCalm();

    /** Whether nodes remove what has ended long ago. */
    boolean tidies();

    /** Whether nodes store all bookings in pieces. */
    boolean inPieces();
  }

  Node(int number, World world, Setup setup, long skewMillis) {
    this.number = number;
    this.world = world;
    this.setup = setup;
    this.skewMillis = skewMillis;
  }

  void start() {
    alive = true;
    active.clear();
    again.clear();
    delivering = false;
    EngineOptions options =
        setup
            .options(this)
            .dispatcher(this)
            .timeSource(this)
            .random(world.random)
            .listener(event -> setup.told(this, event))
            .build();
    int born = life;
    engine =
        SteppedEngine.create(
            options,
            place -> at(place, born),
            nanos -> pass(nanos / 1_000_000),
            setup.withdrawnRule(),
            setup.inPieces());
    world.happened(this, "STARTED", () -> "");
    world.after(world.random.nextInt(5_000), this, this::sweep);
    if (setup.tidies()) {
      world.after(world.random.nextInt(TIDY_EVERY), this, this::tidy);
    }
  }

  private void tidy() {
    world.after(TIDY_EVERY, this, this::tidy);
    try {
      engine.tidy();
    } catch (StoreException e) {
      world.happened(this, "NOT TIDIED", e::getMessage);
    }
  }

  /** Ends the life of the node, and what it was doing. It is started again some time. */
  NodeDeath die() {
    kill();
    return new NodeDeath(this);
  }

  void kill() {
    if (alive) {
      life++;
      alive = false;
      world.happened(this, "DIES", () -> "");
      world.after(500 + world.random.nextInt(world.oneIn(5) ? 240_000 : 20_000), this::startAgain);
    }
  }

  /** Begins a new life, unless it has one. A process that cannot begin to work dies, and is started again. */
  void startAgain() {
    if (!alive) {
      try {
        start();
      } catch (NodeDeath death) {
        world.happened(this, "DEAD", () -> "while it started");
      } catch (StoreException e) {
        world.happened(this, "NOT STARTED", e::getMessage);
        kill();
      }
    }
  }

  /** What was begun in a life that is over comes to its end here, whatever has caught its death. */
  void expectToLive(int born) {
    if (life != born) {
      throw new NodeDeath(this);
    }
  }

  void jumpClock(long millis) {
    skewMillis += millis;
    world.reached(Sometimes.CLOCK_JUMPED);
    world.happened(this, "CLOCK", () -> "jumps by " + millis + " ms");
  }

  /** The clock is wrong by days, and right again after a while. */
  void wrongClock(long byMillis, long forMillis) {
    wrongBy = byMillis;
    world.wrongAlike |= byMillis == wrongBefore;
    wrongBefore = byMillis;
    world.happened(this, "WRONG CLOCK", () -> "by " + byMillis + " ms for " + forMillis + " ms");
    world.after(forMillis, this::rightClock);
  }

  void rightClock() {
    if (wrongBy != 0) {
      wrongBy = 0;
      world.happened(this, "RIGHT CLOCK", () -> "");
    }
  }

  AutoPurchase api() {
    return engine.api();
  }

  boolean isAlive() {
    return alive;
  }

  int life() {
    return life;
  }

  long sleepsUntil() {
    return sleepsUntil;
  }

  /** How far the clock is ahead. */
  long skewMillis() {
    return skewMillis + wrongBy;
  }

  void wakeUp() {
    sleepsUntil = 0;
  }

  /** A place in the engine's code: the node may die here, or sleep. */
  private void at(String place, int born) {
    expectToLive(born);
    if (world.faults.dies()) {
      reachedDeath(place);
      throw die();
    }
    long millis = world.faults.sleepMillis();
    if (place.equals("call.after")) {
      // An answer that lies unread for long is worth trying more often: it is the hardest thing to get right.
      millis = Math.max(millis, Math.max(world.faults.sleepMillis(), world.faults.sleepMillis()));
    }
    if (millis > 0) {
      long asleep = millis;
      world.happened(this, "SLEEPS", () -> asleep + " ms at " + place);
      sleepsUntil = Math.max(sleepsUntil, world.now() + asleep);
      pass(asleep);
    }
  }

  private void reachedDeath(String place) {
    switch (place) {
      case "commit.before" -> world.reached(Sometimes.CRASH_BEFORE_COMMIT);
      case "commit.after" -> world.reached(Sometimes.CRASH_AFTER_COMMIT);
      case "call.before", "call.before-send" -> world.reached(Sometimes.CRASH_BEFORE_SEND);
      case "call.after" -> world.reached(Sometimes.CRASH_AFTER_CALL);
      default -> {}
    }
  }

  /** Time passes in the middle of the node's work; if the node dies in the meantime, the work ends here. */
  void pass(long millis) {
    int before = life;
    world.pass(millis);
    if (life != before) {
      throw new NodeDeath(this);
    }
  }

  // The dispatcher

  @Override
  public void start(ActivityRunner activityRunner) {
    runner = activityRunner;
  }

  @Override
  public void schedule(ActivityId activity, Instant dueAt) {
    long delay = Math.max(0, Duration.between(now(), dueAt).toMillis());
    // A far appointment is left to the sweep; and a hint may be lost.
    if (delay < FAR && !world.oneIn(50)) {
      world.after(delay + world.random.nextInt(30), this, () -> run(activity));
    }
  }

  @Override
  public void close() {
    // A node of this world is not closed: it dies.
  }

  private void sweep() {
    // Long after all trouble a sweep now and then is enough; waiting for hours must cost no more here than it does there.
    boolean isCalm = setup.isCalm();
    world.after(isCalm ? 120_000 + world.random.nextInt(180_000) : 15_000 + world.random.nextInt(45_000), this, this::sweep);
    try {
      Optional<ActivityId> after = Optional.empty();
      List<ActivityId> page;
      do {
        page = runner.due(after, PAGE);
        page.forEach(id -> world.after(world.random.nextInt(50), this, () -> run(id)));
        after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1));
      } while (page.size() == PAGE);
    } catch (StoreException e) {
      world.happened(this, "NO SWEEP", e::getMessage);
    }
    deliver();
  }

  private void run(ActivityId id) {
    if (!active.add(id)) {
      again.add(id);
      return;
    }
    goOn(id, engine.begin(id));
  }

  private void goOn(ActivityId id, SteppedTurn turn) {
    if (!turn.isOver()) {
      world.after(
          world.random.nextInt(20),
          this,
          () -> {
            turn.step();
            goOn(id, turn);
          });
      return;
    }
    active.remove(id);
    turn.due().ifPresent(at -> schedule(id, at));
    if (again.remove(id)) {
      run(id);
    }
    world.after(world.random.nextInt(2_000), this, this::deliver);
  }

  /** One thread delivers: while it is held up, no other does. */
  private void deliver() {
    if (!delivering) {
      int born = life;
      delivering = true;
      try {
        engine.deliverEvents();
      } finally {
        if (life == born) {
          delivering = false;
        }
      }
    }
  }

  // The clock

  @Override
  public Instant now() {
    return BEGINNING.plusMillis(world.now() + skewMillis());
  }

  @Override
  public long nanoTime() {
    return world.now() * 1_000_000;
  }

  /** Does something by the node's API, as a request to the shop would; nothing if the node is dead. */
  void request(long afterMillis, Consumer<AutoPurchase> work) {
    world.after(afterMillis, this, () -> work.accept(engine.api()));
  }
}
