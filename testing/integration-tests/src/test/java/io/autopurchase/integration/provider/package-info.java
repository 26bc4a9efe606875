/** Providers beside each other, and what the kit says of them. */
@ParametersAreNonnullByDefault
package io.autopurchase.integration.provider;

import javax.annotation.ParametersAreNonnullByDefault;
