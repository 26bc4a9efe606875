package io.autopurchase.core.event;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of events. They sort by time, and within an activity by the order of its commits. */
public final class EventIds {
  private static final int TIME_DIGITS = 12;
  private static final Pattern NUMBER = Pattern.compile("\\d{6}");

  private EventIds() {}

  /**
   * @param at never earlier than that of the activity's last event
   * @param number of the event within its activity, from 1 to 999,999
   */
  public static String ofActivity(Instant at, String activity, int number) {
    return single(at, activity) + '-' + Integer.toString(1_000_000 + number).substring(1);
  }

  /** Of an event that belongs to no activity. */
  public static String single(Instant at, String unique) {
    return bound(at) + '-' + unique;
  }

  /** What every id of an event at this moment or later comes after, and every id of an earlier one before. */
  public static String bound(Instant at) {
    return HexFormat.of().toHexDigits(at.toEpochMilli(), TIME_DIGITS);
  }

  /** The number of an event within its activity, from 1; 0 for an event that belongs to no activity. */
  public static int number(String id) {
    int first = id.indexOf('-');
    int last = id.lastIndexOf('-');
    return last > first && NUMBER.matcher(id).region(last + 1, id.length()).matches() ? Integer.parseInt(id.substring(last + 1)) : 0;
  }

  /** What an event must be delivered in order with: its activity, or nothing but itself. */
  public static String stream(String id) {
    int first = id.indexOf('-');
    int last = id.lastIndexOf('-');
    return last > first ? id.substring(first + 1, last) : id.substring(first + 1);
  }
}
