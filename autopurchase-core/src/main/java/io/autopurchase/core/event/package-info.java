/**
 * The outbox: delivers events to listeners, at least once, in order for each activity.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.event;

import javax.annotation.ParametersAreNonnullByDefault;
