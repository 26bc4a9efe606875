/** A command line for the people who run a shop's purchasing. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.operator;

import javax.annotation.ParametersAreNonnullByDefault;
