/** {@link io.autopurchase.testdatabases.TestDatabase} is all there is to it. */
@ParametersAreNonnullByDefault
package io.autopurchase.testdatabases;

import javax.annotation.ParametersAreNonnullByDefault;
