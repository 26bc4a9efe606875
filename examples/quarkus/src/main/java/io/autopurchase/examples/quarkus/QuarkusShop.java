package io.autopurchase.examples.quarkus;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The engine as a bean, which starts and stops with the application. */
@ApplicationScoped
public class QuarkusShop {
  @Produces
  @Singleton
  AutoPurchase autoPurchase(
      @DataSource("autopurchase") javax.sql.DataSource database,
      @ConfigProperty(name = "autopurchase.keys") Path keys,
      @ConfigProperty(name = "taobao.app-key") String appKey,
      @ConfigProperty(name = "taobao.app-secret") String appSecret,
      @ConfigProperty(name = "taobao.callback") String callback) {
    ProviderSettings taobao =
        ProviderSettings.builder().set("app-key", appKey).secret("app-secret", Secret.of(appSecret)).set("callback", callback).build();
    return AutoPurchase.builder()
        .store(JdbcActivityStore.create(database)).secrets(KeyRing.open(keys)).providerSettings("taobao", taobao).build();
  }

  void start(@Observes StartupEvent event, AutoPurchase autoPurchase) {
    autoPurchase.start();
  }

  void stop(@Disposes AutoPurchase autoPurchase) {
    autoPurchase.close();
  }
}
