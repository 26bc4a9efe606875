package io.autopurchase.spring;

import io.autopurchase.AutoPurchase;
import io.autopurchase.web.PurchasePanel;
import io.autopurchase.web.WebConsole;
import io.autopurchase.web.spi.Access;
import io.autopurchase.web.spi.FormToken;
import io.autopurchase.web.spi.OrderSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Mounts the console for staff at {@code autopurchase.web.path}, if the host has {@code autopurchase-web} among its dependencies and a bean of
 * {@link Access}, which says who its users are. Beans of {@link OrderSource} and {@link FormToken} are used; with Spring Security on the class
 * path, forms carry its token.
 */
@AutoConfiguration(after = AutoPurchaseAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({WebConsole.class, HttpServlet.class, ServletRegistrationBean.class})
@ConditionalOnBean(value = {Access.class, ShopEngine.class})
@ConditionalOnProperty(prefix = "autopurchase.web", name = "enabled", matchIfMissing = true)
public class ConsoleAutoConfiguration {
  private static final String TOKEN_OF_SPRING_SECURITY = "org.springframework.security.web.csrf.CsrfToken";

  /** For Spring. */
  public ConsoleAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  ConsoleServlet autoPurchaseConsoleServlet(
      ConfigurableListableBeanFactory beans, Environment environment, ObjectProvider<ShopEngine> engines, Access access, ObjectProvider<FormToken> formToken) {
    Shops shops = Shops.of(environment);
    return new ConsoleServlet(() -> console(beans, shops, engines, access, formToken.getIfAvailable(() -> token(beans))));
  }

  private static WebConsole console(
      ConfigurableListableBeanFactory beans, Shops shops, ObjectProvider<ShopEngine> engines, Access access, FormToken formToken) {
    Map<String, AutoPurchase> all = new LinkedHashMap<>();
    engines.stream().forEach(engine -> all.put(engine.name(), engine.autoPurchase()));
    WebConsole.Builder builder = shops.areNamed() ? WebConsole.builder(inOrder(all, shops)) : WebConsole.builder(all.values().iterator().next());
    for (String name : shops.names()) {
      new ShopBeans(beans, shops.names(), name)
          .only(OrderSource.class)
          .ifPresent(orders -> {
            if (shops.areNamed()) {
              builder.orders(name, orders);
            } else {
              builder.orders(orders);
            }
          });
    }
    if (shops.common().getWeb().isAllowPayment()) {
      builder.allowPayment();
    }
    String provider = shops.common().getWeb().getDefaultProvider();
    if (provider != null) {
      builder.defaultProvider(provider);
    }
    String home = shops.common().getWeb().getHomeLink();
    if (home != null) {
      builder.homeLink(home);
    }
    return builder.access(access).formToken(formToken).build();
  }

  private static Map<String, AutoPurchase> inOrder(Map<String, AutoPurchase> all, Shops shops) {
    Map<String, AutoPurchase> ordered = new LinkedHashMap<>();
    shops.names().forEach(name -> ordered.put(name, all.get(name)));
    return ordered;
  }

  private static FormToken token(ConfigurableListableBeanFactory beans) {
    return ClassUtils.isPresent(TOKEN_OF_SPRING_SECURITY, beans.getBeanClassLoader()) ? new SecurityFormToken() : FormToken.none();
  }

  @Bean
  @ConditionalOnMissingBean(name = "autoPurchaseConsole")
  ServletRegistrationBean<ConsoleServlet> autoPurchaseConsole(ConsoleServlet servlet, AutoPurchaseProperties properties) {
    ServletRegistrationBean<ConsoleServlet> registration = new ServletRegistrationBean<>(servlet, path(properties) + "/*");
    registration.setName("autopurchase");
    registration.setAsyncSupported(true);
    return registration;
  }

  /** The panel of an order, for a page of the host's. It outlives a restart of the context: it asks the engine of the moment. */
  @Bean
  @ConditionalOnMissingBean
  PurchasePanel autoPurchasePanel(ConsoleServlet servlet, AutoPurchaseProperties properties, ServletContext context) {
    return servlet.console().panel(context.getContextPath() + path(properties) + "/");
  }

  private static String path(AutoPurchaseProperties properties) {
    String path = properties.getWeb().getPath();
    if (!path.startsWith("/") || path.endsWith("/") || path.contains("*")) {
      throw new PropertyException("autopurchase.web.path", "must begin with a slash and end without one, and is '" + path + "'", "Write autopurchase.web.path=/autopurchase.", null);
    }
    return path;
  }
}
