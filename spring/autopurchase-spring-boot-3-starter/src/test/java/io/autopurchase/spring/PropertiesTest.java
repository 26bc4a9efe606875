package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** What is wrong is refused with the name of the property, the rule, and what to write. */
class PropertiesTest {
  private final ApplicationContextRunner contexts = Contexts.runner();

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(delimiter = '|', value = {
    "pool.size            | 101           | must be 0 to 100",
    "workers              | 1001          | must be between 0 and 1000",
    "retention            | 1h            | must be between",
    "question-timeout     | 1s            | must be between",
    "synchronize-every    | 1ms           | must be between",
    "expiry-warning       | 400d          | must be between",
    "event-takeover-delay | 2d            | must be between",
    "query-timeout        | 2h            | must be between",
    "table-prefix         | 1x            | a table prefix has up to 40 letters",
    "create-tables        | false         | there is no table",
    "keys                 | vault:one     | must begin with file: or env:",
    "keys                 | env:NO_SUCH_VARIABLE_OF_A_TEST | is not set",
    "spend-cap            | 5000          | must be an amount and a currency",
    "spend-cap            | many CNY      | is not an amount of money",
    "spend-cap            | -1 CNY        | a spend cap is a positive amount",
    "placement-limit.per  | 1h            | needs both orders and per",
    "allow-payment.per-order | 5 CNY      | needs both per-order and per-activity",
    "price-variance.major | -1            | levels of priceVariance are percents from zero",
    "datasource           | noSuchBean    | is no DataSource bean",
    "thread-factory       | noSuchBean    | is not a bean of the type ThreadFactory",
    "primary              | west          | is none of the shops",
    "providers.fake       | 1             | names no setting of a provider"})
  void wrongValue_isRefusedWithTheLineToWrite(String property, String value, String rule) {
    contexts
        .withPropertyValues("autopurchase." + property + "=" + value)
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              String group = property.startsWith("placement") || property.startsWith("allow-payment") || property.startsWith("price") ? property.split("\\.")[0] : property;
              assertThat(analysis.getDescription()).startsWith("autopurchase." + group + " ").contains(rule);
              assertThat(analysis.getAction()).isNotBlank();
            });
  }

  @Test
  void wrongValueOfOneShop_namesItsProperty() {
    contexts
        .withPropertyValues("autopurchase.shops.one.pool.size=2", "autopurchase.shops.two.pool.size=-1")
        .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription()).startsWith("autopurchase.shops.two.pool.size must be 0 to 100"));
  }

  @Test
  void shopBesideShops_isRefused() {
    contexts
        .withPropertyValues("autopurchase.shop=x", "autopurchase.shops.one.workers=1")
        .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription()).startsWith("autopurchase.shop is for a program with one shop"));
  }

  @Test
  void unknownName_isRefused() {
    contexts
        .withPropertyValues("autopurchase.pool.szie=3")
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("autopurchase.pool.szie"));
  }

  @Test
  void durableDatabaseWithoutKeys_saysWhatToWrite(@TempDir Path folder) {
    contexts
        .withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("shop"))
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith("autopurchase.keys is missing");
              assertThat(analysis.getAction()).contains("autopurchase.keys=file:./autopurchase.keys");
            });
  }

  @Test
  void severalDataSources_needAChoice() {
    ApplicationContextRunner two =
        contexts
            .withBean("a", DataSource.class, () -> new DriverManagerDataSource(Contexts.database()))
            .withBean("b", DataSource.class, () -> new DriverManagerDataSource(Contexts.database()));
    two.run(context -> assertThat(analysis(context.getStartupFailure()).getAction()).contains("autopurchase.datasource=a").contains("@AutoPurchaseDataSource"));
    two.withPropertyValues("autopurchase.datasource=b").run(Contexts.started(context -> assertThat(context).hasSingleBean(ShopEngine.class)));
    two.withBean("c", Marked.class, () -> new Marked(Contexts.database())).run(Contexts.started(context -> assertThat(context).hasSingleBean(ShopEngine.class)));
  }

  @AutoPurchaseDataSource
  static class Marked extends DriverManagerDataSource {
    Marked(String url) {
      super(url);
    }
  }

  @Test
  void dataSourcesThatWouldGoWrong_areRefused() {
    contexts
        .withBean(DataSource.class, () -> new TransactionAwareDataSourceProxy(new DriverManagerDataSource(Contexts.database())))
        .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription()).contains("TransactionAwareDataSourceProxy"));
    contexts
        .withBean(DataSource.class, PropertiesTest::routing)
        .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription()).contains("no tenant"));
  }

  private static DataSource routing() {
    AbstractRoutingDataSource routing =
        new AbstractRoutingDataSource() {
          @Override
          protected Object determineCurrentLookupKey() {
            return "one";
          }
        };
    routing.setTargetDataSources(Map.of("one", new DriverManagerDataSource(Contexts.database())));
    return routing;
  }

  @Test
  void noDataSource_saysWhatToWrite() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(AutoPurchaseAutoConfiguration.class))
        .run(context -> assertThat(analysis(context.getStartupFailure()).getAction()).contains("spring.datasource.url"));
  }

  /** A dispatcher of the host. */
  static final class SilentDispatcher implements ActivityDispatcher {
    @Override
    public void start(ActivityRunner runner) {}

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {}

    @Override
    public void close() {}
  }

  @Test
  void dispatcherBean_cannotServeTwoShops() {
    ApplicationContextRunner shops =
        contexts
            .withPropertyValues("autopurchase.shops.one.workers=1", "autopurchase.shops.two.workers=1")
            .withBean("dispatcher", ActivityDispatcher.class, SilentDispatcher::new);
    shops.run(context -> assertThat(analysis(context.getStartupFailure()).getDescription()).contains("a dispatcher serves one engine"));
    contexts
        .withBean("dispatcher", ActivityDispatcher.class, SilentDispatcher::new)
        .run(Contexts.started(context -> assertThat(context.getBean(ShopEngine.class).isPauseable()).as("a dispatcher is started once").isFalse()));
  }

  @Test
  void settingsOfTaobao_mayBeWrittenAsEnvironmentVariablesAndWithUnits() {
    ShopProperties shop = new ShopProperties();
    shop.getProviders().putAll(Map.of("taobao.appkey", "1", "taobao.app-secret", "hidden", "taobao.request-ttl", "1m", "taobao.signaturewindow", "2h", "taobao.call-timeout", "2.5", "other.api-token", "t"));
    contexts.run(
        Contexts.started(
            context -> {
              Map<String, ProviderSettings> settings = ProviderProperties.settings(shop, Shops.of(context.getEnvironment()), Shops.ONLY);
              ProviderSettings taobao = settings.get("taobao");
              assertThat(taobao.require("app-key")).isEqualTo("1");
              assertThat(taobao.requireSecret("app-secret").reveal()).isEqualTo("hidden");
              assertThat(taobao.require("request-ttl")).isEqualTo("60");
              assertThat(taobao.require("signature-window")).isEqualTo("7200");
              assertThat(taobao.require("call-timeout")).isEqualTo("2.5");
              assertThat(taobao.unrecognized()).isEmpty();
              assertThat(settings.get("other").requireSecret("api-token").reveal()).isEqualTo("t");
            }));
  }

  @Test
  void cluster_sharesTheWorkThroughTheDatabase() {
    contexts
        .withPropertyValues("autopurchase.cluster.enabled=true", "autopurchase.cluster.node-name=node-1")
        .run(
            Contexts.started(
                context -> {
                  AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
                  Contexts.signIn(autoPurchase);
                  assertThat(Contexts.rested(autoPurchase, autoPurchase.book(Contexts.plan("C-1"))).succeeded()).isTrue();
                  assertThat(context.getBean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM autopurchase_scheduled_task", Integer.class)).isPositive();
                }));
  }

  @Test
  void starterForAnotherBoot_namesTheRightOne() {
    assertThat(refusal(4, "3.5.16")).hasMessageContaining("is for Spring Boot 4, and this is Spring Boot 3.5.16");
    assertThat(refusal(4, "3.5.16").action()).contains("io.autopurchase:autopurchase-spring-boot-3-starter");
    assertThat(refusal(3, "4.1.2").action()).contains("io.autopurchase:autopurchase-spring-boot-4-starter");
    assertThat(refusal(4, "5.0.0").action()).contains("no starter for this version");
    StarterVerifier.of(3, "3.5.16").postProcessBeanFactory(new DefaultListableBeanFactory());
  }

  private static PropertyException refusal(int generation, String version) {
    return (PropertyException)
        catchThrowable(
            () -> StarterVerifier.of(generation, version).postProcessBeanFactory(new DefaultListableBeanFactory()));
  }

  private static FailureAnalysis analysis(Throwable failure) {
    assertThat(failure).as("the context starts").isNotNull();
    FailureAnalysis analysis = new PropertyFailureAnalyzer().analyze(failure);
    if (analysis == null) {
      throw new AssertionError("no analysis", failure);
    }
    return analysis;
  }
}
