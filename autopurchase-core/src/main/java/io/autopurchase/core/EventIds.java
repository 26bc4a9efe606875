package io.autopurchase.core;

import java.time.Instant;
import java.util.HexFormat;

/** Ids of events. They sort by time, and within an activity by the order of its commits. */
final class EventIds {
  private static final int TIME_DIGITS = 12;

  private EventIds() {}

  /**
   * @param at never earlier than that of the activity's last event
   * @param number of the event within its activity, from 1 to 999,999
   */
  static String ofActivity(Instant at, String activity, int number) {
    return single(at, activity) + '-' + Integer.toString(1_000_000 + number).substring(1);
  }

  /** Of an event that belongs to no activity. */
  static String single(Instant at, String unique) {
    return HexFormat.of().toHexDigits(at.toEpochMilli(), TIME_DIGITS) + '-' + unique;
  }

  /** What an event must be delivered in order with: its activity, or nothing but itself. */
  static String stream(String id) {
    int first = id.indexOf('-');
    int last = id.lastIndexOf('-');
    return last > first ? id.substring(first + 1, last) : id.substring(first + 1);
  }
}
