package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import picocli.CommandLine.IVersionProvider;

/** The library's release is the program's. */
final class ReleaseVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"operator-cli " + AutoPurchase.version()};
  }
}
