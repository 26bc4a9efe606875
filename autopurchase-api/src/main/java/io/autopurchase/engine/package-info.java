/** How a builder hands its options to the engine that it finds. For {@code autopurchase-core} alone; hosts need nothing of it. */
@NullMarked
package io.autopurchase.engine;

import org.jspecify.annotations.NullMarked;
