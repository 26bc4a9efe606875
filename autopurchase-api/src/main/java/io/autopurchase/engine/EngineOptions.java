package io.autopurchase.engine;

import io.autopurchase.ProviderSettings;
import io.autopurchase.PurchaseListener;
import io.autopurchase.SecretCipher;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.NameTransliterator;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What {@link io.autopurchase.AutoPurchaseBuilder} collected, described there. Immutable. */
public final class EngineOptions {
  private final Builder values;

  private EngineOptions(Builder values) {
    this.values = values;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<ActivityStore> store() {
    return Optional.ofNullable(values.store);
  }

  public Optional<SecretCipher> secrets() {
    return Optional.ofNullable(values.secrets);
  }

  public List<PurchaseListener> listeners() {
    return List.copyOf(values.listeners);
  }

  public List<ProviderAdapter> providers() {
    return List.copyOf(values.providers);
  }

  public ProviderSettings providerSettings(String providerId) {
    return values.settings.getOrDefault(providerId, ProviderSettings.empty());
  }

  /** The ids of the providers that settings were given for. */
  public Set<String> providersWithSettings() {
    return Set.copyOf(values.settings.keySet());
  }

  public boolean discoverProviders() {
    return values.discoverProviders;
  }

  public ClassLoader classLoader() {
    return values.classLoader;
  }

  public Optional<ActivityDispatcher> dispatcher() {
    return Optional.ofNullable(values.dispatcher);
  }

  public int workers() {
    return values.workers;
  }

  public Duration synchronizeEvery() {
    return values.synchronizeEvery;
  }

  public Optional<PlacementLimit> placementLimit() {
    return Optional.ofNullable(values.placementLimit);
  }

  public Optional<SpendCap> spendCap() {
    return Optional.ofNullable(values.spendCap);
  }

  public PriceVarianceLevels priceVarianceLevels() {
    return values.priceVarianceLevels;
  }

  /** Empty where one is to be looked for. */
  public Optional<NameTransliterator> nameTransliteration() {
    return Optional.ofNullable(values.nameTransliteration);
  }

  public Duration expiryWarning() {
    return values.expiryWarning;
  }

  /** Empty where nothing may be paid. */
  public Optional<PaymentLimits> paymentLimits() {
    return Optional.ofNullable(values.paymentLimits);
  }

  public Duration questionTimeout() {
    return values.questionTimeout;
  }

  public boolean allowSharedAccounts() {
    return values.allowSharedAccounts;
  }

  public Duration retention() {
    return values.retention;
  }

  public Duration eventTakeoverDelay() {
    return values.eventTakeoverDelay;
  }

  public boolean allowPlacingOnVolatileStore() {
    return values.allowPlacingOnVolatileStore;
  }

  /** Whether other keys take the place of those that the store's secrets were sealed with, since these are lost. */
  public boolean replaceLostKeys() {
    return values.replaceLostKeys;
  }

  public TimeSource timeSource() {
    return values.timeSource;
  }

  public Optional<RandomGenerator> random() {
    return Optional.ofNullable(values.random);
  }

  /** Mutable; for one thread; builds once. */
  public static final class Builder {
    private final List<PurchaseListener> listeners = new ArrayList<>();
    private final List<ProviderAdapter> providers = new ArrayList<>();
    private final Map<String, ProviderSettings> settings = new HashMap<>();
    @Nullable private ActivityStore store;
    @Nullable private SecretCipher secrets;
    @Nullable private ActivityDispatcher dispatcher;
    @Nullable private RandomGenerator random;
    private ClassLoader classLoader = EngineOptions.class.getClassLoader();
    private TimeSource timeSource = TimeSource.system();
    private boolean discoverProviders = true;
    private boolean allowPlacingOnVolatileStore;
    private boolean replaceLostKeys;
    private int workers = 4;
    private Duration synchronizeEvery = Duration.ZERO;
    @Nullable private PlacementLimit placementLimit;
    @Nullable private SpendCap spendCap;
    @Nullable private NameTransliterator nameTransliteration;
    private PriceVarianceLevels priceVarianceLevels = PriceVarianceLevels.DEFAULT;
    private Duration expiryWarning = Duration.ofDays(3);
    @Nullable private PaymentLimits paymentLimits;
    private Duration questionTimeout = Duration.ofDays(3);
    private Duration eventTakeoverDelay = Duration.ofSeconds(15);
    private Duration retention = Duration.ofDays(90);
    private boolean allowSharedAccounts;

    private Builder() {}

    public Builder store(ActivityStore value) {
      store = value;
      return this;
    }

    public Builder secrets(SecretCipher value) {
      secrets = value;
      return this;
    }

    public Builder listener(PurchaseListener value) {
      listeners.add(value);
      return this;
    }

    public Builder provider(ProviderAdapter value) {
      providers.add(value);
      return this;
    }

    public Builder providerSettings(String providerId, ProviderSettings value) {
      settings.put(providerId, value);
      return this;
    }

    public Builder discoverProviders(boolean value) {
      discoverProviders = value;
      return this;
    }

    public Builder classLoader(ClassLoader value) {
      classLoader = value;
      return this;
    }

    public Builder dispatcher(ActivityDispatcher value) {
      dispatcher = value;
      return this;
    }

    public Builder workers(int value) {
      workers = value;
      return this;
    }

    public Builder synchronizeEvery(Duration value) {
      synchronizeEvery = value;
      return this;
    }

    public Builder placementLimit(@Nullable PlacementLimit value) {
      placementLimit = value;
      return this;
    }

    public Builder spendCap(@Nullable SpendCap value) {
      spendCap = value;
      return this;
    }

    public Builder priceVarianceLevels(PriceVarianceLevels value) {
      priceVarianceLevels = value;
      return this;
    }

    public Builder nameTransliteration(@Nullable NameTransliterator value) {
      nameTransliteration = value;
      return this;
    }

    public Builder expiryWarning(Duration value) {
      expiryWarning = value;
      return this;
    }

    public Builder paymentLimits(@Nullable PaymentLimits value) {
      paymentLimits = value;
      return this;
    }

    public Builder questionTimeout(Duration value) {
      questionTimeout = value;
      return this;
    }

    public Builder allowSharedAccounts(boolean value) {
      allowSharedAccounts = value;
      return this;
    }

    public Builder retention(Duration value) {
      retention = value;
      return this;
    }

    public Builder eventTakeoverDelay(Duration value) {
      eventTakeoverDelay = value;
      return this;
    }

    public Builder allowPlacingOnVolatileStore(boolean value) {
      allowPlacingOnVolatileStore = value;
      return this;
    }

    public Builder replaceLostKeys(boolean value) {
      replaceLostKeys = value;
      return this;
    }

    public Builder timeSource(TimeSource value) {
      timeSource = value;
      return this;
    }

    public Builder random(RandomGenerator value) {
      random = value;
      return this;
    }

    public EngineOptions build() {
      return new EngineOptions(this);
    }
  }
}
