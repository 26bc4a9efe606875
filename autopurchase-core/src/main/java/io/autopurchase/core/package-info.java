/**
 * The engine. Hosts meet {@link io.autopurchase.KeyRing} and {@link io.autopurchase.core.InMemoryActivityStore}; the
 * rest is reached through {@link io.autopurchase.AutoPurchase#builder()}.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core;

import javax.annotation.ParametersAreNonnullByDefault;
