package io.autopurchase.year;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of the engine in which ids and times can be replaced. A copy has ids of the same form and length, so that its rows are
 * as long as those of the original; the same id becomes the same in all texts of a copy. Immutable.
 *
 * <ul>
 *   <li>ids of activities (26 characters) and ids of events (12 hexadecimal digits of time before it): their time is moved;
 *   <li>order numbers of the shop (10 digits), of the provider (19 digits), of parcels (15): plus the number of the copy;
 *   <li>times in milliseconds (13 digits): moved.
 * </ul>
 */
final class Template {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern PLACES =
      Pattern.compile(
          "(?<eventTime>(?<![0-9a-z])[0-9a-f]{12}(?=-))"
              + "|(?<activity>(?<![0-9a-zA-Z])01[0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{24}(?![0-9a-zA-Z]))"
              + "|(?<number>(?<![0-9])(?:\\d{19}|\\d{15}|\\d{10})(?![0-9]))"
              + "|(?<time>(?<![0-9a-zA-Z.])1\\d{12}(?![0-9a-zA-Z.]))");

  private final List<Part> parts = new ArrayList<>();

  private enum Form {
    LITERAL,
    EVENT_TIME,
    ACTIVITY,
    NUMBER,
    TIME
  }

  private record Part(Form form, String text) {}

  Template(String text) {
    Matcher places = PLACES.matcher(text);
    int end = 0;
    while (places.find()) {
      parts.add(new Part(Form.LITERAL, text.substring(end, places.start())));
      parts.add(new Part(form(places), places.group()));
      end = places.end();
    }
    parts.add(new Part(Form.LITERAL, text.substring(end)));
  }

  static Template ofBody(byte[] body) {
    return new Template(new String(body, StandardCharsets.UTF_8));
  }

  private static Form form(Matcher places) {
    if (places.group("eventTime") != null) {
      return Form.EVENT_TIME;
    } else if (places.group("activity") != null) {
      return Form.ACTIVITY;
    }
    return places.group("number") != null ? Form.NUMBER : Form.TIME;
  }

  /**
   * @param copy its number, from 1
   * @param earlierMillis by how much earlier it all happened
   */
  String copy(int copy, long earlierMillis) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part.form()) {
            case LITERAL -> part.text();
            case EVENT_TIME -> padded(Long.toHexString(Long.parseLong(part.text(), 16) - earlierMillis), 12);
            case ACTIVITY -> activity(part.text(), copy, earlierMillis);
            case NUMBER -> padded(Long.toString(Long.parseLong(part.text()) + copy), part.text().length());
            case TIME -> Long.toString(Long.parseLong(part.text()) - earlierMillis);
          });
    }
    return text.toString();
  }

  private static String padded(String digits, int length) {
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }

  byte[] copyOfBody(int copy, long earlierMillis) {
    return copy(copy, earlierMillis).getBytes(StandardCharsets.UTF_8);
  }

  private static String activity(String id, int copy, long earlierMillis) {
    String upper = id.toUpperCase(Locale.ROOT);
    long millis = 0;
    for (int i = 0; i < 10; i++) {
      millis = millis << 5 | ALPHABET.indexOf(upper.charAt(i));
    }
    millis -= earlierMillis;
    StringBuilder made = new StringBuilder(26);
    for (int shift = 45; shift >= 0; shift -= 5) {
      made.append(ALPHABET.charAt((int) (millis >>> shift) & 31));
    }
    // Not at the end: ids of one millisecond differ there.
    for (int shift = 10; shift >= 0; shift -= 5) {
      made.append(ALPHABET.charAt((copy >>> shift) & 31));
    }
    made.append(upper, 13, 26);
    return upper.equals(id) ? made.toString() : made.toString().toLowerCase(Locale.ROOT);
  }
}
