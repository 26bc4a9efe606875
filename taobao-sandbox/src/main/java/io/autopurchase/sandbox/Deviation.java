package io.autopurchase.sandbox;

/** A departure of the answers from the documentation, each of a kind seen in live answers. */
public enum Deviation {
  /** {@code success} is the text {@code "true"} or {@code "false"}. */
  SUCCESS_AS_TEXT,
  /** Ids that are documented as text come as numbers. */
  IDS_AS_NUMBERS,
  /** Ids that are documented as numbers come as text. */
  IDS_AS_TEXT,
  /** Amounts come as text. */
  AMOUNTS_AS_TEXT,
  /** An empty array is left out. */
  MISSING_ARRAYS,
  /** Gateway errors are wrapped in {@code error_response}, with {@code msg} for the message. */
  WRAPPED_ERRORS,
  /** {@code errorCode}, {@code errorMsg} and so on instead of the snake-case names. */
  CAMEL_CASE_ERRORS,
  /** Every object has a field that no documentation names. */
  UNKNOWN_FIELDS,
  /** Orders and their lines are reported with a status that no documentation names. */
  UNKNOWN_STATUS,
  /** A refused creation says {@code success: true} outside and {@code success: false} in its data. */
  INNER_FAILURE
}
