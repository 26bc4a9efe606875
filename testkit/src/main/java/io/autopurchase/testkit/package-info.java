/** Contracts for those who implement the SPI, and a clock that stands still. */
@ParametersAreNonnullByDefault
package io.autopurchase.testkit;

import javax.annotation.ParametersAreNonnullByDefault;
