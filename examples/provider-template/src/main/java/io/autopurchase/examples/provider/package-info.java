/** The parrot market as a goods provider. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.provider;

import javax.annotation.ParametersAreNonnullByDefault;
