package io.autopurchase.examples.micronaut;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.web.AutoPurchaseServlet;
import io.autopurchase.web.WebConsole;
import io.autopurchase.web.spi.ConsoleUser;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.servlet.api.annotation.ServletBean;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/** The engine as a bean, which starts and stops with the application, and the console as a servlet for the users of its own login. */
@Factory
public class MicronautShop {
  @Context
  @Bean(preDestroy = "close")
  AutoPurchase autoPurchase(
      @Named("autopurchase") DataSource database,
      @Property(name = "autopurchase.keys") Path keys,
      @Property(name = "taobao.app-key") String appKey,
      @Property(name = "taobao.app-secret") String appSecret,
      @Property(name = "taobao.callback") String callback) {
    ProviderSettings taobao =
        ProviderSettings.builder().set("app-key", appKey).secret("app-secret", Secret.of(appSecret)).set("callback", callback).build();
    return AutoPurchase.builder()
        .store(JdbcActivityStore.create(database)).secrets(KeyRing.open(keys)).providerSettings("taobao", taobao).build().start();
  }

  @Singleton
  @ServletBean(name = "autopurchase", urlPatterns = "/autopurchase/*", asyncSupported = true)
  AutoPurchaseServlet console(AutoPurchase autoPurchase) {
    return new AutoPurchaseServlet(WebConsole.builder(autoPurchase).access((request, shop) -> Optional.ofNullable(request.getUserPrincipal())
        .map(user -> request.isUserInRole("BUYER") ? ConsoleUser.operator(user.getName()) : ConsoleUser.viewer(user.getName()))).build());
  }
}
