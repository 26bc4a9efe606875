/**
 * The real engine in a small world: some nodes, one store, one marketplace, a shop and its people, and everything that can
 * happen to them, on one thread, in virtual time, from one seed. The same seed gives the same history, event for event.
 *
 * <p>{@link io.autopurchase.simulation.Check} is the program to start.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.simulation;

import javax.annotation.ParametersAreNonnullByDefault;
