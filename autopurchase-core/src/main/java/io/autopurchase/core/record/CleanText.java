package io.autopurchase.core.record;

/** Cleans texts of others, such as titles of goods, for storage: a store need not hold noncharacters. */
public final class CleanText {
  private static final char REPLACEMENT = '\uFFFD';

  private CleanText() {}

  /** The same text, with a replacement character in place of each NUL and of each half of a surrogate pair. */
  public static String of(String text) {
    int i = 0;
    while (i < text.length() && isWhole(text, i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    for (; i < clean.length(); i++) {
      if (!isWhole(text, i)) {
        clean.setCharAt(i, REPLACEMENT);
      }
    }
    return clean.toString();
  }

  private static boolean isWhole(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c != 0;
  }
}
