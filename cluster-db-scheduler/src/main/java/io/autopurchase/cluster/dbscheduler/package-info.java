/** An {@link io.autopurchase.spi.ActivityDispatcher} on db-scheduler. */
@ParametersAreNonnullByDefault
package io.autopurchase.cluster.dbscheduler;

import javax.annotation.ParametersAreNonnullByDefault;
