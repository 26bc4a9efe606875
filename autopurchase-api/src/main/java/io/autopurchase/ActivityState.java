package io.autopurchase;

/** State of an activity. More may come: a switch needs a default. */
public enum ActivityState {
  /** Stored; no work has been done yet. */
  QUEUED,
  /** Some node works on it. */
  RUNNING,
  /** It asks a question, and continues with the answer, or with the default at the deadline. */
  WAITING_FOR_ANSWER,
  /** It waits for a time, a limit or a session: see {@link Activity#reason()} and {@link Activity#until()}. */
  WAITING,
  /**
   * Set aside after five runs that ended with their node before a step was completed, so that it does no further harm. A person must find
   * the cause, and {@linkplain Activities#retry retry} or {@linkplain Activities#interrupt interrupt} it.
   */
  PARKED,
  /** Ended: every line has its outcome. Some lines may have failed. */
  COMPLETED,
  /** Ended without reaching its goal for any line. */
  FAILED,
  /** Ended because a person interrupted it. Placed orders stay. */
  INTERRUPTED,
  /** A state that this release does not know, because a newer one has written it. */
  UNKNOWN;

  /** Whether it has ended; an ended activity never changes again, unless it has failed, or has a placement in doubt, and is retried. */
  public boolean isFinished() {
    return this == COMPLETED || this == FAILED || this == INTERRUPTED;
  }
}
