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
record WrongProvider(String name, String rule, Function<InstantSource, ProviderAdapter> adapter) {
  static WrongProvider client(String name, String rule, IntFunction<ProviderClient> opening) {
    return new WrongProvider(name, rule, clock -> new BazaarAdapter(opening));
  }

  static WrongProvider transport(String name, String rule, IntFunction<BazaarTransport> transport) {
    return client(name, rule, port -> new BazaarClient(transport.apply(port)));
  }

  static WrongProvider watching(String name, String rule, BiFunction<BazaarTransport, InstantSource, ProviderClient> opening) {
    return new WrongProvider(name, rule, clock -> new BazaarAdapter(port -> opening.apply(new BazaarTransport(port), clock)));
  }

  @Override
  public String toString() {
    return rule + " " + name;
  }
}
