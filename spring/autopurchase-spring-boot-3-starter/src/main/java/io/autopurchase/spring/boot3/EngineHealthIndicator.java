package io.autopurchase.spring.boot3;

import io.autopurchase.spring.ShopStatus;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** The health of the engines: {@code DOWN} only if one is stopped or its database cannot be read. */
class EngineHealthIndicator extends AbstractHealthIndicator {
  private final ShopStatus status;

  EngineHealthIndicator(ShopStatus status) {
    super("the engines cannot be asked");
    this.status = status;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    ShopStatus.Report report = status.health();
    report.failure().ifPresent(builder::withException);
    builder.status(report.status()).withDetails(report.details());
  }
}
