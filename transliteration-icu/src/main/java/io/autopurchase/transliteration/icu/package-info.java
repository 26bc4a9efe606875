/** Transliteration of names by ICU. */
@ParametersAreNonnullByDefault
package io.autopurchase.transliteration.icu;

import javax.annotation.ParametersAreNonnullByDefault;
