package io.autopurchase.spring;

import io.autopurchase.spi.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators see of the engines: the endpoint, meters, and what the starters' health indicators report. */
@AutoConfiguration(
    after = AutoPurchaseAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnBean(ShopEngine.class)
public class ActuatorAutoConfiguration {
  /** For Spring. */
  public ActuatorAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  ShopStatus autoPurchaseStatus(ObjectProvider<ShopEngine> shops, AutoPurchaseProperties properties) {
    return new ShopStatus(shops.orderedStream().toList(), properties.getHealth().getAttentionStatus());
  }

  /** The endpoint, where Actuator is there and exposes it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = {"org.springframework.boot.actuate.endpoint.annotation.Endpoint", "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint"})
  static class EndpointConfiguration {
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(endpoint = AutoPurchaseEndpoint.class)
    AutoPurchaseEndpoint autoPurchaseEndpoint(ShopStatus status) {
      return new AutoPurchaseEndpoint(status);
    }
  }

  /** Meters, where there is a registry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(type = "io.micrometer.core.instrument.MeterRegistry")
  @ConditionalOnProperty(prefix = "autopurchase.metrics", name = "enabled", matchIfMissing = true)
  static class MetersConfiguration {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Bean
    @ConditionalOnMissingBean
    EngineMeters autoPurchaseMeters(MeterRegistry registry, AutoPurchaseProperties properties, ObjectProvider<TimeSource> time) {
      Duration interval = properties.getMetrics().getInterval();
      if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
        throw new PropertyException("autopurchase.metrics.interval", "must be between 1 second and 1 day, and is " + interval, "Write autopurchase.metrics.interval=15s.", null);
      }
      return new EngineMeters(registry, interval, time.getIfUnique(TimeSource::system));
    }
  }
}
