package io.autopurchase;

/** How a session does; of several, the worst. */
public enum SessionHealth {
  /** It works, as far as is known. */
  GOOD,
  /** The last synchronization failed: {@link Session#synchronizationFailure} tells why. */
  NOT_SYNCHRONIZED,
  /** Its authorization ends soon: a person should give a new one. */
  EXPIRING,
  /** It cannot be used: it needs authorization, or is disabled. */
  UNUSABLE
}
