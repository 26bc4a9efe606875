/**
 * Bookings: plans, and the placing of orders, each once.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.booking;

import javax.annotation.ParametersAreNonnullByDefault;
