package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contender.Subject;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.Work;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Counting;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Place;
import javax.sql.DataSource;

/** Runs a load to its end in an empty database, in one of two ways. */
final class Throughput {
  /** How activities come. */
  enum Arrival {
    /** All are accepted before the start: what is measured is that they are run. */
    IN_ADVANCE,
    /** As many callers as activities are in flight: each has one accepted, waits for its end, and has the next one accepted. */
    ONE_AFTER_ANOTHER
  }

  private final Place place;

  Throughput(Place place) {
    this.place = place;
  }

  /**
   * @param unit what one of the units is called
   * @param units how many are done: steps, or activities
   */
  Case.Run of(Contender contender, Load load, Arrival arrival, String unit, long units) {
    return counts -> once(contender, load, arrival, unit, units, counts);
  }

  private Figures once(Contender contender, Load load, Arrival arrival, String unit, long units, boolean counts) throws Exception {
    Work work = new Work(load);
    Counting counting = new Counting();
    try (Place.Room room = place.room()) {
      DataSource pool = room.pool(load.connections());
      DataSource used = counts ? pool : counting.wrap(pool);
      try (Subject subject = contender.open(used, load, work)) {
        if (arrival == Arrival.IN_ADVANCE) {
          subject.submitAll(load.activities());
        } else {
          subject.start();
        }
        counting.reset();
        Place.Meter meter = room.meter();
        if (arrival == Arrival.IN_ADVANCE) {
          subject.start();
          work.awaitAll();
        } else {
          Callers.call(
              load.inFlight(),
              load.activities(),
              activity -> {
                subject.submit(activity);
                work.awaitEnd(activity);
              });
        }
        Figures figures = meter.perUnit(unit, units);
        work.verify();
        return counts ? figures : figures.putAll(counting.perUnit(unit, units));
      }
    }
  }
}
