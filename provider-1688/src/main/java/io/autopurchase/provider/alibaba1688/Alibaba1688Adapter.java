package io.autopurchase.provider.alibaba1688;

import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;

/**
 * 1688.com, the buyer's side. The README of the module has a table of all settings with their defaults; {@code PROTOCOL.md} says what
 * they rest on. Required are {@code app-key} and the secret {@code app-secret}; {@code callback} is needed for authorizing only.
 *
 * <p>Orders are verified by reading them, and their prices show only then. An order that shows neither {@code outOrderId} nor the marker in
 * the buyer's message ends in the question {@code UNCLEAR_ORDER}. Orders are never placed on credit.
 *
 * <p>The logger {@code io.autopurchase.provider.alibaba1688.wire} of {@link System.Logger} shows requests and answers at debug level,
 * without anything that is secret or about a person.
 */
public final class Alibaba1688Adapter implements ProviderAdapter {
  /** For {@code ServiceLoader}. */
  public Alibaba1688Adapter() {}

  @Override
  public String id() {
    return "1688";
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return new Alibaba1688Client(Alibaba1688Settings.of(settings));
  }
}
