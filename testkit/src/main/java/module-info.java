/** What tests of stores, providers and hosts need. */
module io.autopurchase.testkit {
  requires transitive io.autopurchase.api;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports io.autopurchase.testkit;

  // The rules of a contract are grouped in types that only they need.
  opens io.autopurchase.testkit to
      org.junit.platform.commons;
}
