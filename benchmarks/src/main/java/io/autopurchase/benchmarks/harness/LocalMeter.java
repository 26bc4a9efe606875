package io.autopurchase.benchmarks.harness;

/** What this process did in a time, on a database inside of it. */
public final class LocalMeter implements Place.Meter {
  private final double machine = Machine.busySeconds();
  private final double jvm = Machine.jvmSeconds();
  private final long start = System.nanoTime();

  @Override
  public Figures perUnit(String unit, long units) {
    double seconds = (System.nanoTime() - start) / 1e9;
    double jvmUsed = Machine.jvmSeconds() - jvm;
    double others = Math.max(0, Machine.busySeconds() - machine - jvmUsed);
    return new Figures()
        .put(unit + "s / s", units / seconds)
        .put("JVM CPU [ms] / " + unit, jvmUsed * 1e3 / units)
        .put("others [% of the processors]", 100 * others / seconds / Machine.processors());
  }
}
