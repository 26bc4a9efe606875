package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.ActivityId;
import io.autopurchase.StoreException;
import io.autopurchase.spi.ActivityRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds due activities that were not scheduled: those whose hint was lost, with the node that gave it or without. */
final class Sweep {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final int PAGE = 200;

  private final ActivityRunner runner;
  private final Executions executions;
  private final BooleanSupplier closing;

  Sweep(ActivityRunner runner, Executions executions, BooleanSupplier closing) {
    this.runner = runner;
    this.executions = executions;
    this.closing = closing;
  }

  void run() {
    try {
      Optional<ActivityId> after = Optional.empty();
      List<ActivityId> page;
      do {
        page = runner.due(after, PAGE);
        if (!page.isEmpty()) {
          schedule(page);
          after = Optional.of(page.get(page.size() - 1));
        }
      } while (page.size() == PAGE && !closing.getAsBoolean());
    } catch (StoreException e) {
      log.warn("The store cannot tell what is due; the next sweep asks again: {}", e.getMessage());
    }
  }

  private void schedule(List<ActivityId> page) {
    Instant now = Instant.now();
    Set<ActivityId> inHand = executions.inHand(page, now);
    for (ActivityId activity : page) {
      if (!inHand.contains(activity) && executions.wake(activity, now)) {
        log.debug("Activity {} was due and not scheduled", activity);
      }
    }
  }
}
