package io.autopurchase.testkit;

/** What every group of rules has at hand. */
interface StoreRules {
  StoreHarness harness();
}
