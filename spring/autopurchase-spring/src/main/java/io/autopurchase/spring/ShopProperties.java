package io.autopurchase.spring;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** What can be set for each shop: at {@code autopurchase} for all, at {@code autopurchase.shops.NAME} for one. Mutable; for one thread. */
public class ShopProperties {
  /** Bean name of the DataSource that holds the tables. By default the one with @AutoPurchaseDataSource, else the only or primary one. */
  @Nullable private String datasource;

  /** Own small connection pool of the engine. */
  @NestedConfigurationProperty private final Pool pool = new Pool();

  /** Owner of the data: shops in one database never see each other's. 1 to 64 characters; cannot be renamed later. By default the name of the entry in shops, else "default". */
  @Nullable private String shop;

  /** Prefix of all tables and indexes: up to 40 letters, digits and underscores. */
  private String tablePrefix = "autopurchase_";

  /** Whether missing tables are created, and those of an earlier release migrated. Switch it off if Flyway or Liquibase creates them. */
  private boolean createTables = true;

  /** Timeout of a statement, 1 second to 1 hour. */
  private Duration queryTimeout = Duration.ofSeconds(10);

  /** Keys that encrypt the tokens of sessions: file:PATH of a key file, which is created if it is missing, or env:VARIABLE. A SecretCipher bean takes its place. */
  @Nullable private String keys;

  /** Whether new keys are accepted after the old ones were lost for good: every session then needs authorization. */
  private boolean replaceLostKeys;

  /** Activities that this node runs at once, 0 to 1000. */
  private int workers = 4;

  /** Whether this node runs activities, delivers events and synchronizes. If not, it stores requests for other nodes. */
  private boolean run = true;

  /** Interval at which each active session is synchronized: 50 milliseconds to 30 days, or 0 for never. */
  private Duration synchronizeEvery = Duration.ZERO;

  /** Time before the end of a session's authorization at which a warning is emitted: 0 (never) to 365 days. */
  private Duration expiryWarning = Duration.ofDays(3);

  /** Time after which an unanswered question takes its default: 1 minute to 365 days. */
  private Duration questionTimeout = Duration.ofDays(3);

  /** Time after which ended activities and events are removed: 1 to 3650 days. */
  private Duration retention = Duration.ofDays(90);

  /** Time after which this node delivers the undelivered events of another node: 0 to 1 day. */
  private Duration eventTakeoverDelay = Duration.ofSeconds(15);

  /** Whether several sessions may belong to one account of a provider. */
  private boolean allowSharedAccounts;

  /** Whether orders may be placed although the database loses them with the process. For tests and demonstrations. */
  private boolean allowPlacingOnVolatileStore;

  /** Highest number of orders placed from one account in any period of a length. */
  @NestedConfigurationProperty private final PlacementLimit placementLimit = new PlacementLimit();

  /** Highest total cost of the orders placed from one account in any 24 hours, such as "5000 CNY". */
  @Nullable private String spendCap;

  /** What may be paid; nothing by default. */
  @NestedConfigurationProperty private final AllowPayment allowPayment = new AllowPayment();

  /** Percentages above the approved price from which a purchase counts as more expensive. */
  @NestedConfigurationProperty private final PriceVariance priceVariance = new PriceVariance();

  /** Bean name of a ThreadFactory that makes the engine's threads, such as that of a ThreadPoolTaskExecutor. */
  @Nullable private String threadFactory;

  /** Whether providers are found on the class path besides those that are beans. */
  private boolean discoverProviders = true;

  /** Settings of the providers, by the provider's id and the name that its adapter documents, such as taobao.app-key. */
  private final Map<String, String> providers = new LinkedHashMap<>();

  /** Names of providers' settings that are secrets. Those that end in secret, password, token or private-key are secrets without being listed. */
  private Set<String> secretSettings = new LinkedHashSet<>();

  /** Nodes that share the work of one database. */
  @NestedConfigurationProperty private final Cluster cluster = new Cluster();

  /** What a plain book() within a transaction of the host does: a rollback of the host would not take it back. */
  private Transactions transactions = Transactions.WARN;

  /** What {@code AutoPurchase.book(plan)} does if the calling thread has a transaction on the engine's database. */
  public enum Transactions {
    /** It books, and logs a warning: what is rolled back by the host is bought all the same. */
    WARN,
    /** It throws {@code IllegalStateException}, and books nothing. */
    STRICT,
    /** It books. */
    ALLOW
  }

  /** The engine's own pool. */
  public static class Pool {
    /** Connections of the engine's own pool, which is made like the DataSource: 1 to 100. With 0 the engine shares the DataSource of the host. */
    private int size = 4;

    /** How many connections it has; 0 if the engine shares the host's. */
    public int getSize() {
      return size;
    }

    /**
     * How many connections it has.
     *
     * @param size 0 to 100
     */
    public void setSize(int size) {
      this.size = size;
    }
  }

  /** A limit of placements. */
  public static class PlacementLimit {
    /** Orders, 1 to 1000; needs a period, too. */
    @Nullable private Integer orders;

    /** Length of the period, 1 millisecond to 31 days. */
    @Nullable private Duration per;

    /** How many orders. */
    @Nullable public Integer getOrders() {
      return orders;
    }

    /**
     * How many orders.
     *
     * @param orders 1 to 1000
     */
    public void setOrders(@Nullable Integer orders) {
      this.orders = orders;
    }

    /** In how long a time. */
    @Nullable public Duration getPer() {
      return per;
    }

    /**
     * In how long a time.
     *
     * @param per 1 millisecond to 31 days
     */
    public void setPer(@Nullable Duration per) {
      this.per = per;
    }
  }

  /** Limits of payments. */
  public static class AllowPayment {
    /** What one order may cost at most, freight included, such as "500 CNY"; needs per-activity, too. */
    @Nullable private String perOrder;

    /** What all orders of one payment may cost together, such as "2000 CNY". */
    @Nullable private String perActivity;

    /** For one order. */
    @Nullable public String getPerOrder() {
      return perOrder;
    }

    /**
     * For one order.
     *
     * @param perOrder an amount and a currency
     */
    public void setPerOrder(@Nullable String perOrder) {
      this.perOrder = perOrder;
    }

    /** For all orders of one payment. */
    @Nullable public String getPerActivity() {
      return perActivity;
    }

    /**
     * For all orders of one payment.
     *
     * @param perActivity an amount and a currency
     */
    public void setPerActivity(@Nullable String perActivity) {
      this.perActivity = perActivity;
    }
  }

  /** Levels of the variance of prices. */
  public static class PriceVariance {
    /** Percentage above which the variance is minor, from 0. */
    private BigDecimal minor = BigDecimal.ZERO;

    /** Percentage above which the variance is major, not below minor. */
    private BigDecimal major = BigDecimal.TEN;

    /** In percent. */
    public BigDecimal getMinor() {
      return minor;
    }

    /**
     * In percent.
     *
     * @param minor from 0
     */
    public void setMinor(BigDecimal minor) {
      this.minor = minor;
    }

    /** In percent. */
    public BigDecimal getMajor() {
      return major;
    }

    /**
     * In percent.
     *
     * @param major not below the minor one
     */
    public void setMajor(BigDecimal major) {
      this.major = major;
    }
  }

  /** Several nodes. */
  public static class Cluster {
    /** Whether nodes share the work through db-scheduler; needs autopurchase-cluster-db-scheduler among the dependencies. */
    private boolean enabled;

    /** Name of this node in the table, for people. By default host and process. */
    @Nullable private String nodeName;

    /** Whether nodes share the work. */
    public boolean isEnabled() {
      return enabled;
    }

    /**
     * Whether nodes share the work.
     *
     * @param enabled false by default
     */
    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    /** For people. */
    @Nullable public String getNodeName() {
      return nodeName;
    }

    /**
     * For people.
     *
     * @param nodeName null for host and process
     */
    public void setNodeName(@Nullable String nodeName) {
      this.nodeName = nodeName;
    }
  }

  /** Bean name of the DataSource that holds the tables. */
  @Nullable public String getDatasource() {
    return datasource;
  }

  /**
   * Bean name of the DataSource that holds the tables.
   *
   * @param datasource null for the default
   */
  public void setDatasource(@Nullable String datasource) {
    this.datasource = datasource;
  }

  /** Own small connection pool of the engine. */
  public Pool getPool() {
    return pool;
  }

  /** Owner of the data. */
  @Nullable public String getShop() {
    return shop;
  }

  /**
   * Owner of the data.
   *
   * @param shop null for the default
   */
  public void setShop(@Nullable String shop) {
    this.shop = shop;
  }

  /** Prefix of all tables and indexes. */
  public String getTablePrefix() {
    return tablePrefix;
  }

  /**
   * Prefix of all tables and indexes.
   *
   * @param tablePrefix as the property
   */
  public void setTablePrefix(String tablePrefix) {
    this.tablePrefix = tablePrefix;
  }

  /** Whether missing tables are created, and those of an earlier release migrated. */
  public boolean isCreateTables() {
    return createTables;
  }

  /**
   * Whether missing tables are created, and those of an earlier release migrated.
   *
   * @param createTables as the property
   */
  public void setCreateTables(boolean createTables) {
    this.createTables = createTables;
  }

  /** Timeout of a statement, 1 second to 1 hour. */
  public Duration getQueryTimeout() {
    return queryTimeout;
  }

  /**
   * Timeout of a statement, 1 second to 1 hour.
   *
   * @param queryTimeout as the property
   */
  public void setQueryTimeout(Duration queryTimeout) {
    this.queryTimeout = queryTimeout;
  }

  /** Keys that encrypt the tokens of sessions. */
  @Nullable public String getKeys() {
    return keys;
  }

  /**
   * Keys that encrypt the tokens of sessions.
   *
   * @param keys null for the default
   */
  public void setKeys(@Nullable String keys) {
    this.keys = keys;
  }

  /** Whether new keys are accepted after the old ones were lost for good. */
  public boolean isReplaceLostKeys() {
    return replaceLostKeys;
  }

  /**
   * Whether new keys are accepted after the old ones were lost for good.
   *
   * @param replaceLostKeys as the property
   */
  public void setReplaceLostKeys(boolean replaceLostKeys) {
    this.replaceLostKeys = replaceLostKeys;
  }

  /** Activities that this node runs at once, 0 to 1000. */
  public int getWorkers() {
    return workers;
  }

  /**
   * Activities that this node runs at once, 0 to 1000.
   *
   * @param workers as the property
   */
  public void setWorkers(int workers) {
    this.workers = workers;
  }

  /** Whether this node runs activities, delivers events and synchronizes. */
  public boolean isRun() {
    return run;
  }

  /**
   * Whether this node runs activities, delivers events and synchronizes.
   *
   * @param run as the property
   */
  public void setRun(boolean run) {
    this.run = run;
  }

  /** Interval at which each active session is synchronized. */
  public Duration getSynchronizeEvery() {
    return synchronizeEvery;
  }

  /**
   * Interval at which each active session is synchronized.
   *
   * @param synchronizeEvery as the property
   */
  public void setSynchronizeEvery(Duration synchronizeEvery) {
    this.synchronizeEvery = synchronizeEvery;
  }

  /** Time before the end of a session's authorization at which a warning is emitted. */
  public Duration getExpiryWarning() {
    return expiryWarning;
  }

  /**
   * Time before the end of a session's authorization at which a warning is emitted.
   *
   * @param expiryWarning as the property
   */
  public void setExpiryWarning(Duration expiryWarning) {
    this.expiryWarning = expiryWarning;
  }

  /** Time after which an unanswered question takes its default. */
  public Duration getQuestionTimeout() {
    return questionTimeout;
  }

  /**
   * Time after which an unanswered question takes its default.
   *
   * @param questionTimeout as the property
   */
  public void setQuestionTimeout(Duration questionTimeout) {
    this.questionTimeout = questionTimeout;
  }

  /** Time after which ended activities and events are removed. */
  public Duration getRetention() {
    return retention;
  }

  /**
   * Time after which ended activities and events are removed.
   *
   * @param retention as the property
   */
  public void setRetention(Duration retention) {
    this.retention = retention;
  }

  /** Time after which this node delivers the undelivered events of another node. */
  public Duration getEventTakeoverDelay() {
    return eventTakeoverDelay;
  }

  /**
   * Time after which this node delivers the undelivered events of another node.
   *
   * @param eventTakeoverDelay as the property
   */
  public void setEventTakeoverDelay(Duration eventTakeoverDelay) {
    this.eventTakeoverDelay = eventTakeoverDelay;
  }

  /** Whether several sessions may belong to one account of a provider. */
  public boolean isAllowSharedAccounts() {
    return allowSharedAccounts;
  }

  /**
   * Whether several sessions may belong to one account of a provider.
   *
   * @param allowSharedAccounts as the property
   */
  public void setAllowSharedAccounts(boolean allowSharedAccounts) {
    this.allowSharedAccounts = allowSharedAccounts;
  }

  /** Whether orders may be placed although the database loses them with the process. */
  public boolean isAllowPlacingOnVolatileStore() {
    return allowPlacingOnVolatileStore;
  }

  /**
   * Whether orders may be placed although the database loses them with the process.
   *
   * @param allowPlacingOnVolatileStore as the property
   */
  public void setAllowPlacingOnVolatileStore(boolean allowPlacingOnVolatileStore) {
    this.allowPlacingOnVolatileStore = allowPlacingOnVolatileStore;
  }

  /** Highest number of orders placed from one account in any period of a length. */
  public PlacementLimit getPlacementLimit() {
    return placementLimit;
  }

  /** Highest total cost of the orders placed from one account in any 24 hours, such as "5000 CNY". */
  @Nullable public String getSpendCap() {
    return spendCap;
  }

  /**
   * Highest total cost of the orders placed from one account in any 24 hours, such as "5000 CNY".
   *
   * @param spendCap null for the default
   */
  public void setSpendCap(@Nullable String spendCap) {
    this.spendCap = spendCap;
  }

  /** What may be paid; nothing by default. */
  public AllowPayment getAllowPayment() {
    return allowPayment;
  }

  /** Percentages above the approved price from which a purchase counts as more expensive. */
  public PriceVariance getPriceVariance() {
    return priceVariance;
  }

  /** Bean name of a ThreadFactory that makes the engine's threads, such as that of a ThreadPoolTaskExecutor. */
  @Nullable public String getThreadFactory() {
    return threadFactory;
  }

  /**
   * Bean name of a ThreadFactory that makes the engine's threads, such as that of a ThreadPoolTaskExecutor.
   *
   * @param threadFactory null for the default
   */
  public void setThreadFactory(@Nullable String threadFactory) {
    this.threadFactory = threadFactory;
  }

  /** Whether providers are found on the class path besides those that are beans. */
  public boolean isDiscoverProviders() {
    return discoverProviders;
  }

  /**
   * Whether providers are found on the class path besides those that are beans.
   *
   * @param discoverProviders as the property
   */
  public void setDiscoverProviders(boolean discoverProviders) {
    this.discoverProviders = discoverProviders;
  }

  /** Settings of the providers, by the provider's id and the name that its adapter documents, such as taobao.app-key. */
  public Map<String, String> getProviders() {
    return providers;
  }

  /** Names of providers' settings that are secrets. */
  public Set<String> getSecretSettings() {
    return secretSettings;
  }

  /**
   * Names of providers' settings that are secrets.
   *
   * @param secretSettings as the property
   */
  public void setSecretSettings(Set<String> secretSettings) {
    this.secretSettings = secretSettings;
  }

  /** Nodes that share the work of one database. */
  public Cluster getCluster() {
    return cluster;
  }

  /** What a plain book() within a transaction of the host does. */
  public Transactions getTransactions() {
    return transactions;
  }

  /**
   * What a plain book() within a transaction of the host does.
   *
   * @param transactions as the property
   */
  public void setTransactions(Transactions transactions) {
    this.transactions = transactions;
  }
}
