/** {@link io.autopurchase.store.jdbc.JdbcActivityStore} is all there is to it. */
@ParametersAreNonnullByDefault
package io.autopurchase.store.jdbc;

import javax.annotation.ParametersAreNonnullByDefault;
