package io.autopurchase.benchmarks.harness;

import java.util.Map;
import javax.sql.DataSource;

/** Where the contenders of a benchmark keep their data. */
public interface Place extends AutoCloseable {
  /** Such as {@code PostgreSQL}. */
  String name();

  /** What it is, and how it is set, for the report. */
  Map<String, String> settings();

  /** An empty database on it, for one run. */
  Room room();

  @Override
  void close();

  /** The database of one run. */
  interface Room extends AutoCloseable {
    /**
     * A pool, closed with the room.
     *
     * @param connections all of which are opened now
     */
    DataSource pool(int connections);

    /** For JDBC, also from other processes. */
    String url();

    String user();

    /** Begins to meter what is done from now on. */
    Meter meter();

    @Override
    void close();
  }

  /** From its making on. */
  interface Meter {
    /**
     * Ends the metering.
     *
     * @param unit what is counted
     * @param units how many of it were done
     */
    Figures perUnit(String unit, long units);
  }
}
