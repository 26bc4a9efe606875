package io.autopurchase.web.html;

/** Turns any text into one that cannot leave its place in a page, nor change the direction of what stands around it. */
final class Escape {
  private static final char REPLACEMENT = '\uFFFD';

  private Escape() {}

  /** Good for the text of an element and for the value of an attribute in quotes. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isHarmful(c) ? REPLACEMENT : c);
      }
    }
  }

  /** Control characters, and those that override the direction of text. */
  private static boolean isHarmful(char c) {
    boolean control = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c >= '\u007F' && c <= '\u009F';
    boolean direction = c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069' || c == '\u061C' || c == '\u200E' || c == '\u200F';
    return control || direction;
  }
}
