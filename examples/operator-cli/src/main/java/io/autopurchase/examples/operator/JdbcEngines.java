package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.KeyRing;
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
    OwnerOnly.makeFolder(keys.toAbsolutePath().getParent());
    Optional<PaymentSettings> payment = PaymentSettings.of(settings);
    Stores.OpenStore store = Stores.open(settings, workers);
    try {
      AutoPurchaseBuilder builder =
          AutoPurchase.builder()
              .store(store.store())
              .secrets(KeyRing.open(keys))
              .providerSettings(PROVIDER, settings.provider(PROVIDER))
              .replaceLostKeys(settings.get("secrets.replace-lost-keys", "false").equals("true"))
              .workers(workers)
              .synchronizeEvery(synchronizeEvery);
      if (settings.find("retention").isPresent()) {
        builder.retention(settings.time("retention", Duration.ZERO));
      }
      settings.find("placement-limit").ifPresent(text -> PlacementLimits.set(builder, text));
      builder.allowSharedAccounts(settings.get("allow-shared-accounts", "false").equals("true"));
      settings.find("spend-cap").ifPresent(text -> builder.spendCap(Amounts.parse("spend-cap", text)));
      payment.ifPresent(limits -> builder.allowPayment(limits.perOrder(), limits.perActivity()));
      OpenEngine engine = new OpenEngine(builder.build().start(), store.resources());
      if (workers > 0) {
        openProvider(engine);
      }
      return engine;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Opens the provider, by a webhook without content, so that wrong settings are reported before workers start. Workers without a
   * provider would only park what they take up.
   */
  private static void openProvider(OpenEngine engine) {
    try {
      engine.autoPurchase().handleWebhook(PROVIDER, Map.of(), new byte[0]);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

}
