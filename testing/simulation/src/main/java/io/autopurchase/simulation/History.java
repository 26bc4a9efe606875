package io.autopurchase.simulation;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Money;
import io.autopurchase.Secret;
import io.autopurchase.SecretCipher;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.engine.PlacementLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import javax.annotation.Nullable;

/**
 * One history of the world: a time in which everything may go wrong, then everything is healed, and every activity must come
 * to its end with nothing ordered twice and nothing lost.
 */
final class History {
  static final long QUESTION_DEADLINE = 15 * 60_000;

  private static final long TROUBLE = 10 * 60_000;

  /** After all trouble is over every activity ends within this time, or, in most histories, within minutes. */
  private static final long PATIENCE = 3 * 3_600_000;

  /** Likewise, if orders stay unclear until a person answers: looks at them come hours apart by then. */
  private static final long LONG_PATIENCE = 16 * 3_600_000;

  /** How long after all else was healed orders are still shown wrongly, unless a person has told which they are. */
  private static final long MISSHOWN_FOR = 2 * 3_600_000;

  private static final long CALM_AFTER = 3_600_000;
  private static final long DAY = 24L * 3_600_000;
  private static final long PER = 20_000;

  private final World world;
  private final Profile profile;
  private final Marketplace market;
  private final Invariants invariants;
  private final SimulatedStore.Shared store;
  private final Operators people;
  private final List<Node> nodes = new ArrayList<>();
  @Nullable private final BadListener badListener;
  private long healedAt;

  /**
   * How a history ended.
   *
   * @param violation empty if every promise was kept
   * @param hash equal for equal histories
   * @param trace empty unless asked for
   */
  record Result(Optional<String> violation, long hash, List<String> trace) {}

  private History(World world, Profile profile, Mutation mutation) {
    this.world = world;
    this.profile = profile;
    invariants = new Invariants(world, profile);
    market = new Marketplace(world, invariants, profile);
    store = new SimulatedStore.Shared(invariants, mutation.weaknesses());
    people = new Operators(world, profile, market, invariants, nodes);
    Optional<PlacementLimit> limit =
        profile.ownLimit ? Optional.of(new PlacementLimit(1 + world.random.nextInt(2), Duration.ofMillis(PER))) : Optional.empty();
    limit.ifPresent(own -> invariants.limit(own.orders(), PER));
    badListener = profile.badListener ? new BadListener(world, market) : null;
    if (badListener != null) {
      invariants.alsoTold(badListener.taken());
    }
    Node.Setup setup =
        new Node.Setup() {
          @Override
          public EngineOptions.Builder options(Node node) {
            EngineOptions.Builder options = EngineOptions.builder();
            if (badListener != null) {
              options.listener(event -> badListener.onEvent(node, event));
            }
            return options
                .store(new SimulatedStore(node, world, store))
                .secrets(PLAIN)
                .discoverProviders(false)
                .provider(new MarketplaceClient(node, world, market, mutation.weaknesses()))
                .placementLimit(limit.orElse(null))
                .paymentLimits(new PaymentLimits(Money.cny("1000.00"), Money.cny("2000.00")))
                .questionTimeout(Duration.ofMillis(QUESTION_DEADLINE))
                .retention(Forgetting.RETENTION);
          }

          @Override
          public Optional<String> withdrawnRule() {
            return mutation.rule();
          }

          /** A store that keeps half of a commit loses pieces, and the audit could not read what is left. */
          @Override
          public boolean inPieces() {
            return profile.inPieces && mutation.weaknesses().isEmpty();
          }

          @Override
          public boolean tidies() {
            return profile.retention;
          }

          @Override
          public boolean isCalm() {
            return healedAt > 0 && world.now() > healedAt + CALM_AFTER;
          }

          @Override
          public void told(Node node, AutoPurchaseEvent event) {
            try {
              invariants.told(event);
              people.told(event);
            } catch (RuntimeException e) {
              // The engine takes it for a failure of a listener and goes on; but these listeners do not fail.
              throw world.broken("MODEL", "a listener has failed at " + event.type() + ": " + e);
            }
          }
        };
    for (int i = 1; i <= profile.nodes; i++) {
      long skew = profile.skewedClocks ? world.random.nextInt(1_200_000) - 600_000 : 0;
      nodes.add(new Node(i, world, setup, skew));
    }
  }

  /** By chance, from a seed. */
  static Result random(long seed, Mutation mutation, boolean traced, long[] sometimes) {
    SplittableRandom random = new SplittableRandom(seed);
    Profile profile = new Profile(seed, random);
    return run(random, profile, new RandomFaults(random, profile), mutation, traced, sometimes);
  }

  /** One booking of three lines in two placements, and only the faults of a script. */
  static Result scripted(Faults script, Mutation mutation) {
    return run(new SplittableRandom(1), Profile.CALM, script, mutation, false, new long[Sometimes.values().length]);
  }

  private static Result run(
      SplittableRandom random, Profile profile, Faults faults, Mutation mutation, boolean traced, long[] sometimes) {
    Trace trace = new Trace(traced);
    ArmedFaults armed = new ArmedFaults(faults);
    World world = new World(random, armed, trace, sometimes);
    History history = new History(world, profile, mutation);
    String violation = null;
    try {
      history.live(armed, profile == Profile.CALM);
    } catch (Violation broken) {
      violation = broken.getMessage();
    }
    return new Result(Optional.ofNullable(violation), trace.hash(), trace.lines());
  }

  private void live(ArmedFaults armed, boolean small) {
    nodes.forEach(Node::start);
    people.openShop();
    if (small) {
      people.bookThreeLines();
    } else {
      people.begin();
      market.calm = false;
      scheduleTrouble();
    }
    armed.arm();
    goOnUntil(TROUBLE);
    heal(armed);
    people.lookAtParked();
    long patience = profile.isUnclearForLong() ? LONG_PATIENCE : PATIENCE;
    goOnUntil(healedAt + patience);
    if (profile.afterSale && isQuiet()) {
      people.staff().lookForTheLastTime();
      goOnUntil(world.now() + patience); // what failed may have been tried again just before
    }
    if (!isQuiet()) {
      throw world.broken(
          profile.wrongClocks ? "I19" : "I4",
          invariants.unfinished() + " activities have not ended, of which are parked " + Audit.parked(store.records)
              + ": " + Audit.unfinished(store.records) + " at " + world.now() / 1_000 + " s; people are idle: " + people.isIdle() + "; events that were not told: " + invariants.untold());
    }
    new Audit(world, market, store.records, people, auditor()).check();
    invariants.endOfTelling();
    if (profile.retention) {
      new Forgetting(world, market, store.records, nodes).check(armed::arm, () -> heal(armed));
    }
  }

  private void scheduleTrouble() {
    if (profile.storeOutage) {
      long from = world.random.nextInt(120_000);
      world.after(from, () -> store.down = true);
      world.after(from + world.random.nextInt(300_000), () -> store.down = false);
    }
    if (profile.providerOutage) {
      long from = world.random.nextInt(120_000);
      world.after(from, () -> market.down = true);
      world.after(from + world.random.nextInt(300_000), () -> market.down = false);
    }
    if (profile.jumpingClocks) {
      Node node = nodes.get(world.random.nextInt(nodes.size()));
      world.after(world.random.nextInt(60_000), () -> node.jumpClock(world.random.nextInt(7_200_000) - 3_600_000));
    }
    if (profile.wrongClocks) {
      for (int i = 1 + world.random.nextInt(3); i > 0; i--) {
        scheduleWrongClock();
      }
    }
    if (profile.expiringTokens && world.oneIn(4)) {
      world.after(world.random.nextInt(60_000), market::revoke);
    }
  }

  private void scheduleWrongClock() {
    Node node = nodes.get(world.random.nextInt(nodes.size()));
    long by = (1 + world.random.nextInt(30)) * DAY * (world.oneIn(2) ? 1 : -1);
    long moment = world.random.nextInt(world.oneIn(2) ? 5_000 : 240_000);
    long longer = 5 * 60_000 + world.random.nextInt(20 * 60_000);
    world.after(
        world.random.nextInt(240_000),
        () -> {
          world.reached(profile.longWrongClocks ? Sometimes.CLOCK_WRONG_FOR_LONG : Sometimes.CLOCK_WRONG_FOR_A_MOMENT);
          node.wrongClock(by, profile.longWrongClocks ? longer : moment);
        });
  }

  private void goOnUntil(long moment) {
    while (!isQuiet() && world.next(moment)) {
      world.expectNothingBroken();
    }
  }

  private void heal(ArmedFaults armed) {
    world.happened(null, "HEALED", () -> "");
    armed.heal();
    market.calm = true;
    market.down = false;
    store.down = false;
    healedAt = world.now();
    market.orders().forEach(order -> order.show(healedAt));
    world.after(MISSHOWN_FOR, market::showRightly);
    for (Node node : nodes) {
      node.wakeUp();
      node.rightClock();
      node.startAgain();
    }
  }

  /** A node that lives: one may have died once more since all was healed. */
  private Node auditor() {
    Node first = nodes.get(0);
    Node auditor = nodes.stream().filter(Node::isAlive).findFirst().orElse(first);
    auditor.startAgain();
    return auditor;
  }

  private boolean isQuiet() {
    return people.isIdle() && market.underWay() == 0 && invariants.allIsTold() && invariants.unfinished() == parked();
  }

  private int parked() {
    return profile.poison && invariants.unfinished() == 1 ? Audit.parked(store.records) : 0;
  }

  /** Tokens of this world are no secrets. */
  private static final SecretCipher PLAIN =
      new SecretCipher() {
        @Override
        public byte[] encrypt(Secret secret, String boundTo) {
          return secret.reveal().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Secret decrypt(byte[] encrypted, String boundTo) {
          return Secret.of(new String(encrypted, StandardCharsets.UTF_8));
        }
      };

  /**
   * What is taken away.
   *
   * @param rule of the engine
   * @param weaknesses of store and adapter
   */
  record Mutation(String name, Optional<String> rule, Set<DisabledDuty> weaknesses) {
    static final Mutation NONE = new Mutation("nothing", Optional.empty(), Set.of());

    static Mutation without(String rule) {
      return new Mutation(rule, Optional.of(rule), Set.of());
    }

    static Mutation with(DisabledDuty weakness) {
      return new Mutation(weakness.name(), Optional.empty(), Set.of(weakness));
    }
  }

  /** Nothing goes wrong before the shop is open. */
  private static final class ArmedFaults implements Faults {
    private final Faults faults;
    private boolean armed;

    ArmedFaults(Faults faults) {
      this.faults = faults;
    }

    void arm() {
      armed = true;
    }

    @Override
    public OfCommit commit() {
      return armed ? faults.commit() : OfCommit.NONE;
    }

    @Override
    public OfCall call(boolean effect) {
      return armed ? faults.call(effect) : OfCall.NONE;
    }

    @Override
    public boolean readFails() {
      return armed && faults.readFails();
    }

    @Override
    public long storeMillis() {
      return armed ? faults.storeMillis() : 0;
    }

    @Override
    public long wireMillis() {
      return armed ? faults.wireMillis() : 0;
    }

    @Override
    public long sleepMillis() {
      return armed ? faults.sleepMillis() : 0;
    }

    @Override
    public boolean dies() {
      return armed && faults.dies();
    }

    @Override
    public long lateMillis() {
      return faults.lateMillis();
    }

    @Override
    public void heal() {
      faults.heal();
    }
  }
}
