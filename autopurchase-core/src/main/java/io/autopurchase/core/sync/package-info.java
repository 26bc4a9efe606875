/**
 * Synchronizations: what orders show is read when it is due, after webhooks and as time goes by.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.sync;

import javax.annotation.ParametersAreNonnullByDefault;
