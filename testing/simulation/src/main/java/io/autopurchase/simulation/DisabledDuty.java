package io.autopurchase.simulation;

/** Duties of a store or of an adapter that a world can neglect. The simulation must notice each. */
enum DisabledDuty {
  /** The adapter takes a time-out for a refusal. */
  TIMEOUT_IS_REFUSAL,
  /** The adapter takes an answer with an error for a success. */
  ERROR_IS_SUCCESS,
  /** The adapter forgets in its conclusiveAt that a new order shows late. */
  NO_VISIBILITY_LAG,
  /** The gateway accepts requests however old, against what the adapter believes. */
  REQUESTS_DO_NOT_EXPIRE,
  /** The transport sends each request twice. */
  TWO_REQUESTS_PER_SEND,
  /** The store ignores versions. */
  LAST_WRITE_WINS,
  /** The store lets a name be held twice. */
  NAMES_NOT_UNIQUE,
  /** The store applies a part of a commit when its client dies. */
  HALF_COMMITS,
  /** The store takes a commit whose end is unknown for applied. */
  UNKNOWN_IS_APPLIED,
  /** The store forgets events of commits. */
  EVENTS_FORGOTTEN
}
