package io.autopurchase;

import io.autopurchase.engine.EngineFactory;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.engine.PlacementLimit;
import io.autopurchase.engine.PriceVarianceLevels;
import io.autopurchase.engine.SpendCap;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.NameTransliterator;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.TimeSource;
import java.math.BigDecimal;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.annotation.CheckReturnValue;

/**
 * Configures and builds an {@link AutoPurchase}. Mutable; for one thread.
 *
 * <p>No argument may be null: {@link NullPointerException} names it. Only a store is required, and {@linkplain #secrets secrets} if the store outlives the process.
 */
public final class AutoPurchaseBuilder {
  private final EngineOptions.Builder options = EngineOptions.builder();
  private ClassLoader classLoader = AutoPurchaseBuilder.class.getClassLoader();

  AutoPurchaseBuilder() {}

  /**
   * The store of all data of the engine. The engine closes it.
   *
   * @param store for this engine alone; required
   */
  public AutoPurchaseBuilder store(ActivityStore store) {
    options.store(Objects.requireNonNull(store, "store"));
    return this;
  }

  /**
   * Encrypts tokens before they reach the store.
   *
   * @param cipher such as {@link KeyRing#open}; required if the store outlives the process, else a key in memory by default
   */
  public AutoPurchaseBuilder secrets(SecretCipher cipher) {
    options.secrets(Objects.requireNonNull(cipher, "secrets"));
    return this;
  }

  /**
   * Receives every change; may be given several times.
   *
   * @param listener by default there is none
   */
  public AutoPurchaseBuilder listener(PurchaseListener listener) {
    options.listener(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a provider explicitly, instead of one with the same id that {@code ServiceLoader} would find.
   *
   * @param adapter its id must differ from those of all providers that were given before
   */
  public AutoPurchaseBuilder provider(ProviderAdapter adapter) {
    options.provider(Objects.requireNonNull(adapter, "provider"));
    return this;
  }

  /**
   * The settings of a provider, such as its app key; the adapter documents the names.
   *
   * @param providerId such as {@code taobao}
   * @param settings replace those that were given before; none by default
   */
  public AutoPurchaseBuilder providerSettings(String providerId, ProviderSettings settings) {
    options.providerSettings(Objects.requireNonNull(providerId, "providerId"), Objects.requireNonNull(settings, "settings"));
    return this;
  }

  /**
   * Whether {@code ServiceLoader} finds adapters.
   *
   * @param value true by default
   */
  public AutoPurchaseBuilder discoverProviders(boolean value) {
    options.discoverProviders(value);
    return this;
  }

  /**
   * Where adapters and the engine are looked for; by default where this class comes from.
   *
   * @param value by default the class loader of this class
   */
  public AutoPurchaseBuilder classLoader(ClassLoader value) {
    options.classLoader(Objects.requireNonNull(value, "classLoader"));
    classLoader = value;
    return this;
  }

  /**
   * Runs due activities; by default threads of this process do.
   *
   * @param dispatcher replaces the threads of this process: {@link #workers} has no effect; the engine starts and closes it
   */
  public AutoPurchaseBuilder dispatcher(ActivityDispatcher dispatcher) {
    options.dispatcher(Objects.requireNonNull(dispatcher, "dispatcher"));
    return this;
  }

  /**
   * Activities that the in-process dispatcher runs at once.
   *
   * @param count 0 to 1000; with 0 activities run only by {@link Activities#advance}. Default 4
   */
  public AutoPurchaseBuilder workers(int count) {
    options.workers(count);
    return this;
  }

  /**
   * How often open purchases are synchronized in the background, per active session.
   *
   * @param interval zero (the default) switches it off; else from 50 milliseconds to 30 days
   */
  public AutoPurchaseBuilder synchronizeEvery(Duration interval) {
    options.synchronizeEvery(Objects.requireNonNull(interval, "synchronizeEvery"));
    return this;
  }

  /**
   * The highest number of orders that are placed from one account in any period of a length, over all nodes; by default only the
   * provider's limits apply. An order over the limit waits for its slot.
   *
   * @param orders 1 to 1000; each placement, also a repeated one, counts as one
   * @param per from one millisecond to 31 days
   * @throws ConfigurationException if one of them is out of range
   */
  public AutoPurchaseBuilder placementLimit(int orders, Duration per) {
    options.placementLimit(new PlacementLimit(orders, Objects.requireNonNull(per, "per")));
    return this;
  }

  /**
   * The highest total cost of the orders that are placed from one account in any 24 hours, over all nodes; by default there is no cap. An
   * order counts with its goods and its freight from the commit before it is sent, once however often it is sent again. It no longer
   * counts when it certainly was not placed.
   *
   * <p>An order above the remaining amount waits with the reason {@code SPEND_CAP} until enough earlier orders are a day old. An order
   * above the whole cap is never placed: its lines are rejected with the code {@code SPEND_CAP}. A preview warns of both.
   *
   * @param amount positive; plans in another currency are refused
   * @throws ConfigurationException if it is not positive
   */
  public AutoPurchaseBuilder spendCap(Money amount) {
    options.spendCap(new SpendCap(Objects.requireNonNull(amount, "amount")));
    return this;
  }

  /**
   * From which percentage above the approved price {@link Purchase#priceVariance} is {@code MINOR} or {@code MAJOR}.
   *
   * @param minorPercent tolerated; above it the variance is {@code MINOR}; 0 by default
   * @param majorPercent above it the variance is {@code MAJOR}; 10 by default
   * @throws ConfigurationException if one is negative, or the second is below the first
   */
  public AutoPurchaseBuilder priceVariance(BigDecimal minorPercent, BigDecimal majorPercent) {
    options.priceVarianceLevels(
        new PriceVarianceLevels(Objects.requireNonNull(minorPercent, "minorPercent"), Objects.requireNonNull(majorPercent, "majorPercent")));
    return this;
  }

  /**
   * Transliterates the names of recipients for providers; by default the one that {@code ServiceLoader} finds, such as that of {@code
   * autopurchase-transliteration-icu}. Without one, names are sent unchanged.
   *
   * @param value for all providers; takes precedence over what {@code ServiceLoader} finds
   */
  public AutoPurchaseBuilder nameTransliteration(NameTransliterator value) {
    options.nameTransliteration(Objects.requireNonNull(value, "nameTransliteration"));
    return this;
  }

  /**
   * How long before the end of a session's authorization {@link AutoPurchaseEvent#SESSION_EXPIRING} reports it; 3 days by default.
   *
   * @param time zero (for never) to 365 days
   */
  public AutoPurchaseBuilder expiryWarning(Duration time) {
    options.expiryWarning(Objects.requireNonNull(time, "expiryWarning"));
    return this;
  }

  /**
   * Allows {@link AutoPurchase#pay}; without it nothing is ever paid.
   *
   * @param perOrder what one order may cost at most, freight included
   * @param perActivity what all orders of one request may cost together
   * @throws ConfigurationException if they are not positive, or of two currencies
   */
  public AutoPurchaseBuilder allowPayment(Money perOrder, Money perActivity) {
    options.paymentLimits(new PaymentLimits(Objects.requireNonNull(perOrder, "perOrder"), Objects.requireNonNull(perActivity, "perActivity")));
    return this;
  }

  /**
   * How long a question stays open before its default is taken; 3 days by default.
   *
   * @param time from 1 minute to 365 days
   */
  public AutoPurchaseBuilder questionTimeout(Duration time) {
    options.questionTimeout(Objects.requireNonNull(time, "questionTimeout"));
    return this;
  }

  /**
   * Whether several sessions may belong to one account of a provider; false by default, because it is usually a mistake: the person
   * signed in with another account than intended. Limits and caps count the account in both cases.
   *
   * @param value false by default
   */
  public AutoPurchaseBuilder allowSharedAccounts(boolean value) {
    options.allowSharedAccounts(value);
    return this;
  }

  /**
   * How long ended activities, with their journals and search words, and events stay: 90 days by default, from 1 day to 10 years.
   * Synchronizations that have ended without a failure are removed after a day. An event that no listener has taken within this time is
   * removed too. Purchases, their links to the provider's orders, and client order ids stay forever, so that nothing is ordered twice;
   * uncertain lines stay until their outcome is known. A new value applies to activities that end after it was set.
   *
   * @param time from 1 day to 3650 days
   */
  public AutoPurchaseBuilder retention(Duration time) {
    options.retention(Objects.requireNonNull(time, "retention"));
    return this;
  }

  /**
   * How long this node waits before it delivers another node's undelivered events to its own listeners; 15 seconds by default. If a
   * listener is slower than this, another node also delivers its events, so they arrive twice. A shop with a single node may set zero:
   * then the events that a killed process has left are delivered at once when it is started again.
   *
   * @param time zero to a day
   */
  public AutoPurchaseBuilder eventTakeoverDelay(Duration time) {
    options.eventTakeoverDelay(Objects.requireNonNull(time, "eventTakeoverDelay"));
    return this;
  }

  /**
   * Allows orders to be placed although the store loses them when the process ends. For demonstrations and tests: after a crash it is not
   * known what was bought.
   */
  public AutoPurchaseBuilder allowPlacingOnVolatileStore() {
    options.allowPlacingOnVolatileStore(true);
    return this;
  }

  /**
   * Accepts the keys of this engine instead of those that encrypted the store's tokens, because these are lost permanently: every session
   * then needs authorization. Without it an engine with other keys is not built, so that a mistyped or missing key file does no harm.
   * Remove the call once the engine has been built.
   *
   * @param value false by default
   */
  public AutoPurchaseBuilder replaceLostKeys(boolean value) {
    options.replaceLostKeys(value);
    return this;
  }

  /**
   * Creates the engine's threads: the workers, one for each listener, and a few for background work. By default the engine makes daemon
   * threads of its own. A host uses this to propagate its context (logging, tracing, security), or because its container owns all
   * threads. The engine names the threads, starts them and waits for their end in {@link AutoPurchase#close}; a dispatcher of another
   * module has its own option.
   *
   * @param factory must make a new thread in each call, which is not started; called by any thread
   */
  public AutoPurchaseBuilder threadFactory(ThreadFactory factory) {
    options.threadFactory(Objects.requireNonNull(factory, "threadFactory"));
    return this;
  }

  /**
   * Time, for tests and simulations.
   *
   * @param time by default the clocks of this machine
   */
  public AutoPurchaseBuilder timeSource(TimeSource time) {
    options.timeSource(Objects.requireNonNull(time, "timeSource"));
    return this;
  }

  /**
   * Ids, jitter and authorization states; a secure generator by default. Used under a lock.
   *
   * @param random must be unpredictable in production: anyone who guesses the state of an authorization can complete it
   */
  public AutoPurchaseBuilder random(RandomGenerator random) {
    options.random(Objects.requireNonNull(random, "random"));
    return this;
  }

  /**
   * Builds the engine, which checks its store and its keys. {@link AutoPurchase#start} starts it.
   *
   * @throws ConfigurationException if something required is missing or wrong, if the store's tokens were sealed with other keys, or if
   *     several engines are found, because the order of a class path must not decide which one gets the secrets
   */
  @CheckReturnValue
  public AutoPurchase build() {
    List<Class<? extends EngineFactory>> found;
    try {
      found = engines().stream().<Class<? extends EngineFactory>>map(ServiceLoader.Provider::type).distinct().toList();
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException("an engine cannot be loaded: " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new ConfigurationException("no engine found: is autopurchase-core among the dependencies?");
    }
    if (found.size() > 1) {
      throw new ConfigurationException(
          "several engines were found, one of which should not be there: "
              + found.stream().map(AutoPurchaseBuilder::origin).collect(Collectors.joining(", ")));
    }
    return engines().get(0).get().create(options.build());
  }

  private List<ServiceLoader.Provider<EngineFactory>> engines() {
    return ServiceLoader.load(EngineFactory.class, classLoader).stream().toList();
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return type.getName() + (source == null ? "" : " of " + source.getLocation());
  }
}
