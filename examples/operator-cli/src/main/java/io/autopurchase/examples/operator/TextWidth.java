package io.autopurchase.examples.operator;

import java.util.ArrayList;
import java.util.List;

/** How much room text takes on a terminal. */
final class TextWidth {
  private TextWidth() {}

  /** Terminals give ideographs two columns. */
  static int of(CharSequence text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int codePoint) {
    return Character.isIdeographic(codePoint) ? 2 : 1;
  }

  /** At least one line; broken at blanks if there are some. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (of(rest) > width) {
      int fits = fitting(rest, width);
      int blank = rest.lastIndexOf(' ', fits);
      int end = blank > 0 ? blank : fits;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** How many units of a text fit; at least one character. */
  private static int fitting(String text, int width) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      used += of(codePoint);
      if (used > width && end > 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }
}
