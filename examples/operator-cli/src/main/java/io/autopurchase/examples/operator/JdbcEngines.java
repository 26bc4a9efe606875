package io.autopurchase.examples.operator;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.core.KeyRing;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The library on the database of the settings. */
final class JdbcEngines implements Engines {
  private static final String PROVIDER = "taobao";

  @Override
  public OpenEngine open(Settings settings, int workers, Duration synchronizeEvery) {
    Path keys = Path.of(settings.get("secrets.keyset", Settings.DEFAULT_KEYSET));
    makeParent(keys);
    Optional<PaymentSettings> payment = PaymentSettings.of(settings);
    HikariDataSource pool = pool(settings, workers);
    try {
      AutoPurchaseBuilder builder =
          AutoPurchase.builder()
              .store(JdbcActivityStore.create(pool))
              .secrets(KeyRing.open(keys))
              .providerSettings(PROVIDER, settings.provider(PROVIDER))
              .replaceLostKeys(settings.get("secrets.replace-lost-keys", "false").equals("true"))
              .workers(workers)
              .synchronizeEvery(synchronizeEvery);
      settings.find("spend-cap").ifPresent(text -> builder.spendCap(Amounts.parse("spend-cap", text)));
      payment.ifPresent(limits -> builder.allowPayment(limits.perOrder(), limits.perActivity()));
      OpenEngine engine = new OpenEngine(builder.build(), pool::close);
      if (workers > 0) {
        openProvider(engine);
      }
      return engine;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * A message of nobody opens the provider. Workers without one would only park what they take up; so what is wrong with its
   * settings is told of before.
   */
  private static void openProvider(OpenEngine engine) {
    try {
      engine.autoPurchase().handleMessage(PROVIDER, Map.of(), new byte[0]);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static HikariDataSource pool(Settings settings, int workers) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("autopurchase");
    config.setJdbcUrl(settings.get("store.url", Settings.DEFAULT_STORE));
    settings.find("store.user").ifPresent(config::setUsername);
    settings.secret("store.password").ifPresent(password -> config.setPassword(password.reveal()));
    config.setMaximumPoolSize(workers + 3);
    config.setMinimumIdle(0);
    // With H2 another process may have been killed as its server: some seconds pass until one of those that are left is one.
    config.setConnectionTimeout(config.getJdbcUrl().startsWith("jdbc:h2:") ? 20_000 : 5_000);
    // The first connection may come late as any other: then the store tells of it.
    config.setInitializationFailTimeout(-1);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw OperatorException.invalid(
          "store.url", "DATABASE", "no driver takes this URL; there are those of H2, PostgreSQL and MariaDB");
    }
  }

  private static void makeParent(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw OperatorException.invalid("secrets.keyset", "FILE", "cannot make the folder of " + file + ": " + Inputs.reason(e));
    }
  }
}
