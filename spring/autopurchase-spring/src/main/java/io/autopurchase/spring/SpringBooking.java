package io.autopurchase.spring;

import io.autopurchase.Activity;
import io.autopurchase.ReservationPlan;

/**
 * Books within the transaction of the host, if there is one: what {@code @Transactional} methods use instead of {@link
 * io.autopurchase.AutoPurchase#book(ReservationPlan)}. Inject it as {@code AutoPurchase}, with the same qualifier if there are several shops.
 * Thread-safe.
 */
public final class SpringBooking {
  private final ShopEngine shop;

  SpringBooking(ShopEngine shop) {
    this.shop = shop;
  }

  /**
   * Buys the lines of a plan in the background. If the calling thread has a transaction on the engine's {@code DataSource}, the activity is
   * committed or rolled back together with the host's own rows, on the same connection; it begins right after the commit. Otherwise it is
   * durable when this returns. As safe to repeat as {@link io.autopurchase.AutoPurchase#book(ReservationPlan)}.
   *
   * <p>The rows of the activity stay locked until the transaction ends: other bookings of the same lines wait. So it should end soon.
   *
   * @param plan what to buy
   * @return the activity, which exists once the transaction commits
   * @throws IllegalStateException if the thread's transaction is read-only, or is on another database than the engine's tables; nothing was
   *     stored
   * @throws io.autopurchase.ConflictException as {@link io.autopurchase.AutoPurchase#book(ReservationPlan, io.autopurchase.HostTransaction)}
   */
  public Activity book(ReservationPlan plan) {
    return shop.transactions().book(plan);
  }
}
