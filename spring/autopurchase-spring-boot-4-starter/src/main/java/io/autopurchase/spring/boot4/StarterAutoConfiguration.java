package io.autopurchase.spring.boot4;

import io.autopurchase.spring.StarterVerifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Refuses to start on another generation of Spring Boot than the starter is for, and names the right starter. */
@AutoConfiguration
public class StarterAutoConfiguration {
  /** For Spring. */
  public StarterAutoConfiguration() {}

  @Bean
  static BeanFactoryPostProcessor autoPurchaseStarterVerifier() {
    return StarterVerifier.of(4);
  }
}
