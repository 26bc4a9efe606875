/** The JSON form of what autopurchase shows. */
@NullMarked
package io.autopurchase.json;

import org.jspecify.annotations.NullMarked;
