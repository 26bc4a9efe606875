package io.autopurchase.core.activity;

import java.util.Optional;
import javax.annotation.Nullable;

/**
 * The mutating call that a run is about to make. Its life: a step {@linkplain #intend intends} it; the step's commit stores it as an open
 * intent, or it is {@linkplain #withdraw withdrawn} if that commit loses a race; the next step of the same run {@linkplain #take takes}
 * it, once, and sends it before {@link #sendByNanos}; that step's commit stores its outcome. A run that dies in between leaves the
 * open intent behind, which the next run treats as in doubt. For one thread.
 */
public final class IntendedCall {
  @Nullable private MutatingCall intended;
  @Nullable private MutatingCall committed;
  private long sendByNanos;

  IntendedCall() {}

  /**
   * What is intended in this step is sent soon, or not at all.
   *
   * @param readAtNanos the monotonic clock before anything that the intent rests on was read
   */
  public void sendSoonAfter(long readAtNanos) {
    sendByNanos = readAtNanos + MutatingCall.SEND_WITHIN.toNanos();
  }

  /** Sends something right after the commit of this step, which holds the intent. */
  public void intend(MutatingCall call) {
    intended = call;
  }

  boolean isIntended() {
    return intended != null;
  }

  /** The commit of the step was applied. */
  void commit() {
    committed = intended;
    intended = null;
  }

  /** Takes back what is intended; returns whether anything was. */
  boolean withdraw(StepContext step) {
    if (intended == null) {
      return false;
    }
    intended.withdraw(step);
    intended = null;
    return true;
  }

  /** That whose intent this run has just committed; it is not in doubt until it is taken. */
  public Optional<MutatingCall> take() {
    Optional<MutatingCall> result = Optional.ofNullable(committed);
    committed = null;
    return result;
  }

  /** On the monotonic clock: after it, what was intended is not sent any more. */
  public long sendByNanos() {
    return sendByNanos;
  }

  /** Whether something is to be sent before the run may end. */
  boolean isOpen() {
    return intended != null || committed != null;
  }
}
