/**
 * Records, names and events in the store, each with a type: how they are read, written and committed. Knows of no one who uses
 * them.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.record;

import javax.annotation.ParametersAreNonnullByDefault;
