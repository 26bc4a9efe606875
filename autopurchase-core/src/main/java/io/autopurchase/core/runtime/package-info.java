/**
 * What the engine is handed, and what a simulation puts in place of it: the clock, background threads, places where faults
 * happen.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.runtime;

import javax.annotation.ParametersAreNonnullByDefault;
