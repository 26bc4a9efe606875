package io.autopurchase.simulation;

/** Decides what goes wrong. */
interface Faults {
  /** What happens to a commit. */
  enum OfCommit {
    NONE,
    /** The node dies before the store has it. */
    DEATH_BEFORE,
    /** The store fails, and nothing is changed. */
    UNAVAILABLE,
    /** The answer is lost, and nothing is changed. */
    UNKNOWN_NOT_APPLIED,
    /** The answer is lost; it is applied. */
    UNKNOWN_APPLIED,
    /** The node dies after it is applied, before the answer. */
    DEATH_APPLIED,
    /** The node dies with the answer in its hands. */
    DEATH_AFTER
  }

  /** What happens to a call of the provider. */
  enum OfCall {
    NONE,
    /** The node dies before it sends. */
    DEATH_BEFORE,
    /** There is no connection. */
    REFUSED,
    /** It never arrives. */
    NEVER_ARRIVES,
    /** It arrives once the caller has given up. */
    LATE,
    /** It is carried out; the answer is lost. */
    ANSWER_LOST,
    /** It is carried out; the answer cannot be read. */
    UNREADABLE,
    /** It is not carried out; the answer is that of a broken proxy. */
    SERVER_ERROR,
    /** It is carried out; the answer is of another shop's order. */
    FOREIGN_ANSWER,
    /** It is carried out; the node dies before the answer. */
    DEATH_APPLIED,
    /** It is carried out; the node dies with the answer in its hands. */
    DEATH_AFTER
  }

  OfCommit commit();

  /**
   * @param effect whether the call changes something
   */
  OfCall call(boolean effect);

  /** Whether a read of the store fails. */
  boolean readFails();

  /** How long a read or a commit takes; 0 for no time at all. */
  long storeMillis();

  /** How long a call takes on its way there, and again on its way back. */
  long wireMillis();

  /** How long the node is asleep at a place in its code; mostly 0. */
  long sleepMillis();

  /** Whether the node dies at a place in its code. */
  boolean dies();

  /** How late a late request is. */
  long lateMillis();

  /** Nothing goes wrong any more. */
  void heal();
}
