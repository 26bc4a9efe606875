/** One short main: an order booked at a marketplace, end to end. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.quickstart;

import javax.annotation.ParametersAreNonnullByDefault;
