/**
 * What providers over HTTP and JSON have in common: one request on the wire per call, answers within bounds, secrets in no text, the budget
 * of calls, and how long a signed request lives. Nothing here knows a marketplace.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.provider.http;

import javax.annotation.ParametersAreNonnullByDefault;
