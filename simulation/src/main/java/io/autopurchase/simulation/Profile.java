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

  Profile(SplittableRandom random) {
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
  }
}
