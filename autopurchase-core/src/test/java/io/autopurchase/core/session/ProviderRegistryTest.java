package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.ManualTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A step that outlives the engine opens no client that is never closed. */
class ProviderRegistryTest {
  private final AtomicInteger opened = new AtomicInteger();

  private ProviderRegistry registry() {
    FakeProvider provider = new FakeProvider("fake");
    ProviderAdapter adapter =
        new ProviderAdapter() {
          @Override
          public String id() {
            return "fake";
          }

          @Override
          public ProviderClient open(ProviderSettings settings) {
            opened.incrementAndGet();
            return provider.open(settings);
          }
        };
    EngineOptions options =
        EngineOptions.builder().store(new InMemoryActivityStore()).secrets(KeyRing.ephemeral()).discoverProviders(false).provider(adapter).build();
    return new ProviderRegistry(options, new ClockWatch(new ManualTime()));
  }

  @Test
  void client_closedBeforeItWasNeeded_opensNone() {
    ProviderRegistry registry = registry();
    registry.close();

    assertThatThrownBy(() -> registry.client("fake")).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    assertThat(opened).hasValue(0);
  }

  @Test
  void client_closedWhileAStepRuns_isTheSameThatWasClosed() {
    ProviderRegistry registry = registry();
    ProviderClient client = registry.client("fake");
    registry.close();
    registry.close();

    assertThat(registry.client("fake")).isSameAs(client);
    assertThat(opened).hasValue(1);
  }
}
