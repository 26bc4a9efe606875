package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.ConfigurationException;
import io.autopurchase.KeyRing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The library on the database of the settings. */
final class JdbcEngines implements Engines {
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
              .replaceLostKeys(settings.get("secrets.replace-lost-keys", "false").equals("true"))
              .workers(workers)
              .synchronizeEvery(synchronizeEvery);
      settings.providers().forEach(id -> builder.providerSettings(id, settings.provider(id)));
      if (settings.find("retention").isPresent()) {
        builder.retention(settings.time("retention", Duration.ZERO));
      }
      settings.find("placement-limit").ifPresent(text -> PlacementLimits.set(builder, text));
      builder.allowSharedAccounts(settings.get("allow-shared-accounts", "false").equals("true"));
      settings.find("spend-cap").ifPresent(text -> builder.spendCap(Amounts.parse("spend-cap", text)));
      payment.ifPresent(limits -> builder.allowPayment(limits.perOrder(), limits.perActivity()));
      OpenEngine engine = new OpenEngine(builder.build().start(), store.resources());
      if (workers > 0) {
        openProviders(engine, settings);
      }
      return engine;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Opens the providers, by a webhook without content, so that wrong settings are reported before workers start. Workers without a
   * provider would only park what they take up.
   */
  private static void openProviders(OpenEngine engine, Settings settings) {
    for (String provider : settings.providers()) {
      try {
        engine.autoPurchase().handleWebhook(provider, Map.of(), new byte[0]);
      } catch (ConfigurationException e) {
        engine.close();
        throw OperatorException.ofSetting(provider, e);
      } catch (RuntimeException e) {
        engine.close();
        throw e;
      }
    }
  }
}
