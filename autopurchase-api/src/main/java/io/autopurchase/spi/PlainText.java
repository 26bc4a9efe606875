package io.autopurchase.spi;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.InvalidInputException;
import io.autopurchase.engine.Arguments;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The table of characters: which ones a text of the shop may contain, and how others are replaced in a text from outside.
 *
 * <p>A text that the shop sends (names, streets, notes, reasons, the names of actors) must be readable as it is: it is refused, never
 * changed, if it contains a character that prints nothing or changes how its neighbors print. An id must also look different from every
 * other id, so its only space is U+0020, between other characters.
 *
 * <p>A text from outside (titles, nicknames, statuses, messages of providers) cannot be refused: {@link #clean} removes characters that
 * could manipulate a terminal, a log or a page.
 */
public final class PlainText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int IDEOGRAPHIC_SPACE = 0x3000;
  private static final int LONGEST_QUOTE = 40;
  private static final int LONGEST_ACTOR = 200;

  private PlainText() {}

  /**
   * What a text must not hold: the first code point that prints nothing of its own, or that stands for something that was lost.
   *
   * @param text may be empty
   * @return empty if all of them can be printed
   */
  public static OptionalInt unprintable(String text) {
    return text.codePoints().filter(c -> !isPrintable(c)).findFirst();
  }

  /**
   * As {@link #unprintable} for an id, in which no space but U+0020 can be distinguished from another.
   *
   * @param id may be empty
   */
  public static OptionalInt unprintableInId(String id) {
    return id.codePoints().filter(c -> !isPrintable(c) || c == IDEOGRAPHIC_SPACE || isVariationSelector(c)).findFirst();
  }

  /**
   * Whether a text begins or ends with white space of any kind.
   *
   * @param text may be empty: then it does neither
   */
  public static boolean hasOuterSpace(String text) {
    return !text.isEmpty() && (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length())));
  }

  /**
   * The same without white space of any kind around it; also U+00A0, which {@link String#strip} leaves.
   *
   * @param text may be empty
   */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /**
   * A text from outside without characters that could mislead its reader: line breaks and tabs become spaces; other control characters,
   * bidirectional controls, halves of surrogate pairs and noncharacters become U+FFFD.
   *
   * @param text of any length
   * @return the same object if there is nothing of the kind
   */
  public static String clean(String text) {
    int i = 0;
    while (i < text.length() && isSafe(text.codePointAt(i))) {
      i += Character.charCount(text.codePointAt(i));
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, i);
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (isSafe(c)) {
        clean.appendCodePoint(c);
      } else {
        clean.append(isLineBreak(c) || c == '\t' ? ' ' : REPLACEMENT);
      }
      i += Character.charCount(c);
    }
    return clean.toString();
  }

  /**
   * As {@link #clean(String)} for what may be missing.
   *
   * @param text null if it is missing; then the result is null
   */
  @Nullable
  public static String cleanOrNull(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  /**
   * A text as a message may quote it: cleaned, and cut if it is long.
   *
   * @param text beyond 40 code points it is cut, and the message says how many there are
   */
  public static String quote(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST_QUOTE
        ? "'" + clean(text) + "'"
        : "'" + clean(text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE))) + "...' (" + length + " characters)";
  }

  /**
   * An id that is to be stored: two that look alike must be the same.
   *
   * @param field what a refusal names
   * @param value refused if it is null or blank, else returned as it is
   * @param max units of UTF-16, as {@link String#length} counts
   * @throws InvalidInputException {@code REQUIRED}, {@code LENGTH} or {@code CHARACTERS}
   */
  public static String requireId(String field, @Nullable String value, int max) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(field, "REQUIRED", Map.of());
    }
    requireLength(field, value, max);
    if (hasOuterSpace(value)) {
      throw new InvalidInputException(field, "CHARACTERS", Arguments.of("text", "outerSpace"));
    }
    refuse(field, unprintableInId(value));
    return value;
  }

  /**
   * A text that people read, here or at a provider; it may be empty.
   *
   * @param field what a refusal names
   * @param value refused if it is null, else returned as it is
   * @param max units of UTF-16, as {@link String#length} counts
   * @throws InvalidInputException {@code REQUIRED} if it is null, {@code LENGTH} or {@code CHARACTERS}
   */
  public static String requireText(String field, @Nullable String value, int max) {
    if (value == null) {
      throw new InvalidInputException(field, "REQUIRED", Map.of());
    }
    requireLength(field, value, max);
    refuse(field, unprintable(value));
    return value;
  }

  /**
   * The name of who acts, as the audit trail keeps it.
   *
   * @param by at most 200 characters; white space around it is taken off
   * @throws InvalidInputException for the field {@code by}: {@code REQUIRED}, {@code LENGTH} or {@code CHARACTERS}; {@code RESERVED} for {@link
   *     AutoPurchaseEvent#POLICY_ACTOR} and {@link AutoPurchaseEvent#DEADLINE_ACTOR}
   */
  public static String requireActor(@Nullable String by) {
    String name = by == null ? "" : strip(by);
    if (name.isEmpty()) {
      throw new InvalidInputException("by", "REQUIRED", Map.of());
    }
    if (name.equals(AutoPurchaseEvent.POLICY_ACTOR) || name.equals(AutoPurchaseEvent.DEADLINE_ACTOR)) {
      throw new InvalidInputException("by", "RESERVED", Map.of());
    }
    return requireText("by", name, LONGEST_ACTOR);
  }

  private static void requireLength(String field, String value, int max) {
    if (value.length() > max) {
      throw new InvalidInputException(field, "LENGTH", Arguments.of("max", max));
    }
  }

  /** A rule for people, with the character as they can look it up. */
  private static void refuse(String field, OptionalInt character) {
    if (character.isPresent()) {
      throw new InvalidInputException(
          field, "CHARACTERS", Arguments.of("character", String.format(Locale.ROOT, "U+%04X", character.getAsInt())));
    }
  }

  /**
   * Whether a code point neither breaks a line nor controls how others are shown.
   *
   * @param codePoint any value; half of a surrogate pair is not safe
   */
  public static boolean isSafe(int codePoint) {
    return !(Character.getType(codePoint) == Character.CONTROL
        || Character.getType(codePoint) == Character.SURROGATE
        || isLineBreak(codePoint)
        || isBidiControl(codePoint)
        || isNoCharacter(codePoint));
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.SPACE_SEPARATOR -> c == ' ' || c == IDEOGRAPHIC_SPACE;
      default -> c != REPLACEMENT && !isNoCharacter(c) && !isBlankSign(c);
    };
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isLineBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x0B || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean isBidiControl(int c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
  }

  private static boolean isNoCharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
  }

  /** Letters and signs that are as empty as a space. */
  private static boolean isBlankSign(int c) {
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c >= 0x180B && c <= 0x180F
        || c == 0x2800 || c == 0x3164 || c == 0xFFA0;
  }

  private static boolean isVariationSelector(int c) {
    return c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF;
  }
}
