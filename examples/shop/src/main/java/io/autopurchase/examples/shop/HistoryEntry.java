package io.autopurchase.examples.shop;

import java.time.Instant;

/**
 * What has happened to an order.
 *
 * @param id unique; an event of autopurchase keeps its own, by which a repeat is recognized
 * @param lineId the line; empty for the whole order
 * @param at when
 * @param what {@link #STATUS}, or the type of an event
 * @param oldValue may be empty
 * @param newValue may be empty
 * @param actor who did it; empty for autopurchase itself
 */
record HistoryEntry(String id, String lineId, Instant at, String what, String oldValue, String newValue, String actor) {
  /** The status in the shop has changed. */
  static final String STATUS = "STATUS";
}
