package io.autopurchase.core;

import io.autopurchase.engine.PriceVarianceLevels;

/** What the activities of a node share. Thread-safe. */
final class ActivityServices {
  final RecordStore kernel;
  final DefaultSessions sessions;
  final ProviderRegistry providers;
  final Readings readings;
  final NodeHealth health;
  final Retention retention;
  final PriceVarianceLevels priceVarianceLevels;

  ActivityServices(
      RecordStore kernel,
      DefaultSessions sessions,
      ProviderRegistry providers,
      Retention retention,
      PriceVarianceLevels priceVarianceLevels) {
    this.kernel = kernel;
    this.sessions = sessions;
    this.providers = providers;
    this.retention = retention;
    this.priceVarianceLevels = priceVarianceLevels;
    readings = new Readings(kernel.time, kernel.holds(Rule.FRESH_READINGS));
    health = new NodeHealth(kernel.time);
  }
}
