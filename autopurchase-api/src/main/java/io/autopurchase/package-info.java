/**
 * What a shop calls. Start at {@link AutoPurchase}.
 *
 * <p>Values are immutable and thread-safe; builders are mutable and belong to one thread. No parameter and no result is
 * null unless it says so.
 */
@NullMarked
package io.autopurchase;

import org.jspecify.annotations.NullMarked;
