/** Tables of regions, for addresses that a marketplace wants in words. */
@ParametersAreNonnullByDefault
package io.autopurchase.provider.region;

import javax.annotation.ParametersAreNonnullByDefault;
