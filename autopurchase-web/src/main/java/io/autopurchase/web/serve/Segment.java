package io.autopurchase.web.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An id as a part of a path. Servers and firewalls refuse paths with an encoded slash, percent sign, backslash or semicolon, whatever they
 * stand for; so these characters get an escape of their own.
 */
final class Segment {
  private static final String SPECIAL = "~/\\%;";

  private Segment() {}

  static String encode(String id) {
    StringBuilder escaped = new StringBuilder();
    boolean dots = id.chars().allMatch(c -> c == '.');
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (SPECIAL.indexOf(c) >= 0 || dots || c < ' ') {
        escaped.append('~').append(String.format("%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    // ~ is not reserved, but URLEncoder is for forms.
    return URLEncoder.encode(escaped.toString(), StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }

  /** The opposite, of a segment whose percent signs the server has decoded. */
  static String decode(String segment) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      int code = c == '~' && i + 2 < segment.length() ? hex(segment.substring(i + 1, i + 3)) : -1;
      if (code >= 0) {
        id.append((char) code);
        i += 2;
      } else {
        id.append(c);
      }
    }
    return id.toString();
  }

  private static int hex(String digits) {
    return digits.matches("[0-9A-F]{2}") ? Integer.parseInt(digits, 16) : -1;
  }

  /** A value in a query. */
  static String query(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
