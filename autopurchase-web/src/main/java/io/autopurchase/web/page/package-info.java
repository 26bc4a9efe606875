/** The pages, and what their forms do. */
@NullMarked
package io.autopurchase.web.page;

import org.jspecify.annotations.NullMarked;
