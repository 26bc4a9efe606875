package io.autopurchase.core.runtime;

import io.autopurchase.core.safety.Rule;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * What a simulation puts in place of the machine. In production there are no faults, all rules hold, pauses park the
 * thread, and the engine has threads of its own.
 *
 * @param faults told where work has arrived
 * @param withdrawn rules that do not hold
 * @param pauseNanos waits that many nanoseconds
 * @param ownThreads whether the engine delivers events and synchronizes on threads of its own
 */
public record Environment(FaultPoints faults, Set<Rule> withdrawn, LongConsumer pauseNanos, boolean ownThreads) {
  public static final Environment PRODUCTION = new Environment(FaultPoints.NONE, Set.of(), LockSupport::parkNanos, true);

  public Environment with(FaultPoints other) {
    return new Environment(other, withdrawn, pauseNanos, ownThreads);
  }

  public Environment without(Rule rule) {
    return new Environment(faults, Set.of(rule), pauseNanos, ownThreads);
  }
}
