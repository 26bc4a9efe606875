/** Names of recipients in Latin letters. */
module io.autopurchase.names.icu {
  requires transitive io.autopurchase.api;
  requires com.ibm.icu;

  exports io.autopurchase.names.icu;

  provides io.autopurchase.spi.NameTransliterator with
      io.autopurchase.names.icu.IcuNameTransliteration;
}
