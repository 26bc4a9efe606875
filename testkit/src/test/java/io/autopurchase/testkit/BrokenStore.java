package io.autopurchase.testkit;

import io.autopurchase.spi.ActivityStore;

/**
 * A store that breaks a rule.
 *
 * @param name what is wrong with it
 * @param rule the rule whose test has to fail
 */
record BrokenStore(String name, String rule, Opening opening) {
  /** Opens a connection. */
  interface Opening {
    ActivityStore open(ReferenceStore.Data data, String shop);
  }

  @Override
  public String toString() {
    return rule + " " + name;
  }
}
