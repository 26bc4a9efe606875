/**
 * A marketplace for tests and for trying things out: the wire of 1688's open platform for buyers, real HTTP, no network beyond loopback,
 * with faults that can be scripted and a setting for what is not known of the real one.
 *
 * <p>Start with {@link io.autopurchase.sandbox.alibaba1688.Alibaba1688Sandbox}. Nothing here shares code with a client of the
 * marketplace, so that a misreading of the protocol shows instead of cancelling out.
 */
@ParametersAreNonnullByDefault
package io.autopurchase.sandbox.alibaba1688;

import javax.annotation.ParametersAreNonnullByDefault;
