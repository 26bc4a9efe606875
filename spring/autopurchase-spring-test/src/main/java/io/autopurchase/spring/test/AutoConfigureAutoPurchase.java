package io.autopurchase.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives a test of a host an engine that the test drives:
 *
 * <ul>
 *   <li>nothing runs in the background: {@code autoPurchase.activities().advance(id)} runs an activity on the test's thread;
 *   <li>the tables are in the test's {@code DataSource}, or in memory if it has none;
 *   <li>time is an {@link io.autopurchase.testkit.ManualTime} bean, which moves when the test says so;
 *   <li>if {@code autopurchase-provider-taobao} is there, a {@link io.autopurchase.sandbox.TaobaoSandbox} bean is the marketplace, with the
 *       account {@value TestMarketplace#BUYER}. {@link TestMarketplace#signIn} authorizes a session for it.
 * </ul>
 *
 * <p>These are defaults of the lowest precedence: a test or its {@code application.properties} may say otherwise, for example {@code
 * autopurchase.run=true} for an engine that runs by itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration(TestEngineAutoConfiguration.class)
public @interface AutoConfigureAutoPurchase {}
