/** Tells open pages what has changed. */
@NullMarked
package io.autopurchase.web.live;

import org.jspecify.annotations.NullMarked;
