package io.autopurchase.core.session;

import java.time.Instant;

/**
 * Notes that a session can be used again.
 *
 * @param since when it became so
 */
record SessionWake(Instant since) {}
