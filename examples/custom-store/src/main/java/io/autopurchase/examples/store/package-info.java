/** A complete store on an embedded key-value engine; {@code docs/implementing-a-store.md} walks through it. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.store;

import javax.annotation.ParametersAreNonnullByDefault;
