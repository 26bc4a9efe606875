/**
 * Real processes that die: a shop's nodes over one database buy at the sandbox, are killed, stopped and cut off, and the
 * marketplace's ledger is compared with what the shop knows.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.integration.crash;

import javax.annotation.ParametersAreNonnullByDefault;
