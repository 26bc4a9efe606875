package io.autopurchase.spring.test;

import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spring.ActivityStoreFactory;
import io.autopurchase.spring.AutoPurchaseAutoConfiguration;
import io.autopurchase.testkit.ManualTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.AnnotationMetadata;

/** What {@link AutoConfigureAutoPurchase} adds to the context of a test. */
@AutoConfiguration(
    before = AutoPurchaseAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@Import(TestEngineAutoConfiguration.Defaults.class)
public class TestEngineAutoConfiguration {
  private static final String DEFAULTS = "autopurchase of tests";

  /** For Spring. */
  public TestEngineAutoConfiguration() {}

  /** Adds properties of the lowest precedence before the shops are read. */
  static final class Defaults implements ImportBeanDefinitionRegistrar {
    private final Environment environment;

    Defaults(Environment environment) {
      this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
      Map<String, Object> defaults = new HashMap<>();
      defaults.put("autopurchase.run", "false");
      defaults.put("autopurchase.allow-placing-on-volatile-store", "true");
      ((ConfigurableEnvironment) environment).getPropertySources().addLast(new MapPropertySource(DEFAULTS, defaults));
    }
  }

  @Bean
  @ConditionalOnMissingBean
  ManualTime autoPurchaseTime() {
    return new ManualTime();
  }

  /** Stores that are kept while the context is, however often its engines are started. */
  @Bean
  @ConditionalOnMissingBean({DataSource.class, ActivityStoreFactory.class})
  ActivityStoreFactory autoPurchaseStores() {
    Map<String, ActivityStore> stores = new ConcurrentHashMap<>();
    return shop -> stores.computeIfAbsent(shop, id -> new InMemoryActivityStore());
  }

  /** The marketplace; the settings by which the engine reaches it are defaults of the lowest precedence, too. */
  @Bean(destroyMethod = "close")
  @Lazy(false)
  @ConditionalOnClass(name = "io.autopurchase.provider.taobao.TaobaoAdapter")
  @ConditionalOnMissingBean
  TaobaoSandbox autoPurchaseSandbox(ManualTime time, ConfigurableEnvironment environment) {
    TaobaoSandbox sandbox =
        TaobaoSandbox.builder()
            .app(TestMarketplace.APP_KEY, TestMarketplace.APP_SECRET, TestMarketplace.CALLBACK)
            .account(TestMarketplace.BUYER)
            .clock(time::now)
            .start();
    MapPropertySource defaults = (MapPropertySource) environment.getPropertySources().get(DEFAULTS);
    if (defaults == null) {
      throw new IllegalStateException("the defaults of tests were removed from the environment");
    }
    Map<String, Object> properties = defaults.getSource();
    String prefix = "autopurchase.providers.taobao.";
    properties.put(prefix + "gateway", sandbox.restUrl().toString());
    properties.put(prefix + "app-key", TestMarketplace.APP_KEY);
    properties.put(prefix + "app-secret", TestMarketplace.APP_SECRET);
    properties.put(prefix + "callback", TestMarketplace.CALLBACK);
    return sandbox;
  }
}
