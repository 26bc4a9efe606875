package io.autopurchase.sandbox;

/**
 * How an answer that is right in substance may be written otherwise than documented. Each was seen at the gateway or its
 * relatives, or is one step from what was seen. The names are stable.
 */
public enum Deviation {
  FLAT_ENVELOPE("what should be under `result` is at the top"),
  NESTED_ENVELOPE("what should be at the top is under `result`"),
  WRAPPED_ERROR("a gateway error is under `error_response`, its message called `msg`"),
  CODE_AS_NUMBER("`code` is the number 0"),
  SUCCESS_AS_TEXT("`success` is the text true or false"),
  NO_SUCCESS("`success` is missing, everywhere"),
  NO_DATA("`data` is missing"),
  CAMEL_CASE_ERRORS("`errorCode`, `errorMsg`, `errorMessage` in place of the names with underscores"),
  USER_ID_CAPITALS("`user_Id` and `seller_Id` with a capital in the token answers"),
  IDS_AS_TEXT("ids are text"),
  IDS_AS_NUMBERS("ids are numbers, also those above 2^53"),
  EMPTY_IDS_AS_ZERO("an id that is empty is the number 0"),
  AMOUNTS_AS_TEXT("amounts are text"),
  AMOUNTS_AS_NUMBERS("amounts are numbers"),
  TIMES_AS_TEXT("times and lives of tokens are text"),
  TIMES_AS_NUMBERS("times and lives of tokens are numbers"),
  COUNTS_AS_TEXT("quantities, totals and page numbers are text"),
  NO_EMPTY_ARRAYS("an empty array is missing"),
  NULL_ARRAYS("an empty array is null"),
  NULL_FIELDS("documented fields that have no value are there, as null"),
  UNKNOWN_FIELDS("every object has unknown members"),
  UNKNOWN_STATUS("statuses are unknown words"),
  FIELD_AS_TEXT("the members called `field` are text", "purchase_id"),
  FIELD_AS_NUMBER("the members called `field` are numbers, if their text is one", "purchase_id"),
  REMOVED_FIELD("the members called `field` are missing", "purchase_id"),
  NULLED_FIELD("the members called `field` are null", "purchase_id"),
  EMPTIED_FIELD("the members called `field` are empty text", "purchase_id"),
  DOUBLED_FIELD("the members called `field` are there twice, the second with another value", "purchase_id");

  private final String description;
  private final String field;

  Deviation(String description) {
    this(description, "");
  }

  Deviation(String description, String field) {
    this.description = description;
    this.field = field;
  }

  /** What it is, in a sentence. */
  public String description() {
    return description;
  }

  /** The name of the members that it concerns if none is given; empty if it takes none. */
  public String field() {
    return field;
  }
}
