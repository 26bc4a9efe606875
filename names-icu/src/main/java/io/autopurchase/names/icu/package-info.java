/** Transliteration of names by ICU. */
@ParametersAreNonnullByDefault
package io.autopurchase.names.icu;

import javax.annotation.ParametersAreNonnullByDefault;
