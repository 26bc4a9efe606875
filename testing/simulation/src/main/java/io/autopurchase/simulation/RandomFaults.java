package io.autopurchase.simulation;

import java.util.SplittableRandom;

/** Faults by chance, as often as a profile says. */
final class RandomFaults implements Faults {
  private static final OfCommit[] COMMITS = OfCommit.values();
  private static final OfCall[] CALLS = OfCall.values();

  private final SplittableRandom random;
  private final Profile profile;
  private boolean healed;

  RandomFaults(SplittableRandom random, Profile profile) {
    this.random = random;
    this.profile = profile;
  }

  @Override
  public OfCommit commit() {
    if (happens(profile.deaths)) {
      return random.nextInt(3) == 0 ? OfCommit.DEATH_BEFORE : random.nextBoolean() ? OfCommit.DEATH_APPLIED : OfCommit.DEATH_AFTER;
    }
    if (!happens(profile.storeFaults)) {
      return OfCommit.NONE;
    }
    OfCommit fault = COMMITS[1 + random.nextInt(COMMITS.length - 1)];
    boolean death = fault == OfCommit.DEATH_BEFORE || fault == OfCommit.DEATH_APPLIED || fault == OfCommit.DEATH_AFTER;
    return death && profile.deaths == 0 ? OfCommit.UNKNOWN_APPLIED : fault;
  }

  @Override
  public OfCall call(boolean effect) {
    // What happens to reads matters less, so it happens less.
    if (!happens(effect ? profile.wireFaults * 2 : profile.wireFaults / 2)) {
      return OfCall.NONE;
    }
    OfCall fault = CALLS[1 + random.nextInt(CALLS.length - 1)];
    boolean death = fault == OfCall.DEATH_BEFORE || fault == OfCall.DEATH_APPLIED || fault == OfCall.DEATH_AFTER;
    return death && profile.deaths == 0 ? OfCall.ANSWER_LOST : fault;
  }

  @Override
  public boolean readFails() {
    return happens(profile.storeFaults / 8);
  }

  @Override
  public long storeMillis() {
    return happens(profile.slowness) ? random.nextInt(random.nextInt(10) == 0 ? 9_000 : 400) : 0;
  }

  @Override
  public long wireMillis() {
    return healed ? 50 : happens(profile.slowness) ? random.nextInt(random.nextInt(5) == 0 ? 9_000 : 1_000) : random.nextInt(80);
  }

  @Override
  public long sleepMillis() {
    if (!happens(profile.sleeps)) {
      return 0;
    }
    return random.nextInt(random.nextInt(3) == 0 ? 25 * 60_000 : 30_000);
  }

  @Override
  public boolean dies() {
    return happens(profile.deaths);
  }

  @Override
  public long lateMillis() {
    return 10_000L + random.nextInt(random.nextInt(3) == 0 ? 30 * 60_000 : 90_000);
  }

  @Override
  public void heal() {
    healed = true;
  }

  private boolean happens(double probability) {
    return !healed && probability > 0 && random.nextDouble() < probability;
  }
}
