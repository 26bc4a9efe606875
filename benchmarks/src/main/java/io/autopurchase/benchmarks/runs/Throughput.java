package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contender.Subject;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.Work;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Counting;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Runs a load to its end in an empty database, in one of two ways. */
final class Throughput {
  /** How activities come. */
  enum Arrival {
    /** All are accepted before the start: what is measured is that they are run. */
    IN_ADVANCE,
    /** As many callers as activities are in flight: each has one accepted, waits for its end, and has the next one accepted. */
    ONE_AFTER_ANOTHER,
    /** Nothing is run: as many callers as activities are in flight have them accepted. */
    ACCEPTED_ONLY
  }

  private final Place place;

  Throughput(Place place) {
    this.place = place;
  }

  /**
   * @param unit what is counted: a step, or an activity
   */
  Case.Run of(Contender contender, Load load, Arrival arrival, String unit) {
    return counts -> once(contender, load, arrival, unit, counts);
  }

  private Figures once(Contender contender, Load load, Arrival arrival, String unit, boolean counts) throws Exception {
    Work work = new Work(load);
    Counting counting = new Counting();
    try (Place.Room room = place.room()) {
      DataSource pool = room.pool(load.connections());
      DataSource used = counts ? pool : counting.wrap(pool);
      try (Subject subject = contender.open(used, load, work)) {
        if (arrival == Arrival.IN_ADVANCE) {
          subject.submitAll(load.activities());
        } else if (arrival == Arrival.ONE_AFTER_ANOTHER) {
          subject.start();
        }
        counting.reset();
        Place.Meter meter = room.meter();
        if (arrival == Arrival.IN_ADVANCE) {
          subject.start();
          work.awaitAll();
        } else {
          callers(load, activity -> {
            subject.submit(activity);
            if (arrival == Arrival.ONE_AFTER_ANOTHER) {
              work.awaitEnd(activity);
            }
          });
        }
        long units = unit.equals("activity") || unit.equals("call") || unit.equals("booking") ? load.activities() : (long) load.activities() * load.steps();
        Figures figures = meter.perUnit(unit, units);
        if (arrival != Arrival.ACCEPTED_ONLY) {
          work.verify();
        }
        return counts ? figures : figures.putAll(counting.perUnit(unit, units));
      }
    }
  }

  private interface Call {
    void of(int activity) throws Exception;
  }

  private static void callers(Load load, Call call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(load.inFlight());
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < load.inFlight(); i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int activity = next.getAndIncrement(); activity < load.activities(); activity = next.getAndIncrement()) {
                    call.of(activity);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
