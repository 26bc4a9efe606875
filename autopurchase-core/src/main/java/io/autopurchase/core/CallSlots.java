package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The place of one run in the queue of those who may call: by the pace of the session, which all nodes share, or else by that of
 * the adapter's own budget in this process.
 */
final class CallSlots {
  private final Run run;

  CallSlots(Run run) {
    this.run = run;
  }

  /** Whether the call that is due must wait, because calls were refused; then the activity rests until its own slot. */
  boolean mustWait() {
    Instant there = run.providerTime();
    CallPace shared = run.limiter().calls;
    if (shared.isThrottled(there)) {
      return mustWait(shared, there, taken -> run.changes.editLimiter(session -> taken.accept(session.calls)));
    }
    CallPace own = run.kernel.ownPace(run.session());
    synchronized (own) {
      if (own.isThrottled(there)) {
        return mustWait(own, there, taken -> taken.accept(own));
      }
    }
    run.body.callSlot = null;
    return false;
  }

  /**
   * @param change changes the pace, in the commit of this step if it is shared
   */
  private boolean mustWait(CallPace pace, Instant there, Consumer<Consumer<CallPace>> change) {
    Instant mine = run.body.callSlot;
    if (mine != null && !mine.isAfter(there) && !pace.isQuiet(there)) {
      use(pace, there);
      return false;
    }
    if (mine != null && mine.isAfter(there) && pace.hasGiven(mine, there)) {
      restUntilSlot(there);
      return true;
    }
    boolean hasBegun = mine != null && run.body.callsLeft > 0 && run.body.callsLeft < CallPace.CALLS;
    boolean isFree = !slot(pace.copy(), there, hasBegun).isAfter(there);
    change.accept(
        real -> {
          run.body.callSlot = slot(real, there, hasBegun);
          run.body.callsLeft = CallPace.CALLS;
          if (isFree) {
            use(real, there);
          } else {
            restUntilSlot(there);
          }
        });
    if (!isFree) {
      run.body.rest(ActivityState.WAITING, Run.LIMIT, run.now());
    }
    return !isFree;
  }

  private static Instant slot(CallPace pace, Instant there, boolean hasBegun) {
    return hasBegun ? pace.resume(there) : pace.takeSlot(there);
  }

  private void use(CallPace pace, Instant there) {
    run.body.callsLeft--;
    run.body.callSlot = run.body.callsLeft > 0 ? pace.nextCall(there) : null;
  }

  private void restUntilSlot(Instant there) {
    run.body.rest(ActivityState.WAITING, Run.LIMIT, run.now().plus(Duration.between(there, run.body.callSlot)));
  }

  /** A call was refused because there were too many: this activity takes a slot after the pause, and the others keep the pause too. */
  void refused(ProviderResult.Limited<?> limited) {
    Duration retryAfter = limited.retryAfter();
    Duration pause = retryAfter.plusMillis(run.kernel.ids.jitter(Math.max(100, retryAfter.toMillis() / 10)));
    Instant there = run.providerTime();
    Duration taken = run.kernel.recentCalls(run.session()).distance(retryAfter);
    if (run.body.journal.isEmpty() || !run.body.journal.get(run.body.journal.size() - 1).code().equals(Run.LIMIT)) {
      // Many short pauses, one after the other, would push all else out of the journal.
      run.journal("WARN", Run.LIMIT, "the provider wants a pause of " + retryAfter.toMillis() + " ms (" + limited.code() + ")");
    }
    run.body.rest(ActivityState.WAITING, Run.LIMIT, run.now().plus(pause));
    if (limited.isOwn()) {
      CallPace own = run.kernel.ownPace(run.session());
      synchronized (own) {
        own.refused(there, retryAfter, taken);
        run.body.callSlot = own.resume(there);
        run.body.callsLeft = CallPace.CALLS;
      }
      restUntilSlot(there);
    } else {
      run.changes.editLimiter(
          session -> {
            session.calls.refused(there, pause, taken);
            run.body.callSlot = session.calls.resume(there);
            run.body.callsLeft = CallPace.CALLS;
            restUntilSlot(there);
          });
    }
  }
}
