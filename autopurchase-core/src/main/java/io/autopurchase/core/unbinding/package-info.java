/**
 * Unbindings: lines are set free, after what they are linked to is cancelled.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.unbinding;

import javax.annotation.ParametersAreNonnullByDefault;
