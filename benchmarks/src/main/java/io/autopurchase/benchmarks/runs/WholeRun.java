package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;

/** A benchmark as a program: it starts what it needs, and runs to its end. */
interface WholeRun {
  /** As {@code ./check bench} takes it. */
  String name();

  /** One line for the help. */
  String description();

  Report run(Options options) throws Exception;
}
