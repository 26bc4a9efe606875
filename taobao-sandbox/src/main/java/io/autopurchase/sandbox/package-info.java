/**
 * A marketplace for tests and for trying things out: the wire of the Taobao Global gateway, real
 * HTTP, no network beyond loopback, with faults that can be scripted.
 *
 * <p>Start with {@link io.autopurchase.sandbox.TaobaoSandbox}. Nothing here shares code with a
 * client of the marketplace, so that a misreading of the protocol shows instead of cancelling out.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.sandbox;

import javax.annotation.ParametersAreNonnullByDefault;
