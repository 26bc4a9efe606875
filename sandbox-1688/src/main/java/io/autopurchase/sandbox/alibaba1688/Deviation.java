package io.autopurchase.sandbox.alibaba1688;

/**
 * How an answer that is right in substance may be written otherwise than documented. Each was seen at the platform or in its samples, or
 * is one step from what was seen. The names are stable.
 */
public enum Deviation {
  SUCCESS_AS_TEXT("`success` is the text true or false"),
  SUCCESS_AS_BOOLEAN("`success` is a boolean also where it is a text"),
  NO_SUCCESS("`success` is missing, everywhere"),
  CAMEL_CASE_ERRORS("`errorCode` and `errorMessage` in place of the gateway's `error_code` and `error_message`"),
  CODES_AS_NUMBERS("codes of digits are numbers"),
  UNWRAPPED_RESULT("what should be under `result` is at the top"),
  DETAIL_AS_ARRAY("a refund's `opOrderRefundModelDetail` is an array of one"),
  IDS_AS_TEXT("ids are text"),
  IDS_AS_NUMBERS("ids are numbers, also those above 2^53"),
  ROUNDED_IDS("ids that are numbers went through a double, beside the exact texts"),
  NO_ID_TEXTS("`idOfStr` and `subItemIDString` are missing"),
  AMOUNTS_AS_TEXT("amounts are text"),
  AMOUNTS_AS_NUMBERS("amounts are numbers"),
  COUNTS_AS_TEXT("quantities and totals are text"),
  OTHER_ZONE("dates have the zone -0700"),
  DATES_WITHOUT_ZONE("dates have no zone, as 2024-01-31 12:00:00 in China's time"),
  NO_EMPTY_ARRAYS("an empty array is missing"),
  NULL_ARRAYS("an empty array is null"),
  NULL_FIELDS("documented fields that have no value are there, as null"),
  UNKNOWN_FIELDS("every object has unknown members"),
  UNKNOWN_STATUS("statuses are unknown words"),
  FIELD_AS_TEXT("the members called `field` are text", "orderId"),
  FIELD_AS_NUMBER("the members called `field` are numbers, if their text is one", "orderId"),
  REMOVED_FIELD("the members called `field` are missing", "orderId"),
  NULLED_FIELD("the members called `field` are null", "orderId"),
  EMPTIED_FIELD("the members called `field` are empty text", "orderId"),
  DOUBLED_FIELD("the members called `field` are there twice, the second with another value", "orderId");

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
