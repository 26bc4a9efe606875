/** For tests of hosts: put {@link io.autopurchase.spring.test.AutoConfigureAutoPurchase} on a test with {@code @SpringBootTest}. */
@NullMarked
package io.autopurchase.spring.test;

import org.jspecify.annotations.NullMarked;
