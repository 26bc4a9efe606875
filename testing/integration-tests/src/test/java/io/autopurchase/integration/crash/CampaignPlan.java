package io.autopurchase.integration.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a campaign does.
 *
 * @param name short, for files and reports
 * @param seed of all that is random in it; the processes' timing is not, so that a seed repeats the blows, not the outcome
 * @param nodes processes that work at once
 * @param blows how many of each kind
 * @param poisoned activities that kill every node that takes them up
 * @param clustered whether db-scheduler shares the work out, or each node has a dispatcher of its own
 * @param withdrawn the rule of the engine that a control does without, and must fail; empty for none
 */
record CampaignPlan(String name, long seed, int nodes, Map<Blow, Integer> blows, int poisoned, boolean clustered, String withdrawn) {
  private static final int NODES = 4;

  CampaignPlan {
    blows = Map.copyOf(blows);
  }

  static CampaignPlan of(String name, long seed) {
    return new CampaignPlan(name, seed, NODES, Map.of(), 0, false, "");
  }

  CampaignPlan with(Blow blow, int times) {
    Map<Blow, Integer> more = new EnumMap<>(Blow.class);
    more.putAll(blows);
    more.put(blow, times);
    return new CampaignPlan(name, seed, nodes, more, poisoned, clustered, withdrawn);
  }

  CampaignPlan nodes(int number) {
    return new CampaignPlan(name, seed, number, blows, poisoned, clustered, withdrawn);
  }

  CampaignPlan poisoned(int activities) {
    return new CampaignPlan(name, seed, nodes, blows, activities, clustered, withdrawn);
  }

  CampaignPlan onDbScheduler() {
    return new CampaignPlan(name, seed, nodes, blows, poisoned, true, withdrawn);
  }

  /** Whether it must fail, for a rule is taken away. */
  boolean isControl() {
    return !withdrawn.isEmpty();
  }

  /** All blows that are planned. */
  int size() {
    return blows.values().stream().mapToInt(Integer::intValue).sum();
  }

  CampaignPlan without(String rule) {
    return new CampaignPlan(name, seed, nodes, blows, poisoned, clustered, rule);
  }

  /** All blows, mixed. */
  List<Blow> shuffled(Random random) {
    List<Blow> all = new ArrayList<>();
    for (Blow blow : Blow.values()) {
      all.addAll(Collections.nCopies(blows.getOrDefault(blow, 0), blow));
    }
    Collections.shuffle(all, random);
    return all;
  }
}
