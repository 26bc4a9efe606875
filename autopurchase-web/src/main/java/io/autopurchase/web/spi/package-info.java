/** What a host tells the console: who its users are, and what its orders look like. */
@NullMarked
package io.autopurchase.web.spi;

import org.jspecify.annotations.NullMarked;
