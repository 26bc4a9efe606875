/** The Taobao provider against everything that the sandbox can do to an answer. */
@ParametersAreNonnullByDefault
package io.autopurchase.integration.wire;

import javax.annotation.ParametersAreNonnullByDefault;
