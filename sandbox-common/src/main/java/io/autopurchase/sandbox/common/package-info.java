/**
 * What the sandboxes share because it has nothing to do with one marketplace: HTTP with answers that break on purpose, faults by rule,
 * settings by name, the sending of webhooks, pieces of pages. What a marketplace says and does is in its own module, and so is the code
 * that judges a request. Nothing here is shared with a client.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.sandbox.common;

import javax.annotation.ParametersAreNonnullByDefault;
