package io.autopurchase;

/** Where an activity stands. More may come: a switch needs a default. */
public enum ActivityState {
  /** Stored; no work has been done yet. */
  QUEUED,
  /** Some node works on it. */
  RUNNING,
  /** It asks a question and goes on with the answer, or with the default at the deadline. */
  WAITING_FOR_ANSWER,
  /** It waits for a time, a limit or a session: see {@link Activity#reason()} and {@link Activity#until()}. */
  WAITING,
  /**
   * Set aside after five runs that ended with their node before a step was completed, so that it does no more harm: a person has to look
   * for the cause, and to {@linkplain Activities#retry retry} or {@linkplain Activities#interrupt interrupt} it.
   */
  PARKED,
  /** Ended: every line has its outcome. Some lines may have failed. */
  COMPLETED,
  /** Ended, without having done what it was for. */
  FAILED,
  /** Ended because a person interrupted it. What was placed stays placed. */
  INTERRUPTED,
  /** A state that this release does not know: a later one has written it. */
  UNKNOWN;

  /** Whether it has ended; an ended activity never changes again, unless it has failed, or has a placement in doubt, and is retried. */
  public boolean isFinished() {
    return this == COMPLETED || this == FAILED || this == INTERRUPTED;
  }
}
