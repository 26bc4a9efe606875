package io.autopurchase.spring;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The Actuator endpoint {@code autopurchase}: activities by state, sessions, and what needs attention. It only reads. */
@Endpoint(id = "autopurchase")
public class AutoPurchaseEndpoint {
  private final ShopStatus status;

  AutoPurchaseEndpoint(ShopStatus status) {
    this.status = status;
  }

  /**
   * A summary of each shop, by its qualifier.
   *
   * @throws io.autopurchase.StoreException if a store cannot be read now
   */
  @ReadOperation
  public Map<String, Object> summary() {
    return status.summary();
  }
}
