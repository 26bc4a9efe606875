/** What the starter for Spring Boot 3 adds to {@code io.autopurchase.spring}: the health indicator, and a check that it is the right starter. */
@NullMarked
package io.autopurchase.spring.boot3;

import org.jspecify.annotations.NullMarked;
