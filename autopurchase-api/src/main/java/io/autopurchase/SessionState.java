package io.autopurchase;

/** Whether purchases can be made in a session's name. More may come: a switch needs a default. */
public enum SessionState {
  /** Its tokens can be used, and are refreshed before they expire. */
  ACTIVE,
  /** A person must authorize it (again); activities that need it wait. */
  NEEDS_AUTHORIZATION,
  /** Switched off by the host. */
  DISABLED,
  /** A state that this release does not know: a later one has written it. */
  UNKNOWN
}
