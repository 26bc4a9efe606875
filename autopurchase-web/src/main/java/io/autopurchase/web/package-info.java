/** The console for staff. Start at {@link io.autopurchase.web.WebConsole}. */
@NullMarked
package io.autopurchase.web;

import org.jspecify.annotations.NullMarked;
