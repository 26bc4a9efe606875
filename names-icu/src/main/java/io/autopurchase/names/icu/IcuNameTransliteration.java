package io.autopurchase.names.icu;

import com.ibm.icu.text.Transliterator;
import io.autopurchase.spi.NameTransliteration;

/**
 * Leaves Chinese characters as they are and turns letters of other scripts into Latin ones without marks: {@code Игорь Шукшин}
 * becomes {@code Igor Suksin}. Found by {@code ServiceLoader}. Thread-safe.
 */
public final class IcuNameTransliteration implements NameTransliteration {
  /**
   * Every script goes by ICU's own rules for it. Then marks go, and the signs for what Latin has no letter for, such as the soft
   * sign: providers count and check letters.
   */
  private static final String RULES =
      "[[:^Han:]] Any-Latin; [[:^Han:]] NFD; [[:Mn:] ʹ ʺ ʻ ʼ ʽ ʾ ʿ] Remove; NFC; [[:Latin:]] Latin-ASCII";

  // ICU's transliterators may be shared by threads only under a lock.
  private final Transliterator latin = Transliterator.getInstance(RULES);

  /** For {@code ServiceLoader}. */
  public IcuNameTransliteration() {}

  @Override
  public synchronized String transliterate(String name) {
    return latin.transliterate(name).strip();
  }
}
