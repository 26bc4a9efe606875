package io.autopurchase.core.activity;

import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.ProviderRegistry;
import io.autopurchase.engine.PriceVarianceLevels;
import javax.annotation.concurrent.ThreadSafe;

/** What the activities of a node share. Thread-safe. */
@ThreadSafe
public final class ActivityServices {
  final RecordStore recordStore;
  final DefaultSessions sessions;
  public final ProviderRegistry providers;
  public final Readings readings;
  public final NodeHealth health;
  final Retention retention;
  public final PriceVarianceLevels priceVarianceLevels;

  public ActivityServices(
      RecordStore recordStore,
      DefaultSessions sessions,
      ProviderRegistry providers,
      Retention retention,
      PriceVarianceLevels priceVarianceLevels) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.providers = providers;
    this.retention = retention;
    this.priceVarianceLevels = priceVarianceLevels;
    readings = new Readings(recordStore.time, recordStore.safety);
    health = new NodeHealth(recordStore.time);
  }
}
