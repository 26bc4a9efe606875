/**
 * Payments: orders are paid, each once, within limits.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.payment;

import javax.annotation.ParametersAreNonnullByDefault;
