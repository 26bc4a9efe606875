package io.autopurchase.simulation;

import io.autopurchase.AutoPurchaseEvent;
import java.util.HashSet;
import java.util.Set;

/** A listener that throws and blocks while there is trouble. It gets all events nevertheless, and keeps them from no other listener. */
final class BadListener {
  private static final int LONGEST_BLOCK = 180_000;

  private final World world;
  private final Marketplace market;
  private final Set<String> taken = new HashSet<>();

  BadListener(World world, Marketplace market) {
    this.world = world;
    this.market = market;
  }

  void onEvent(Node node, AutoPurchaseEvent event) {
    if (!market.calm) {
      if (world.oneIn(4)) {
        world.reached(Sometimes.LISTENER_THREW);
        throw new IllegalStateException("this listener fails");
      }
      if (world.oneIn(20)) {
        world.reached(Sometimes.LISTENER_BLOCKED);
        node.pass(world.random.nextInt(LONGEST_BLOCK));
      }
    }
    taken.add(event.id());
  }

  Set<String> taken() {
    return taken;
  }
}
