/**
 * The rules that the guarantees rest on.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.safety;

import javax.annotation.ParametersAreNonnullByDefault;
