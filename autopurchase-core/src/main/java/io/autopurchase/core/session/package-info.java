/**
 * Sessions at providers: their tokens, what they may call when, the providers themselves, and the calls that a host waits for.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.session;

import javax.annotation.ParametersAreNonnullByDefault;
