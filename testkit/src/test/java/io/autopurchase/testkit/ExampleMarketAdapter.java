package io.autopurchase.testkit;

import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import java.util.function.IntFunction;

/** Needs a {@code port} and a secret {@code key}. */
public class ExampleMarketAdapter implements ProviderAdapter {
  private final IntFunction<ProviderClient> opening;

  public ExampleMarketAdapter() {
    this(port -> new ExampleMarketClient(new ExampleMarketTransport(port)));
  }

  ExampleMarketAdapter(IntFunction<ProviderClient> opening) {
    this.opening = opening;
  }

  @Override
  public String id() {
    return "market";
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    settings.requireSecret("key");
    settings.require("port");
    return opening.apply(settings.number("port", 0, 1, 65535));
  }
}
