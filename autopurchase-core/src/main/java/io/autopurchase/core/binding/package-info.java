/**
 * Bindings: lines are linked to an order that was placed by hand.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.binding;

import javax.annotation.ParametersAreNonnullByDefault;
