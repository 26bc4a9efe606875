/** Writes HTML that is escaped by the types of its parts. */
@NullMarked
package io.autopurchase.web.html;

import org.jspecify.annotations.NullMarked;
