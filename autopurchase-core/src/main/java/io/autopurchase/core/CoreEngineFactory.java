package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.KeyRing;
import io.autopurchase.SecretCipher;
import io.autopurchase.core.record.Ids;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.Threads;
import io.autopurchase.engine.EngineFactory;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.NameTransliterator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/** Found by {@code ServiceLoader}; hosts call {@link AutoPurchase#builder()}. */
public final class CoreEngineFactory implements EngineFactory {
  private static final int MOST_WORKERS = 1000;
  private static final Duration LONGEST_TAKEOVER_DELAY = Duration.ofDays(1);
  private static final Duration LONGEST_EXPIRY_WARNING = Duration.ofDays(365);

  /** For {@code ServiceLoader}. */
  public CoreEngineFactory() {}

  @Override
  public AutoPurchase create(EngineOptions options) {
    return create(options, Environment.PRODUCTION);
  }

  static Engine create(EngineOptions options, Environment environment) {
    ActivityStore store =
        options.store().orElseThrow(() -> new ConfigurationException("a store is required: store(...)"));
    if (options.workers() < 0 || options.workers() > MOST_WORKERS) {
      throw new ConfigurationException("workers must be between 0 and " + MOST_WORKERS);
    }
    if (options.eventTakeoverDelay().isNegative() || options.eventTakeoverDelay().compareTo(LONGEST_TAKEOVER_DELAY) > 0) {
      throw new ConfigurationException("eventTakeoverDelay must be between zero and a day");
    }
    requireBetween("retention", options.retention(), Duration.ofDays(1), Duration.ofDays(3650));
    requireBetween("questionTimeout", options.questionTimeout(), Duration.ofMinutes(1), Duration.ofDays(365));
    if (!options.synchronizeEvery().isZero()) {
      requireBetween("synchronizeEvery", options.synchronizeEvery(), Duration.ofMillis(50), Duration.ofDays(30));
    }
    if (options.expiryWarning().isNegative() || options.expiryWarning().compareTo(LONGEST_EXPIRY_WARNING) > 0) {
      throw new ConfigurationException("expiryWarning must be between zero and 365 days");
    }
    RandomGenerator random = options.random().orElseGet(SecureRandom::new);
    RecordStore recordStore = new RecordStore(store, ActivityTypes.CODEC, options.timeSource(), new Ids(options.timeSource(), random), environment);
    ActivityDispatcher dispatcher =
        options
            .dispatcher()
            .orElseGet(
                () -> options.workers() == 0 ? new NoDispatcher() : new InProcessDispatcher(options.timeSource(), options.workers(), threads(options)));
    return new Engine(options, recordStore, cipher(options, store), dispatcher, environment.ownThreads());
  }

  static ThreadFactory threads(EngineOptions options) {
    return options.threadFactory().orElse(Threads::daemon);
  }

  static Engine start(EngineOptions options, Environment environment) {
    return create(options, environment).start();
  }

  private static void requireBetween(String option, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ConfigurationException(option + " must be between " + least + " and " + most + ", and is " + value);
    }
  }

  /**
   * @throws ConfigurationException if several are found: which one counts must not depend on the order of a class path
   */
  static NameTransliterator names(EngineOptions options) {
    if (options.nameTransliteration().isPresent()) {
      return options.nameTransliteration().get();
    }
    List<NameTransliterator> found;
    try {
      found =
          ServiceLoader.load(NameTransliterator.class, options.classLoader()).stream().map(ServiceLoader.Provider::get).toList();
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException("a transliteration of names cannot be loaded: " + e.getMessage(), e);
    }
    if (found.size() > 1) {
      throw new ConfigurationException(
          "several transliterations of names were found, choose by nameTransliteration(...): "
              + found.stream().map(names -> names.getClass().getName()).toList());
    }
    return found.isEmpty() ? name -> name : found.get(0);
  }

  private static SecretCipher cipher(EngineOptions options, ActivityStore store) {
    return options
        .secrets()
        .orElseGet(
            () -> {
              if (store.durability() == Durability.DURABLE) {
                throw new ConfigurationException(
                    "tokens outlive this process in the store, so a key that does too is required: secrets(KeyRing.open(file))");
              }
              return KeyRing.ephemeral();
            });
  }

  /** For programs that run activities themselves, by {@code advance}. */
  private static final class NoDispatcher implements ActivityDispatcher {
    @Override
    public void start(ActivityRunner runner) {
      // Nothing runs by itself.
    }

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {
      // The call that advances the activity finds it due.
    }

    @Override
    public void close() {
      // Nothing was started.
    }
  }
}
