package io.autopurchase.spi;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns texts into the words by which they are found, so that stores need not know about languages. A word is a run of
 * letters and digits, in small letters and in Unicode's compatibility form. Chinese has no blanks between its words: each pair
 * of neighboring ideographs is a word, and so is the last one of a run. A number that begins with zeros is a word without
 * them, too.
 */
public final class SearchText {
  private static final Pattern LEADING_ZEROS = Pattern.compile("0+(?=[0-9])");
  private static final Pattern NUMBER = Pattern.compile("0[0-9]+");

  private final boolean isQuery;
  private final Set<String> words = new LinkedHashSet<>();

  private SearchText(boolean isQuery) {
    this.isQuery = isQuery;
  }

  /**
   * The words of a text, each once, between single blanks.
   *
   * @param text in any language; may be empty
   * @param limit of the result, in characters; words that don't fit any more are left out
   */
  public static String of(String text, int limit) {
    return joined(new SearchText(false).add(text), limit);
  }

  /**
   * The words that find a text in which this one is contained, or has words that begin so; empty if it has none.
   *
   * @param text what is searched for, in any language
   * @param limit of the result, in characters; words that don't fit any more are left out, so that more is found
   */
  public static String query(String text, int limit) {
    return joined(new SearchText(true).add(text), limit);
  }

  private static String joined(SearchText text, int limit) {
    StringBuilder joined = new StringBuilder();
    for (String word : text.words) {
      int length = joined.length() + (joined.isEmpty() ? 0 : 1) + word.length();
      if (length > limit) {
        return joined.toString();
      }
      joined.append(joined.isEmpty() ? "" : " ").append(word);
    }
    return joined.toString();
  }

  private SearchText add(String text) {
    int[] characters =
        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).codePoints().toArray();
    int from = 0;
    while (from < characters.length) {
      int to = from + 1;
      Sign sign = Sign.of(characters[from]);
      while (to < characters.length && Sign.of(characters[to]) == sign) {
        to++;
      }
      switch (sign) {
        case LETTER -> addWord(new String(characters, from, to - from));
        case IDEOGRAPH -> addPairs(characters, from, to);
        case OTHER -> {} // stands between words
      }
      from = to;
    }
    return this;
  }

  private void addWord(String word) {
    words.add(word);
    if (!isQuery && NUMBER.matcher(word).matches()) {
      words.add(LEADING_ZEROS.matcher(word).replaceFirst(""));
    }
  }

  private void addPairs(int[] characters, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      words.add(new String(characters, i, 2));
    }
    if (!isQuery || to - from == 1) {
      words.add(new String(characters, to - 1, 1));
    }
  }

  private enum Sign {
    LETTER,
    IDEOGRAPH,
    OTHER;

    static Sign of(int character) {
      if (Character.isIdeographic(character)) {
        return IDEOGRAPH;
      }
      int type = Character.getType(character);
      boolean isMark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
      return Character.isLetterOrDigit(character) || isMark ? LETTER : OTHER;
    }
  }
}
