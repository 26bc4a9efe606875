package io.autopurchase.simulation;

import java.util.SplittableRandom;

/** How bad a history is in which respect. Drawn from the seed, so that some are calm and some are not. */
final class Profile {
  private static final double[] STORE = {0, 0.004, 0.03};
  private static final double[] WIRE = {0, 0.04, 0.25};
  private static final double[] DEATH = {0, 0.002, 0.012};
  private static final double[] SLEEP = {0, 0.003, 0.012};
  private static final double[] SLOW = {0, 0.02, 0.1};

  final double storeFaults;
  final double wireFaults;
  final double deaths;
  final double sleeps;
  final double slowness;

  final int nodes;
  final boolean skewedClocks;
  final boolean jumpingClocks;
  final boolean storeOutage;
  final boolean providerOutage;
  final boolean poison;
  final boolean interrupts;
  final boolean expiringTokens;
  final boolean limits;
  final boolean ownLimit;
  final boolean priceChanges;
  final boolean twoBookings;

  /** Whether the shop goes on after it has booked: binds, unbinds, and the sellers act. */
  final boolean afterSale;

  /** Whether paid orders can be cancelled too. */
  final boolean cancelsPaid;

  /** Whether a node's clock is wrong by up to a month for a while. */
  final boolean wrongClocks;

  /** Whether one of them stays wrong for longer than an engine can know; else it is a moment. */
  final boolean longWrongClocks;

  /** Whether the marketplace pushes messages, and others pretend to. */
  final boolean messages;

  /** Whether some orders are built for minutes to hours. */
  final boolean slowBuilding;

  /** Whether some orders are shown with another quantity than was ordered, or with goods of another seller. */
  final boolean misshows;

  /** Whether orders that were seen are not shown for a while. */
  final boolean hides;

  /** Whether the shop pays by calls. */
  final boolean payments;

  /** Whether the history goes on until what has ended is removed. */
  final boolean retention;

  /** All bookings are stored in pieces. */
  final boolean inPieces;

  /** Whether one of two listeners throws and blocks for minutes. */
  final boolean badListener;

  /** Whether placements are answered by the ids of their orders alone. */
  final boolean namesOrders;

  /** Whether look-ups list what was placed in a window of time, by ids and page by page; client order ids show in orders only. */
  final boolean pagedLookups;

  final Marketplace.Repeat repeat;

  /** Whether a repeated client order id is refused for its price before it is recognized. */
  final boolean looksAtGoodsFirst;

  /** Whether an order shows no lines while it is built. */
  final boolean hidesUnfinishedLines;

  /** Whether refusals are on the adapter's list of known ones. */
  final boolean namesListedRefusals;

  /** Whether the marketplace refuses requests with an old time. */
  final boolean enforcesWindow;

  /** Milliseconds until a new order is guaranteed to show. */
  final int visibilityLag;

  /** Nothing goes wrong by itself; the marketplace makes a second order of a repeated id. */
  static final Profile CALM = new Profile();

  private Profile() {
    storeFaults = 0;
    wireFaults = 0;
    deaths = 0;
    sleeps = 0;
    slowness = 0;
    nodes = 2;
    skewedClocks = false;
    jumpingClocks = false;
    storeOutage = false;
    providerOutage = false;
    poison = false;
    interrupts = false;
    expiringTokens = false;
    limits = false;
    ownLimit = false;
    priceChanges = false;
    twoBookings = false;
    afterSale = false;
    cancelsPaid = false;
    wrongClocks = false;
    longWrongClocks = false;
    messages = false;
    slowBuilding = false;
    misshows = false;
    hides = false;
    payments = false;
    badListener = false;
    retention = false;
    inPieces = false;
    namesOrders = false;
    pagedLookups = false;
    repeat = Marketplace.Repeat.DUPLICATES;
    looksAtGoodsFirst = false;
    hidesUnfinishedLines = false;
    namesListedRefusals = true;
    enforcesWindow = true;
    visibilityLag = 5_000;
  }

  /** Whether the wall clocks of nodes say when something was intended. */
  boolean clocksAreSteady() {
    return !jumpingClocks && !wrongClocks;
  }

  /** Whether a booking may be unclear for hours, so that looks at its orders come hours apart. */
  boolean isUnclearForLong() {
    return slowBuilding || misshows;
  }

  /** That of a history. */
  static Profile of(long seed) {
    return new Profile(seed, new SplittableRandom(seed));
  }

  /**
   * @param random of the history, which goes on with it
   */
  Profile(long seed, SplittableRandom random) {
    storeFaults = STORE[random.nextInt(STORE.length)];
    wireFaults = WIRE[random.nextInt(WIRE.length)];
    deaths = DEATH[random.nextInt(DEATH.length)];
    sleeps = SLEEP[random.nextInt(SLEEP.length)];
    slowness = SLOW[random.nextInt(SLOW.length)];
    nodes = 2 + random.nextInt(2);
    skewedClocks = random.nextInt(4) == 0;
    jumpingClocks = random.nextInt(8) == 0;
    storeOutage = random.nextInt(12) == 0;
    providerOutage = random.nextInt(12) == 0;
    poison = random.nextInt(40) == 0;
    interrupts = random.nextInt(5) == 0;
    expiringTokens = random.nextInt(4) == 0;
    limits = random.nextInt(5) == 0;
    ownLimit = random.nextInt(5) == 0;
    priceChanges = random.nextInt(3) == 0;
    twoBookings = random.nextInt(2) == 0;
    repeat = Marketplace.Repeat.values()[random.nextInt(3)];
    looksAtGoodsFirst = random.nextBoolean();
    hidesUnfinishedLines = random.nextInt(3) == 0;
    namesListedRefusals = random.nextBoolean();
    enforcesWindow = random.nextInt(4) != 0;
    visibilityLag = random.nextInt(3) == 0 ? 0 : 1_000 + random.nextInt(60_000);
    afterSale = random.nextInt(3) == 0;
    cancelsPaid = random.nextBoolean();
    wrongClocks = random.nextInt(10) == 0;
    longWrongClocks = wrongClocks && random.nextInt(3) == 0;
    messages = random.nextInt(6) == 0;
    slowBuilding = random.nextInt(16) == 0;
    misshows = random.nextInt(16) == 0;
    hides = afterSale && random.nextInt(6) == 0;
    payments = afterSale && random.nextBoolean();
    badListener = random.nextInt(12) == 0;
    retention = random.nextInt(10) == 0;
    // Drawn apart, so that the histories without it are what they were before there was such a thing.
    SplittableRandom apart = new SplittableRandom(~seed);
    namesOrders = apart.nextInt(8) == 0;
    pagedLookups = apart.nextInt(namesOrders ? 2 : 12) == 0;
    inPieces = apart.nextInt(4) == 0;
  }
}
