/**
 * The engine as a bean of Spring Boot. A {@code DataSource} bean and properties below {@code autopurchase} make it; inject {@link
 * io.autopurchase.AutoPurchase}, and {@link io.autopurchase.spring.SpringBooking} to book within a transaction.
 */
@NullMarked
package io.autopurchase.spring;

import org.jspecify.annotations.NullMarked;
