/**
 * Durable execution: an activity is a record that is taken over, changed step by step, and put to rest. What its steps do is
 * its type's.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.core.activity;

import javax.annotation.ParametersAreNonnullByDefault;
