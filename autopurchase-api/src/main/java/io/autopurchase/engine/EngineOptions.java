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
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/** What {@link io.autopurchase.AutoPurchaseBuilder} collected, described there. Immutable. */
@Immutable
public final class EngineOptions {
  private final Builder values;

  private EngineOptions(Builder values) {
    this.values = values;
  }

  /** Starts from the defaults. {@link EngineFactory#create} checks what is required and most ranges; the builder does not. */
  public static Builder builder() {
    return new Builder();
  }

  /** The store that keeps everything; empty if none was given, and then no engine can be made. */
  public Optional<ActivityStore> store() {
    return Optional.ofNullable(values.store);
  }

  /** Encrypts the tokens of sessions; empty if none was given, which only a volatile store allows. */
  public Optional<SecretCipher> secrets() {
    return Optional.ofNullable(values.secrets);
  }

  /** Receivers of every event, in the order in which they were added; without any, this node delivers no events. */
  public List<PurchaseListener> listeners() {
    return List.copyOf(values.listeners);
  }

  /** Providers that were added by hand; they replace discovered ones with the same id. */
  public List<ProviderAdapter> providers() {
    return List.copyOf(values.providers);
  }

  /**
   * The settings of a provider; without any value if none were given.
   *
   * @param providerId compared exactly with {@link ProviderAdapter#id()}
   */
  public ProviderSettings providerSettings(String providerId) {
    return values.settings.getOrDefault(providerId, ProviderSettings.empty());
  }

  /** The ids of the providers that settings were given for. */
  public Set<String> providersWithSettings() {
    return Set.copyOf(values.settings.keySet());
  }

  /** Whether {@code ServiceLoader} finds providers too. */
  public boolean discoverProviders() {
    return values.discoverProviders;
  }

  /** The class loader in which {@code ServiceLoader} looks for providers and a transliterator. */
  public ClassLoader classLoader() {
    return values.classLoader;
  }

  /** Runs due activities; empty for the engine's own dispatcher, with {@link #workers()} threads of this process. */
  public Optional<ActivityDispatcher> dispatcher() {
    return Optional.ofNullable(values.dispatcher);
  }

  /** Activities that the engine's own dispatcher runs at once; no effect if there is another {@link #dispatcher()}. */
  public int workers() {
    return values.workers;
  }

  /** The interval at which each active session is synchronized; zero for never. */
  public Duration synchronizeEvery() {
    return values.synchronizeEvery;
  }

  /** How many orders may be placed with one account, over all nodes; empty for no limit. */
  public Optional<PlacementLimit> placementLimit() {
    return Optional.ofNullable(values.placementLimit);
  }

  /** What the orders of one account may cost in any 24 hours, over all nodes; empty for no cap. */
  public Optional<SpendCap> spendCap() {
    return Optional.ofNullable(values.spendCap);
  }

  /** The percentages above the approved price above which the variance of a purchase is minor or major. */
  public PriceVarianceLevels priceVarianceLevels() {
    return values.priceVarianceLevels;
  }

  /** Empty if one is to be looked for. */
  public Optional<NameTransliterator> nameTransliteration() {
    return Optional.ofNullable(values.nameTransliteration);
  }

  /** The time before the end of a session's authorization at which a warning is emitted; zero for never. */
  public Duration expiryWarning() {
    return values.expiryWarning;
  }

  /** Empty if nothing may be paid. */
  public Optional<PaymentLimits> paymentLimits() {
    return Optional.ofNullable(values.paymentLimits);
  }

  /** The time after which an unanswered question takes its default. */
  public Duration questionTimeout() {
    return values.questionTimeout;
  }

  /** Whether several sessions may belong to one account of a provider. */
  public boolean allowSharedAccounts() {
    return values.allowSharedAccounts;
  }

  /** The time after which ended activities, and events, are removed. */
  public Duration retention() {
    return values.retention;
  }

  /** The time after which this node delivers the undelivered events of another node. */
  public Duration eventTakeoverDelay() {
    return values.eventTakeoverDelay;
  }

  /** Whether orders may be placed although the store is {@link io.autopurchase.spi.Durability#VOLATILE}. */
  public boolean allowPlacingOnVolatileStore() {
    return values.allowPlacingOnVolatileStore;
  }

  /** Whether other keys take the place of those that the store's secrets were sealed with, since these are lost. */
  public boolean replaceLostKeys() {
    return values.replaceLostKeys;
  }

  /** What makes the engine's threads; empty for threads of its own. */
  public Optional<ThreadFactory> threadFactory() {
    return Optional.ofNullable(values.threadFactory);
  }

  /** The clocks of the engine. */
  public TimeSource timeSource() {
    return values.timeSource;
  }

  /** Source of ids, jitter and authorization states; empty for a {@link java.security.SecureRandom}. */
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
    @Nullable private ThreadFactory threadFactory;
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

    private Builder(Builder other) {
      listeners.addAll(other.listeners);
      providers.addAll(other.providers);
      settings.putAll(other.settings);
      store = other.store;
      secrets = other.secrets;
      dispatcher = other.dispatcher;
      random = other.random;
      classLoader = other.classLoader;
      timeSource = other.timeSource;
      threadFactory = other.threadFactory;
      discoverProviders = other.discoverProviders;
      allowPlacingOnVolatileStore = other.allowPlacingOnVolatileStore;
      replaceLostKeys = other.replaceLostKeys;
      workers = other.workers;
      synchronizeEvery = other.synchronizeEvery;
      placementLimit = other.placementLimit;
      spendCap = other.spendCap;
      nameTransliteration = other.nameTransliteration;
      priceVarianceLevels = other.priceVarianceLevels;
      expiryWarning = other.expiryWarning;
      paymentLimits = other.paymentLimits;
      questionTimeout = other.questionTimeout;
      eventTakeoverDelay = other.eventTakeoverDelay;
      retention = other.retention;
      allowSharedAccounts = other.allowSharedAccounts;
    }

    /**
     * The store that keeps everything. The engine closes it.
     *
     * @param value required
     */
    public Builder store(ActivityStore value) {
      store = value;
      return this;
    }

    /**
     * Encrypts the tokens of sessions.
     *
     * @param value required if the store is durable; by default a key that is lost with the process
     */
    public Builder secrets(SecretCipher value) {
      secrets = value;
      return this;
    }

    /**
     * Adds a receiver of every event; may be called several times.
     *
     * @param value none by default
     */
    public Builder listener(PurchaseListener value) {
      listeners.add(value);
      return this;
    }

    /**
     * Adds a provider by hand; may be called several times.
     *
     * @param value none by default; no two may have the same id
     */
    public Builder provider(ProviderAdapter value) {
      providers.add(value);
      return this;
    }

    /**
     * Replaces all settings of one provider.
     *
     * @param providerId its {@link ProviderAdapter#id()}
     * @param value no settings by default
     */
    public Builder providerSettings(String providerId, ProviderSettings value) {
      settings.put(providerId, value);
      return this;
    }

    /**
     * Whether {@code ServiceLoader} finds providers too.
     *
     * @param value true by default
     */
    public Builder discoverProviders(boolean value) {
      discoverProviders = value;
      return this;
    }

    /**
     * The class loader in which {@code ServiceLoader} looks for providers and a transliterator.
     *
     * @param value by default the one of this library
     */
    public Builder classLoader(ClassLoader value) {
      classLoader = value;
      return this;
    }

    /**
     * Runs due activities. The engine starts and closes it, so it serves one engine only.
     *
     * @param value by default threads of this process
     */
    public Builder dispatcher(ActivityDispatcher value) {
      dispatcher = value;
      return this;
    }

    /**
     * Activities that the engine's own dispatcher runs at once, one thread each.
     *
     * @param value 0 to 1000, 4 by default; with 0 activities run only by {@link io.autopurchase.Activities#advance}
     */
    public Builder workers(int value) {
      workers = value;
      return this;
    }

    /**
     * The interval at which each active session is synchronized.
     *
     * @param value 50 milliseconds to 30 days, or zero, the default, for never
     */
    public Builder synchronizeEvery(Duration value) {
      synchronizeEvery = value;
      return this;
    }

    /**
     * How many orders may be placed with one account, over all nodes.
     *
     * @param value null, the default, for no limit
     */
    public Builder placementLimit(@Nullable PlacementLimit value) {
      placementLimit = value;
      return this;
    }

    /**
     * What the orders of one account may cost in any 24 hours, over all nodes.
     *
     * @param value null, the default, for no cap
     */
    public Builder spendCap(@Nullable SpendCap value) {
      spendCap = value;
      return this;
    }

    /**
     * The percentages above the approved price above which the variance of a purchase is minor or major.
     *
     * @param value {@link PriceVarianceLevels#DEFAULT} by default
     */
    public Builder priceVarianceLevels(PriceVarianceLevels value) {
      priceVarianceLevels = value;
      return this;
    }

    /**
     * Writes the names of recipients in letters that providers take.
     *
     * @param value null, the default, for the one that {@code ServiceLoader} finds; if it finds none, names stay as they are
     */
    public Builder nameTransliteration(@Nullable NameTransliterator value) {
      nameTransliteration = value;
      return this;
    }

    /**
     * The time before the end of a session's authorization at which a warning is emitted.
     *
     * @param value zero, for never, to 365 days; 3 days by default
     */
    public Builder expiryWarning(Duration value) {
      expiryWarning = value;
      return this;
    }

    /**
     * What may be paid at most.
     *
     * @param value null, the default, if nothing may be paid
     */
    public Builder paymentLimits(@Nullable PaymentLimits value) {
      paymentLimits = value;
      return this;
    }

    /**
     * The time after which an unanswered question takes its default.
     *
     * @param value 1 minute to 365 days; 3 days by default
     */
    public Builder questionTimeout(Duration value) {
      questionTimeout = value;
      return this;
    }

    /**
     * Whether several sessions may belong to one account of a provider.
     *
     * @param value false by default: the sign-in of the second session is refused
     */
    public Builder allowSharedAccounts(boolean value) {
      allowSharedAccounts = value;
      return this;
    }

    /**
     * The time after which ended activities, and events, are removed.
     *
     * @param value 1 to 3650 days; 90 days by default
     */
    public Builder retention(Duration value) {
      retention = value;
      return this;
    }

    /**
     * The time after which this node delivers the undelivered events of another node.
     *
     * @param value zero to a day; 15 seconds by default
     */
    public Builder eventTakeoverDelay(Duration value) {
      eventTakeoverDelay = value;
      return this;
    }

    /**
     * Whether orders may be placed although the store is {@link io.autopurchase.spi.Durability#VOLATILE}.
     *
     * @param value false by default; true only for tests and demonstrations
     */
    public Builder allowPlacingOnVolatileStore(boolean value) {
      allowPlacingOnVolatileStore = value;
      return this;
    }

    /**
     * Whether the engine accepts other keys than those that the store's tokens were encrypted with.
     *
     * @param value false by default; if true and the keys differ, every session needs authorization
     */
    public Builder replaceLostKeys(boolean value) {
      replaceLostKeys = value;
      return this;
    }

    /**
     * What makes the engine's threads; none by default.
     *
     * @param value null for threads of its own
     */
    public Builder threadFactory(@Nullable ThreadFactory value) {
      threadFactory = value;
      return this;
    }

    /**
     * The clocks of the engine.
     *
     * @param value those of this machine by default; others only for tests and simulations
     */
    public Builder timeSource(TimeSource value) {
      timeSource = value;
      return this;
    }

    /**
     * Source of ids, jitter and authorization states; the engine uses it under a lock.
     *
     * @param value by default a {@link java.security.SecureRandom}; others make states guessable, so only for tests
     */
    public Builder random(RandomGenerator value) {
      random = value;
      return this;
    }

    /** The options as they are now, without checking them; what is set afterwards does not change them. */
    @CheckReturnValue
    public EngineOptions build() {
      return new EngineOptions(new Builder(this));
    }
  }
}
