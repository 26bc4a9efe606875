package io.autopurchase.spring.boot4;

import io.autopurchase.spring.ActuatorAutoConfiguration;
import io.autopurchase.spring.ShopStatus;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Adds {@code autopurchase} to the health of the application, where Actuator is there. */
@AutoConfiguration(after = ActuatorAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ShopStatus.class)
@ConditionalOnEnabledHealthIndicator("autopurchase")
public class HealthAutoConfiguration {
  /** For Spring. */
  public HealthAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "autopurchaseHealthIndicator")
  HealthIndicator autopurchaseHealthIndicator(ShopStatus status) {
    return new EngineHealthIndicator(status);
  }
}
