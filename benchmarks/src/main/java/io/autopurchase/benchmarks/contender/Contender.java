package io.autopurchase.benchmarks.contender;

import javax.sql.DataSource;

/** Who takes part in a benchmark: this library, another one, or the database alone. */
public interface Contender {
  /** With its version. */
  String name();

  /** What was set, for the report. */
  String settings();

  /**
   * Makes its tables in an empty database. Nothing runs yet.
   *
   * @param work what its activities do
   */
  Subject open(DataSource pool, Load load, Work work) throws Exception;

  /** One that is set up for a run. */
  interface Subject extends AutoCloseable {
    /**
     * Accepts an activity; it is durable when this returns. Before and after the start, by several threads.
     *
     * @param activity its number, from 0
     */
    void submit(int activity) throws Exception;

    /** Accepts the first so many, in the fastest way that is documented. Before the start. */
    default void submitAll(int activities) throws Exception {
      for (int i = 0; i < activities; i++) {
        submit(i);
      }
    }

    /** Runs what was accepted, and what is accepted from now on. */
    void start() throws Exception;

    @Override
    void close();
  }
}
