package io.autopurchase.core;

import io.autopurchase.AutoPurchase;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.SecretCipher;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import javax.sql.DataSource;

/** An engine that shares a database with others, and may be held at the fault points within it. */
public final class EngineNode {
  private EngineNode() {}

  /**
   * @param hold called at each fault point, by its name
   */
  public static AutoPurchase open(
      TaobaoSandbox sandbox, DataSource database, ActivityDispatcher dispatcher, SecretCipher keys, FaultHook hold) {
    EngineOptions options =
        EngineOptions.builder()
            .store(JdbcActivityStore.create(database))
            .allowPlacingOnVolatileStore(true)
            .dispatcher(dispatcher)
            .secrets(keys)
            .providerSettings(
                "taobao",
                ProviderSettings.builder()
                    .set("gateway", sandbox.restUrl().toString())
                    .set("app-key", "123456")
                    .secret("app-secret", Secret.of("helloworld"))
                    .set("callback", "http://localhost/callback")
                    .set("request-ttl", "5")
                    .set("visibility-lag", "3")
                    .build())
            .build();
    return CoreEngineFactory.start(options, Environment.PRODUCTION.with(hold::at));
  }

  /** Sees where in the engine a thread has arrived. */
  public interface FaultHook {
    void at(String place);
  }
}
