package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs a whole-run benchmark by its name. Its table goes to standard output, its figures and plots to the folder of checks. */
public final class Bench {
  static final List<WholeRun> ALL = List.of(new Booking(), new LocalBooking(), new Calls(), new StartLatency(), new StartUp(), new Waiting(), new Synchronization(), new Lists(), new ConsolePages(), new Crash());
  private static final int BAD_ARGUMENTS = 2;

  private Bench() {}

  public static void main(String[] args) throws Exception {
    // What libraries say by the way is not part of a table.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", System.getProperty("org.slf4j.simpleLogger.defaultLogLevel", "error"));
    System.setProperty("org.jboss.logging.provider", "slf4j");
    Path folder = Path.of(System.getProperty("check.folder", "target/check"));
    if (args.length == 0) {
      System.out.println(usage());
      return;
    }
    Optional<WholeRun> benchmark = ALL.stream().filter(one -> one.name().equals(args[0])).findFirst();
    if (benchmark.isEmpty()) {
      System.err.println("there is no benchmark " + args[0] + "\n" + usage());
      System.exit(BAD_ARGUMENTS);
    }
    Options options = null;
    try {
      options = Options.parse(Arrays.asList(args).subList(1, args.length), folder);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + usage());
      System.exit(BAD_ARGUMENTS);
    }
    Report report = benchmark.orElseThrow().run(options).setting("command", "./check bench " + String.join(" ", args));
    System.out.println(report.table());
    write(report, folder);
    System.exit(0); // peers leave threads behind
  }

  static void write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("bench-" + report.name() + ".json"), report.asJson());
    Files.writeString(folder.resolve("bench-" + report.name() + ".md"), report.table());
    Files.writeString(folder.resolve("bench-" + report.name() + ".svg"), report.asPlot());
  }

  static String usage() {
    StringBuilder text = new StringBuilder("usage: ./check bench NAME [option ...]\n");
    ALL.forEach(one -> text.append(String.format("%n  %-16s %s", one.name(), one.description())));
    return text.append("\n\n").append(Options.USAGE).toString();
  }
}
