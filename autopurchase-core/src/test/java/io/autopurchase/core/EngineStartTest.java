package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ActivityId;
import io.autopurchase.ConfigurationException;
import io.autopurchase.KeyRing;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.testkit.FakeProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An engine that cannot start leaves nothing behind that would work beside the next one. */
class EngineStartTest {
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("autopurchase")).collect(Collectors.toSet());
  }

  private static final class NoTable implements ActivityDispatcher {
    @Override
    public void start(ActivityRunner runner) {
      throw new ConfigurationException("the table is missing");
    }

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {
      // It never starts.
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }

  @Test
  void create_dispatcherCannotStart_endsAllThreads() throws InterruptedException {
    Set<Thread> before = threads();
    EngineOptions options =
        EngineOptions.builder()
            .store(new InMemoryActivityStore())
            .secrets(KeyRing.ephemeral())
            .discoverProviders(false)
            .provider(new FakeProvider("fake"))
            .synchronizeEvery(Duration.ofMinutes(1))
            .listener(event -> {})
            .dispatcher(new NoTable())
            .build();

    assertThatThrownBy(() -> CoreEngineFactory.create(options, Environment.PRODUCTION)).isInstanceOf(ConfigurationException.class);

    Set<Thread> made = threads();
    made.removeAll(before);
    for (Thread thread : made) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }
}
