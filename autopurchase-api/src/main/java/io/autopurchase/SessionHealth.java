package io.autopurchase;

/** Worst current condition of a session. More may come: a switch needs a default. */
public enum SessionHealth {
  /** It works, as far as is known. */
  HEALTHY,
  /** The last synchronization failed: {@link Session#synchronizationFailure} says why. */
  SYNC_FAILED,
  /** Its authorization ends soon: a person should sign in again. */
  EXPIRING,
  /** It cannot be used: it needs authorization, or is disabled. */
  UNAVAILABLE,
  /** A condition that this release does not know: a later one has written it as JSON. */
  UNKNOWN
}
