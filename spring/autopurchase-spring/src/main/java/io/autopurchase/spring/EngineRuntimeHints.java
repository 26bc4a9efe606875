package io.autopurchase.spring;

import io.autopurchase.Activities;
import io.autopurchase.Events;
import io.autopurchase.Purchases;
import io.autopurchase.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What a native image needs of this module: the proxies behind the delegate. The other jars carry their own metadata. */
class EngineRuntimeHints implements RuntimeHintsRegistrar {
  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.proxies().registerJdkProxy(Sessions.class);
    hints.proxies().registerJdkProxy(Activities.class);
    hints.proxies().registerJdkProxy(Purchases.class);
    hints.proxies().registerJdkProxy(Events.class);
  }
}
