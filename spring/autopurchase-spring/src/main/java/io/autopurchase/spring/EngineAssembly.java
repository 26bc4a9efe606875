package io.autopurchase.spring;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.ConfigurationException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.KeyRing;
import io.autopurchase.Money;
import io.autopurchase.PurchaseListener;
import io.autopurchase.SecretCipher;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.NameTransliterator;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.TimeSource;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Builds one engine out of the properties and the beans of a context. For one start; what it opened it closes if the start fails. */
final class EngineAssembly {
  private static final String DISPATCHER_OF_SEVERAL_NODES = "io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher";

  private final String name;
  private final ConfigurableListableBeanFactory beans;
  private final ClassLoader classLoader;
  private final Shops shops;
  private final ShopProperties properties;
  private final ShopBeans own;

  /** Meters, the engine, its pool; or the store as long as no engine owns it. */
  private final List<AutoCloseable> closing = new ArrayList<>();

  @Nullable private final DataSource host;
  private boolean restartable = true;

  /**
   * Begins.
   *
   * @param name the shop's qualifier
   * @param beans of the context
   * @param classLoader in which providers are looked for
   * @param environment with the properties
   */
  EngineAssembly(String name, ConfigurableListableBeanFactory beans, ClassLoader classLoader, Environment environment) {
    this.name = name;
    this.beans = beans;
    this.classLoader = classLoader;
    shops = Shops.of(environment);
    properties = shops.of(name);
    own = new ShopBeans(beans, shops.names(), name);
    host = own.nameOfOnly(ActivityStoreFactory.class).isPresent() ? null : DataSources.choose(beans, properties.getDatasource(), property("datasource"));
  }

  ShopProperties properties() {
    return properties;
  }

  /** The host's data source; null if the store is elsewhere. */
  @Nullable DataSource host() {
    return host;
  }

  /** Whether the engine runs activities on this node. */
  boolean runs() {
    return properties.isRun();
  }

  /** Whether another engine can be built after this one. */
  boolean isRestartable() {
    return restartable;
  }

  /** What is to be closed with the engine, in this order; grows until the start is done. */
  List<AutoCloseable> closing() {
    return closing;
  }

  String property(String property) {
    return shops.property(name, property);
  }

  /**
   * With all options.
   *
   * @param volatileKeys for a store that is lost with the process, if the host has no keys
   */
  AutoPurchaseBuilder builder(SecretCipher volatileKeys) {
    AutoPurchaseBuilder builder = AutoPurchase.builder().classLoader(classLoader).discoverProviders(properties.isDiscoverProviders());
    storage(builder, volatileKeys);
    limits(builder);
    builder
        .replaceLostKeys(properties.isReplaceLostKeys())
        .workers(properties.isRun() ? properties.getWorkers() : 0)
        .synchronizeEvery(properties.getSynchronizeEvery())
        .expiryWarning(properties.getExpiryWarning())
        .questionTimeout(properties.getQuestionTimeout())
        .retention(properties.getRetention())
        .eventTakeoverDelay(properties.getEventTakeoverDelay())
        .allowSharedAccounts(properties.isAllowSharedAccounts());
    if (properties.isAllowPlacingOnVolatileStore()) {
      builder.allowPlacingOnVolatileStore();
    }
    providers(builder);
    own.all(PurchaseListener.class).forEach(builder::listener);
    own.only(NameTransliterator.class).ifPresent(builder::nameTransliteration);
    own.only(TimeSource.class).ifPresent(builder::timeSource);
    threads(builder);
    own.all(AutoPurchaseCustomizer.class).forEach(customizer -> customizer.customize(name, builder));
    return builder;
  }

  private void storage(AutoPurchaseBuilder builder, SecretCipher volatileKeys) {
    Optional<SecretCipher> keys = cipher();
    DataSource pool = null;
    ActivityStore store;
    if (host == null) {
      store = own.only(ActivityStoreFactory.class).orElseThrow().open(shopId());
    } else {
      pool = pool(host);
      store = jdbc(pool);
    }
    closing.add(0, store);
    builder.store(store);
    if (keys.isPresent() || store.durability() == Durability.VOLATILE) {
      builder.secrets(keys.orElse(volatileKeys));
    }
    dispatcher(builder, pool);
  }

  private String shopId() {
    return Optional.ofNullable(properties.getShop()).orElse(name);
  }

  private DataSource pool(DataSource of) {
    int size = properties.getPool().getSize();
    String property = property("pool.size");
    if (size < 0 || size > OwnPool.LARGEST) {
      throw new PropertyException(property, "must be 0 to " + OwnPool.LARGEST + ", and is " + size, "Write " + property + "=4.", null);
    }
    if (size == 0) {
      return of;
    }
    HikariDataSource pool = OwnPool.of(of, size, name.equals(Shops.ONLY) ? "autopurchase" : "autopurchase-" + name, property);
    closing.add(pool);
    return pool;
  }

  private ActivityStore jdbc(DataSource pool) {
    try {
      return JdbcActivityStore.builder(pool)
          .shop(shopId())
          .tablePrefix(properties.getTablePrefix())
          .createTables(properties.isCreateTables())
          .queryTimeout(properties.getQueryTimeout())
          .build();
    } catch (ConfigurationException e) {
      throw explained(e);
    }
  }

  /** Keys of a bean, or of the property. */
  private Optional<SecretCipher> cipher() {
    Optional<SecretCipher> bean = own.only(SecretCipher.class);
    String keys = properties.getKeys();
    if (bean.isPresent() || keys == null) {
      return bean;
    }
    String property = property("keys");
    try {
      if (keys.startsWith("env:")) {
        return Optional.of(KeyRing.fromEnvironment(keys.substring("env:".length()).strip()));
      }
      if (keys.startsWith("file:") && keys.length() > "file:".length()) {
        return Optional.of(KeyRing.open(Path.of(keys.substring("file:".length()).strip())));
      }
    } catch (ConfigurationException e) {
      throw new PropertyException(property, "cannot be used: " + e.getMessage(), "Write " + property + "=file:PATH of a key file that belongs to the user of this process alone.", e);
    }
    throw new PropertyException(property, "must begin with file: or env:", "Write " + property + "=file:./autopurchase.keys, or =env:AUTOPURCHASE_KEYS.", null);
  }

  private void dispatcher(AutoPurchaseBuilder builder, @Nullable DataSource pool) {
    if (!properties.isRun()) {
      return;
    }
    Optional<String> bean = own.nameOfOnly(ActivityDispatcher.class);
    String property = property("cluster.enabled");
    if (bean.isPresent()) {
      if (properties.getCluster().isEnabled()) {
        throw new PropertyException(property, "is set, and there is the ActivityDispatcher bean " + bean.get(), "Remove one of them.", null);
      }
      boolean isSingleton = beans.isSingleton(bean.get());
      if (isSingleton && !own.isOwn(bean.get())) {
        throw new PropertyException(
            Shops.PREFIX + ".shops", "cannot share the ActivityDispatcher bean " + bean.get() + ": a dispatcher serves one engine",
            "Make the bean a prototype (@Scope(\"prototype\")), or define one for each shop with @Qualifier(\"" + name + "\").", null);
      }
      restartable = !isSingleton;
      builder.dispatcher(beans.getBean(bean.get(), ActivityDispatcher.class));
    } else if (properties.getCluster().isEnabled()) {
      if (pool == null) {
        throw new PropertyException(property, "needs the tables in a DataSource, and there is an ActivityStoreFactory bean", "Remove the property.", null);
      }
      if (!ClassUtils.isPresent(DISPATCHER_OF_SEVERAL_NODES, classLoader)) {
        throw new PropertyException(property, "needs the artifact autopurchase-cluster-db-scheduler", "Add io.autopurchase:autopurchase-cluster-db-scheduler to the dependencies.", null);
      }
      try {
        builder.dispatcher(ClusterDispatcher.of(pool, properties));
      } catch (ConfigurationException e) {
        throw explained(e);
      }
    }
  }

  private void limits(AutoPurchaseBuilder builder) {
    Integer orders = properties.getPlacementLimit().getOrders();
    Duration per = properties.getPlacementLimit().getPer();
    if (orders != null || per != null) {
      String property = property("placement-limit");
      if (orders == null || per == null) {
        throw new PropertyException(property, "needs both orders and per", "Write " + property + ".orders=20 and " + property + ".per=1h.", null);
      }
      wrapped(property, "orders=20 and " + property + ".per=1h", () -> builder.placementLimit(orders, per));
    }
    String cap = properties.getSpendCap();
    if (cap != null) {
      Money amount = money("spend-cap", cap);
      wrapped(property("spend-cap"), "5000 CNY", () -> builder.spendCap(amount));
    }
    String perOrder = properties.getAllowPayment().getPerOrder();
    String perActivity = properties.getAllowPayment().getPerActivity();
    if (perOrder != null || perActivity != null) {
      String property = property("allow-payment");
      if (perOrder == null || perActivity == null) {
        throw new PropertyException(property, "needs both per-order and per-activity", "Write " + property + ".per-order=500 CNY and " + property + ".per-activity=2000 CNY.", null);
      }
      Money order = money("allow-payment.per-order", perOrder);
      Money activity = money("allow-payment.per-activity", perActivity);
      wrapped(property, "per-order=500 CNY and " + property + ".per-activity=2000 CNY", () -> builder.allowPayment(order, activity));
    }
    ShopProperties.PriceVariance variance = properties.getPriceVariance();
    wrapped(property("price-variance"), "minor=0 and " + property("price-variance") + ".major=10", () -> builder.priceVariance(variance.getMinor(), variance.getMajor()));
  }

  private static void wrapped(String property, String example, Runnable setting) {
    try {
      setting.run();
    } catch (ConfigurationException e) {
      throw new PropertyException(property, "is wrong: " + e.getMessage(), "Write " + property + (example.contains("=") ? "." : "=") + example + ".", e);
    }
  }

  private Money money(String property, String text) {
    String[] parts = text.strip().split("\\s+");
    try {
      if (parts.length == 2) {
        return Money.of(parts[0], parts[1]);
      }
    } catch (InvalidInputException e) {
      throw new PropertyException(property(property), "is not an amount of money: " + e.getMessage(), "Write " + property(property) + "=5000 CNY.", e);
    }
    throw new PropertyException(property(property), "must be an amount and a currency", "Write " + property(property) + "=5000 CNY.", null);
  }

  private void providers(AutoPurchaseBuilder builder) {
    ProviderProperties.settings(properties, shops, name).forEach(builder::providerSettings);
    TreeMap<String, ProviderAdapter> adapters = new TreeMap<>();
    for (ProviderAdapter adapter : own.all(ProviderAdapter.class)) {
      if (adapters.putIfAbsent(adapter.id(), adapter) != null) {
        throw new PropertyException(Shops.PREFIX, "finds two ProviderAdapter beans with the id '" + adapter.id() + "'", "Remove one of them.", null);
      }
    }
    List<EngineObserver> observers = own.all(EngineObserver.class);
    if (!observers.isEmpty() && properties.isDiscoverProviders()) {
      DiscoveredProviders.in(classLoader).forEach(adapters::putIfAbsent);
    }
    for (ProviderAdapter adapter : adapters.values()) {
      ProviderAdapter observed = adapter;
      for (EngineObserver observer : observers) {
        observed = observer.observe(name, observed);
      }
      builder.provider(observed);
    }
  }

  private void threads(AutoPurchaseBuilder builder) {
    String factory = properties.getThreadFactory();
    if (factory == null) {
      return;
    }
    if (!beans.containsBean(factory) || !beans.isTypeMatch(factory, ThreadFactory.class)) {
      throw new PropertyException(
          property("thread-factory"), "names '" + factory + "', which is not a bean of the type ThreadFactory",
          "Name a bean that makes threads, such as a ThreadPoolTaskExecutor; an Executor without threads of its own is none.", null);
    }
    builder.threadFactory(beans.getBean(factory, ThreadFactory.class));
  }

  /** Builds the engine, which then owns its store. */
  AutoPurchase build(AutoPurchaseBuilder builder) {
    try {
      AutoPurchase engine = builder.build();
      closing.set(0, engine);
      return engine;
    } catch (ConfigurationException e) {
      throw explained(e);
    }
  }

  /** After the start of the engine. */
  void observe(AutoPurchase engine) {
    own.all(EngineObserver.class).forEach(observer -> closing.add(0, observer.observe(name, engine)));
  }

  /** The engine's own words, with the names of the properties. */
  private PropertyException explained(ConfigurationException e) {
    return EngineMessages.explain(e, this::property);
  }

  /** Closes what was opened, because the start has failed. */
  void abandon(Throwable failure) {
    for (AutoCloseable each : closing) {
      try {
        each.close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
