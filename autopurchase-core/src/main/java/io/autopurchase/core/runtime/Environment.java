package io.autopurchase.core.runtime;

import io.autopurchase.core.safety.SafetyRules;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * What a simulation puts in place of the machine. In production there are no faults, all rules hold, pauses park the
 * thread, and the engine has threads of its own.
 *
 * @param faults called with each place that the work reaches
 * @param safety the rules that the guarantees rest on; weaker ones show what each is good for
 * @param pauseNanos waits that many nanoseconds
 * @param ownThreads whether the engine delivers events and synchronizes on threads of its own
 * @param wholeUpTo activities of more lines are stored in pieces
 */
public record Environment(FaultPoints faults, SafetyRules safety, LongConsumer pauseNanos, boolean ownThreads, int wholeUpTo) {
  private static final int WHOLE_UP_TO = 8;

  public static final Environment PRODUCTION = new Environment(FaultPoints.NONE, SafetyRules.ALL, LockSupport::parkNanos, true);

  public Environment(FaultPoints faults, SafetyRules safety, LongConsumer pauseNanos, boolean ownThreads) {
    this(faults, safety, pauseNanos, ownThreads, WHOLE_UP_TO);
  }

  public Environment with(FaultPoints other) {
    return new Environment(other, safety, pauseNanos, ownThreads, wholeUpTo);
  }

  public Environment withWholeUpTo(int elements) {
    return new Environment(faults, safety, pauseNanos, ownThreads, elements);
  }

  public Environment with(SafetyRules other) {
    return new Environment(faults, other, pauseNanos, ownThreads, wholeUpTo);
  }
}
