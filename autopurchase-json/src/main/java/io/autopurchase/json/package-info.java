/** The JSON form of what autopurchase shows. */
@ParametersAreNonnullByDefault
package io.autopurchase.json;

import javax.annotation.ParametersAreNonnullByDefault;
