package io.autopurchase.spring;

import io.autopurchase.AutoPurchase;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Meters of engines and of the calls to providers. Thread-safe. */
final class EngineMeters implements EngineObserver {
  private final MeterRegistry registry;
  private final Duration interval;
  private final TimeSource time;

  EngineMeters(MeterRegistry registry, Duration interval, TimeSource time) {
    this.registry = registry;
    this.interval = interval;
    this.time = time;
  }

  @Override
  public ProviderAdapter observe(String shop, ProviderAdapter adapter) {
    return new MeteredProvider(adapter, registry, shop);
  }

  @Override
  public AutoCloseable observe(String shop, AutoPurchase engine) {
    StoreMeters meters = meters(shop, engine);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "autopurchase-meters-" + shop);
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(meters::read, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      timer.shutdownNow();
      meters.close();
    };
  }

  /** Meters of what is stored, which are read when their owner says so. */
  StoreMeters meters(String shop, AutoPurchase engine) {
    return new StoreMeters(registry, shop, engine, time);
  }
}
