package io.autopurchase;

/** What became of a line in an activity. */
public enum LineOutcome {
  /** Not reached yet. */
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
  /** Its order was seen to be paid. */
  PAID,
  /** Left as it was: it stays ready for purchase. */
  SKIPPED,
  /** Given up by a person. */
  CANCELLED,
  /** The provider, or a rule, refused it for good. Nothing was bought. */
  REJECTED,
  /** It could not be done; the message says why. Nothing was bought. */
  FAILED;

  /** Whether it will not change within this activity. */
  public boolean isFinal() {
    return this != PENDING && this != PLACING && this != UNCERTAIN;
  }

  /** Whether the line reached what the activity was for. */
  public boolean isSuccess() {
    return this == BOOKED || this == BOUND || this == UNBOUND || this == PAID;
  }
}
