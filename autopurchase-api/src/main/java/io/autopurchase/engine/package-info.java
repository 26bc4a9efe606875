/** How a builder hands its options to the engine that it finds. For {@code autopurchase-core} alone; hosts need nothing of it. */
@ParametersAreNonnullByDefault
package io.autopurchase.engine;

import javax.annotation.ParametersAreNonnullByDefault;
