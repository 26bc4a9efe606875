package io.autopurchase.testkit;

/** What every group of rules for providers has at hand. */
interface ProviderRules {
  ProviderHarness harness();
}
