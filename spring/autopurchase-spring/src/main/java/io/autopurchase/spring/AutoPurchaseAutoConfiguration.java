package io.autopurchase.spring;

import io.autopurchase.AutoPurchase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Makes an engine for each shop, unless the host has an {@link AutoPurchase} bean of its own, or {@code autopurchase.enabled} is false. The
 * starters import it; the names of both generations of Spring Boot order it.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@ConditionalOnProperty(prefix = "autopurchase", name = "enabled", matchIfMissing = true)
@ConditionalOnMissingBean(AutoPurchase.class)
@EnableConfigurationProperties(AutoPurchaseProperties.class)
@Import(ShopRegistrar.class)
public class AutoPurchaseAutoConfiguration {
  /** For Spring. */
  public AutoPurchaseAutoConfiguration() {}
}
