package io.autopurchase.transliteration.icu;

import com.ibm.icu.text.Transliterator;
import io.autopurchase.spi.NameTransliterator;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Leaves Chinese characters as they are and turns letters of other scripts into Latin ones without marks: {@code Игорь Шукшин}
 * becomes {@code Igor Suksin}. Found by {@code ServiceLoader}. Thread-safe.
 */
@ThreadSafe
public final class IcuNameTransliterator implements NameTransliterator {
  /**
   * Every script goes by ICU's own rules for it. Then marks go, and the signs for what Latin has no letter for, such as the soft
   * sign: providers count and check letters.
   */
  private static final String RULES =
      "[[:^Han:]] Any-Latin; [[:^Han:]] NFD; [[:Mn:] ʹ ʺ ʻ ʼ ʽ ʾ ʿ] Remove; NFC; [[:Latin:]] Latin-ASCII";

  // Made when the first name needs it: its rules take a second to read. To be shared by threads only under a lock.
  @Nullable private Transliterator latin;

  /** For {@code ServiceLoader}. */
  public IcuNameTransliterator() {}

  @Override
  public String transliterate(String name) {
    return name.codePoints().allMatch(IcuNameTransliterator::stays) ? name : latin(name);
  }

  private static boolean stays(int character) {
    return character < 128 || Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
  }

  private synchronized String latin(String name) {
    if (latin == null) {
      latin = Transliterator.getInstance(RULES);
    }
    return latin.transliterate(name).strip();
  }
}
