package io.autopurchase.core.activity;

import io.autopurchase.WaitReason;
import io.autopurchase.core.runtime.Pause;
import io.autopurchase.core.session.CallPace;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The place of one run in the queue of those who may call: by the pace of the session, which all nodes share, or else by that of
 * the adapter's own budget in this process.
 */
public final class CallSlots {
  private static final String PROVIDER_RATE_LIMIT = "PROVIDER_RATE_LIMIT";

  private final StepContext step;

  CallSlots(StepContext step) {
    this.step = step;
  }

  /** Whether the call that is due must wait, because calls were refused; then the activity rests until its own slot. */
  boolean mustWait() {
    CallPace shared = step.calls.limiter().calls;
    Instant there = step.providerTime();
    if (shared.isThrottled(there)) {
      return mustWait(shared, there, taken -> step.changes.editLimiter((session, now) -> taken.accept(session.calls, now)));
    }
    CallPace own = step.services.sessions.throttle().ownPace(step.session());
    synchronized (own) {
      if (own.isThrottled(there)) {
        return mustWait(own, there, taken -> taken.accept(own, there));
      }
    }
    step.body.callSlot = null;
    return false;
  }

  /**
   * @param change changes the pace, in the commit of this step if it is shared
   */
  private boolean mustWait(CallPace pace, Instant there, Consumer<BiConsumer<CallPace, Instant>> change) {
    Instant mine = step.body.callSlot;
    if (mine != null && !mine.isAfter(there) && !pace.isQuiet(there)) {
      use(pace, there);
      return false;
    }
    if (mine != null && mine.isAfter(there) && pace.hasGiven(mine, there)) {
      restUntilSlot(there);
      return true;
    }
    boolean hasBegun = mine != null && step.body.callsLeft > 0 && step.body.callsLeft < CallPace.CALLS;
    boolean isFree = !slot(pace.copy(), there, hasBegun).isAfter(there);
    change.accept(
        (real, now) -> {
          step.body.callSlot = slot(real, now, hasBegun);
          step.body.callsLeft = CallPace.CALLS;
          if (isFree) {
            use(real, now);
          } else {
            restUntilSlot(now);
          }
        });
    if (!isFree) {
      step.body.waitFor(WaitReason.PROVIDER_RATE_LIMIT, step.now());
    }
    return !isFree;
  }

  private static Instant slot(CallPace pace, Instant there, boolean hasBegun) {
    return hasBegun ? pace.resume(there) : pace.takeSlot(there);
  }

  private void use(CallPace pace, Instant there) {
    step.body.callsLeft--;
    step.body.callSlot = step.body.callsLeft > 0 ? pace.nextCall(there) : null;
  }

  private void restUntilSlot(Instant there) {
    step.body.waitFor(WaitReason.PROVIDER_RATE_LIMIT, step.now().plus(Duration.between(there, step.body.callSlot)));
  }

  /** A call was refused because there were too many: this activity takes a slot after the pause, and the others keep the pause too. */
  public void refused(ProviderResult.Limited<?> limited) {
    Duration retryAfter = limited.retryAfter();
    Duration pause = retryAfter.plusMillis(step.recordStore.ids.jitter(Math.max(100, retryAfter.toMillis() / 10)));
    Duration taken = step.services.sessions.throttle().recentCalls(step.session()).distance(retryAfter);
    if (step.body.journal.isEmpty() || !step.body.journal.get(step.body.journal.size() - 1).code().equals(PROVIDER_RATE_LIMIT)) {
      // Many short pauses, one after the other, would push all else out of the journal.
      step.journal("WARN", PROVIDER_RATE_LIMIT, "milliseconds", retryAfter.toMillis(), "providerCode", limited.code());
    }
    step.body.waitFor(WaitReason.PROVIDER_RATE_LIMIT, step.now().plus(pause));
    Pause wanted = new Pause(step.recordStore.time, limited.isOwn() ? retryAfter : pause);
    if (limited.isOwn()) {
      CallPace own = step.services.sessions.throttle().ownPace(step.session());
      synchronized (own) {
        takeSlotAfter(own, step.providerTime(), wanted, taken);
      }
    } else {
      step.changes.editLimiter((session, now) -> takeSlotAfter(session.calls, now, wanted, taken));
    }
  }

  private void takeSlotAfter(CallPace pace, Instant now, Pause wanted, Duration taken) {
    pace.refused(now, wanted.endBy(now), taken);
    step.body.callSlot = pace.resume(now);
    step.body.callsLeft = CallPace.CALLS;
    restUntilSlot(now);
  }
}
