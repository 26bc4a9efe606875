/**
 * What was bought for which line of a host's order, and the links between those lines and the provider's orders.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.purchase;

import javax.annotation.ParametersAreNonnullByDefault;
