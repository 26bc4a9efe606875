package io.autopurchase.testkit;

import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A provider that breaks a rule.
 *
 * @param name what is wrong with it
 * @param rule the rule whose test has to fail
 * @param adapter makes its adapter, which may look at the service's clock as no adapter should
 */
record BrokenProvider(String name, String rule, Function<InstantSource, ProviderAdapter> adapter) {
  static BrokenProvider client(String name, String rule, IntFunction<ProviderClient> opening) {
    return new BrokenProvider(name, rule, clock -> new ExampleMarketAdapter(opening));
  }

  static BrokenProvider transport(String name, String rule, IntFunction<ExampleMarketTransport> transport) {
    return client(name, rule, port -> new ExampleMarketClient(transport.apply(port)));
  }

  static BrokenProvider watching(String name, String rule, BiFunction<ExampleMarketTransport, InstantSource, ProviderClient> opening) {
    return new BrokenProvider(name, rule, clock -> new ExampleMarketAdapter(port -> opening.apply(new ExampleMarketTransport(port), clock)));
  }

  @Override
  public String toString() {
    return rule + " " + name;
  }
}
