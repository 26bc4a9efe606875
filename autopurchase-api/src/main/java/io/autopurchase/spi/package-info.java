/**
 * What others implement: {@link io.autopurchase.spi.ProviderAdapter} for a marketplace, {@link
 * io.autopurchase.spi.ActivityStore} for a database, {@link io.autopurchase.spi.ActivityDispatcher} for a scheduler.
 *
 * <p>Interfaces of this package grow by default methods only.
 */
@NullMarked
package io.autopurchase.spi;

import org.jspecify.annotations.NullMarked;
