/** What tests of stores, providers and hosts need. */
module io.autopurchase.testkit {
  requires transitive io.autopurchase.api;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports io.autopurchase.testkit;
}
