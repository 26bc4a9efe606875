/** A complete store for SQLite; {@code docs/implementing-a-store.md} walks through it. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.store;

import javax.annotation.ParametersAreNonnullByDefault;
