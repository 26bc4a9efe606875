package io.autopurchase.spring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** All properties below {@code autopurchase}. Those of {@link ShopProperties} hold for each shop that does not say otherwise. Mutable; for one thread. */
@ConfigurationProperties("autopurchase")
public class AutoPurchaseProperties extends ShopProperties {
  /** Whether there are engines at all. If not, no bean of autopurchase is made. */
  private boolean enabled = true;

  /** Several shops, each with an engine of its own, by the qualifier of its beans. What a shop does not say is taken from the properties beside this one. */
  private final Map<String, ShopProperties> shops = new LinkedHashMap<>();

  /** Which of several shops is injected where no qualifier is given. By default the first one. */
  @Nullable private String primary;

  /** Health. */
  @NestedConfigurationProperty private final Health health = new Health();

  /** Metrics. */
  @NestedConfigurationProperty private final Metrics metrics = new Metrics();

  /** Console for staff. */
  @NestedConfigurationProperty private final Web web = new Web();

  /** The health indicator. */
  public static class Health {
    /** Status that is reported when something needs a person, such as a session without authorization. Never affects DOWN, which is for a stopped engine and a database that cannot be read. */
    private String attentionStatus = "UP";

    /** A status by name. */
    public String getAttentionStatus() {
      return attentionStatus;
    }

    /**
     * A status by name.
     *
     * @param attentionStatus UP by default
     */
    public void setAttentionStatus(String attentionStatus) {
      this.attentionStatus = attentionStatus;
    }
  }

  /** Meters. */
  public static class Metrics {
    /** Whether there are meters, if Micrometer is there. */
    private boolean enabled = true;

    /** How often the gauges of what is stored are read, 1 second to 1 day. */
    private Duration interval = Duration.ofSeconds(15);

    /** Whether there are meters. */
    public boolean isEnabled() {
      return enabled;
    }

    /**
     * Whether there are meters.
     *
     * @param enabled true by default
     */
    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    /** How often gauges are read. */
    public Duration getInterval() {
      return interval;
    }

    /**
     * How often gauges are read.
     *
     * @param interval 1 second to 1 day
     */
    public void setInterval(Duration interval) {
      this.interval = interval;
    }
  }

  /** The console. */
  public static class Web {
    /** Whether the console is mounted, if there is a bean of its Access. */
    private boolean enabled = true;

    /** Where the console is mounted, below the context path of the application. */
    private String path = "/autopurchase";

    /** Whether orders can be paid from the console, if allow-payment is set, too. */
    private boolean allowPayment;

    /** A page of the application that each page of the console links, such as "/orders". */
    @Nullable private String homeLink;

    /** The provider that is chosen where a session is added; the first by name if none is given. */
    @Nullable private String defaultProvider;

    /** Whether it is mounted. */
    public boolean isEnabled() {
      return enabled;
    }

    /**
     * Whether it is mounted.
     *
     * @param enabled true by default
     */
    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    /** Where it is mounted. */
    public String getPath() {
      return path;
    }

    /**
     * Where it is mounted.
     *
     * @param path begins with a slash, does not end with one
     */
    public void setPath(String path) {
      this.path = path;
    }

    /** Whether orders can be paid there. */
    public boolean isAllowPayment() {
      return allowPayment;
    }

    /**
     * Whether orders can be paid there.
     *
     * @param allowPayment false by default
     */
    public void setAllowPayment(boolean allowPayment) {
      this.allowPayment = allowPayment;
    }

    /** For which sessions are added unless another is chosen. */
    @Nullable
    public String getDefaultProvider() {
      return defaultProvider;
    }

    /**
     * For which sessions are added unless another is chosen.
     *
     * @param defaultProvider the id of a provider; the first by name by default
     */
    public void setDefaultProvider(@Nullable String defaultProvider) {
      this.defaultProvider = defaultProvider;
    }

    /** What the console links first. */
    @Nullable
    public String getHomeLink() {
      return homeLink;
    }

    /**
     * What the console links first.
     *
     * @param homeLink a path as the browser sees it, or a whole address; none by default
     */
    public void setHomeLink(@Nullable String homeLink) {
      this.homeLink = homeLink;
    }
  }

  /** Whether there are engines at all. */
  public boolean isEnabled() {
    return enabled;
  }

  /**
   * Whether there are engines at all.
   *
   * @param enabled true by default
   */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /** Several shops, by their qualifiers; empty for a single one. */
  public Map<String, ShopProperties> getShops() {
    return shops;
  }

  /** Which of several shops is injected without a qualifier. */
  @Nullable public String getPrimary() {
    return primary;
  }

  /**
   * Which of several shops is injected without a qualifier.
   *
   * @param primary null for the first one
   */
  public void setPrimary(@Nullable String primary) {
    this.primary = primary;
  }

  /** Health. */
  public Health getHealth() {
    return health;
  }

  /** Metrics. */
  public Metrics getMetrics() {
    return metrics;
  }

  /** Console. */
  public Web getWeb() {
    return web;
  }
}
