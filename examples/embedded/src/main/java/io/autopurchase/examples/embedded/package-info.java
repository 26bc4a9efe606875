/** A shop that embeds the library. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.embedded;

import javax.annotation.ParametersAreNonnullByDefault;
