package io.autopurchase;

/** Outcome of a line in an activity. More may come: a switch needs a default. */
public enum LineOutcome {
  /** Not processed yet. */
  PENDING,
  /** Its order is being sent. */
  PLACING,
  /** Its order was sent and may or may not exist: it is being looked up. Nothing is sent again in the meantime. */
  UNCERTAIN,
  /** Ordered; the order is unpaid. */
  BOOKED,
  /** Linked to an order that was placed by hand. */
  BOUND,
  /** No longer linked to an order. */
  UNBOUND,
  /** A reading has shown its order as paid. */
  PAID,
  /** This activity leaves it as it is: usually ready for purchase. If its code names another activity, that activity's result applies. */
  SKIPPED,
  /** Given up by a person. */
  CANCELLED,
  /** The provider, or a rule, refused it finally. This activity bought nothing for it. */
  REJECTED,
  /**
   * It could not be done; the code says why. Usually nothing was bought; some codes name an order that exists, or that may yet be paid.
   */
  FAILED,
  /** An outcome that this release does not know: a later one has written it. */
  UNKNOWN;

  /** Whether it will not change within this activity; false if that is not known. */
  public boolean isFinal() {
    return this != PENDING && this != PLACING && this != UNCERTAIN && this != UNKNOWN;
  }

  /** Whether the line reached the goal of the activity. */
  public boolean isSuccess() {
    return this == BOOKED || this == BOUND || this == UNBOUND || this == PAID;
  }
}
