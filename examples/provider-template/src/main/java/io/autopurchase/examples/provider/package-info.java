/** The example market as a goods provider. */
@ParametersAreNonnullByDefault
package io.autopurchase.examples.provider;

import javax.annotation.ParametersAreNonnullByDefault;
