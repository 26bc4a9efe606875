package io.autopurchase.examples.shop;

import io.autopurchase.web.spi.Access;
import io.autopurchase.web.spi.ConsoleUser;
import jakarta.servlet.DispatcherType;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may do what. The passwords are for this example alone, which listens on this machine only. */
@Configuration(proxyBeanMethods = false)
class Security {
  private static final String OPERATOR = "OPERATOR";
  private static final String VIEWER = "VIEWER";

  @Bean
  SecurityFilterChain filters(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/login", "/shop.css", "/favicon.ico")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/orders"))
        .logout(logout -> logout.logoutSuccessUrl("/login"))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy ->
                            policy.policyDirectives(
                                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
        .build();
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("operator").password("{noop}operator").roles(OPERATOR).build(),
        User.withUsername("viewer").password("{noop}viewer").roles(VIEWER).build());
  }

  /** What the console asks with each request. */
  @Bean
  Access staff() {
    return (request, shop) ->
        Optional.ofNullable(request.getUserPrincipal())
            .map(user -> request.isUserInRole(OPERATOR) ? ConsoleUser.operator(user.getName()) : ConsoleUser.viewer(user.getName()));
  }
}
