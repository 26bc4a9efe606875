/** Names of recipients in Latin letters. */
module io.autopurchase.transliteration.icu {
  requires transitive io.autopurchase.api;
  requires com.ibm.icu;

  exports io.autopurchase.transliteration.icu;

  provides io.autopurchase.spi.NameTransliterator with
      io.autopurchase.transliteration.icu.IcuNameTransliterator;
}
