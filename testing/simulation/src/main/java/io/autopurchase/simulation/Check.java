package io.autopurchase.simulation;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.autopurchase.core.SteppedEngine;
import io.autopurchase.simulation.History.Mutation;
import io.autopurchase.simulation.History.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program: {@code sim N [FIRST]} runs that many histories, {@code seed S [MUTATION]} replays one with its trace, {@code
 * mutants [MOST [MUTATION]]} takes each rule away and demands that it is noticed within so many seeds, {@code hash N} runs histories
 * twice and compares them, {@code crashpoints} goes through all small combinations. The exit code is 0 only if all went as
 * it must. How far it is shows on the error output every few seconds; Ctrl-C stops it early, it tells what it has and ends with 130.
 */
public final class Check {
  private static final long MOST_SEEDS = 100_000;
  private static final long USUAL_CRASH_POINTS = 8_500;
  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Check() {}

  public static void main(String[] args) {
    boolean good =
        switch (args.length == 0 ? "" : args[0]) {
          case "sim" -> simulate(number(args, 1, 100_000), number(args, 2, 0));
          case "seed" -> replay(number(args, 1, 0), args.length > 2 ? mutation(args[2]) : Mutation.NONE);
          case "mutants" -> mutants(number(args, 1, MOST_SEEDS), args.length > 2 ? List.of(mutation(args[2])) : mutations());
          case "hash" -> hash(number(args, 1, 10_000));
          case "crashpoints" -> crashPoints();
          default -> {
            System.out.println("one of: sim N [FIRST] | seed S [MUTATION] | mutants [MOST] | hash N | crashpoints");
            yield false;
          }
        };
    System.exit(good ? 0 : 1);
  }

  private static long number(String[] args, int index, long otherwise) {
    return args.length > index ? Long.parseLong(args[index]) : otherwise;
  }

  private static boolean simulate(long count, long first) {
    Progress progress = Progress.begin("sim", count);
    Histories.Summary summary = Histories.run(first, count, Mutation.NONE, false, progress);
    System.out.println(summary.text());
    System.out.println(summary.states());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("histories", summary.count());
    figures.put("first", first);
    figures.put("seconds", summary.seconds());
    figures.put("hash", Long.toHexString(summary.hash()));
    figures.put("violations", summary.violations());
    figures.put("sometimes", summary.reached());
    figures.put("stopped", progress.isStopped());
    write("sim", figures);
    progress.end();
    return summary.violations().isEmpty();
  }

  private static boolean replay(long seed, Mutation mutation) {
    Result result = History.random(seed, mutation, true, new long[Sometimes.values().length]);
    result.trace().forEach(System.out::println);
    System.out.println(
        "seed " + seed + " without " + mutation.name() + ": " + result.violation().orElse("every promise was kept")
            + ", hash " + Long.toHexString(result.hash()));
    return result.violation().isEmpty();
  }

  private static boolean mutants(long most, List<Mutation> mutations) {
    boolean all = true;
    Map<String, Object> figures = new LinkedHashMap<>();
    Progress progress = Progress.begin("sim-mutants", mutations.size());
    for (Mutation mutation : mutations) {
      Optional<Histories.Broken> noticed = Histories.run(0, most, mutation, true, progress.ofOneUnit()).first();
      if (noticed.isEmpty() && progress.isStopped()) {
        break;
      }
      progress.oneDone();
      noticed.ifPresentOrElse(broken -> {}, () -> progress.violation(mutation.name() + " was not noticed"));
      System.out.println(
          String.format("%-32s ", mutation.name())
              + noticed.map(b -> "noticed at seed " + b.seed() + ": " + b.violation()).orElse("NOT NOTICED in " + most + " seeds"));
      all &= noticed.isPresent();
      figures.put(mutation.name(), noticed.map(Histories.Broken::seed).orElse(-1L));
    }
    figures.put("stopped", progress.isStopped());
    write("sim-mutants", figures);
    progress.end();
    return all;
  }

  static List<Mutation> mutations() {
    List<Mutation> all = new ArrayList<>();
    SteppedEngine.rules().forEach(rule -> all.add(Mutation.without(rule)));
    for (DisabledDuty weakness : DisabledDuty.values()) {
      all.add(Mutation.with(weakness));
    }
    return all;
  }

  private static Mutation mutation(String name) {
    return mutations().stream()
        .filter(mutation -> mutation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no rule or weakness is called " + name));
  }

  private static boolean crashPoints() {
    // As many runs as the undisturbed booking has led to; a change of the booking changes that a little.
    Progress progress = Progress.begin("crashpoints", USUAL_CRASH_POINTS);
    CrashPoints.Summary summary = CrashPoints.ofAllPairs(Mutation.NONE, progress);
    System.out.println(summary.text());
    write("crashpoints", summary);
    progress.end();
    return summary.broken().isEmpty();
  }

  /** The figures for programs, if a folder is given for them by the property {@code check.folder}. */
  private static void write(String suite, Object figures) {
    String folder = System.getProperty("check.folder");
    if (folder != null) {
      try {
        Files.createDirectories(Path.of(folder));
        JSON.writeValue(Path.of(folder, suite + ".json").toFile(), figures);
      } catch (IOException e) {
        throw new UncheckedIOException("the figures cannot be written to " + folder, e);
      }
    }
  }

  private static boolean hash(long count) {
    long different = 0;
    Progress progress = Progress.begin("sim-hash", count);
    for (long seed = 0; seed < count && !progress.isStopped(); seed++) {
      progress.oneDone();
      long[] sometimes = new long[Sometimes.values().length];
      if (History.random(seed, Mutation.NONE, false, sometimes).hash() != History.random(seed, Mutation.NONE, false, sometimes).hash()) {
        System.out.println("seed " + seed + " differs");
        different++;
        progress.violation("seed " + seed + " differs");
      }
    }
    System.out.println(progress.done() + " histories, each twice; " + different + " differ");
    progress.end();
    return different == 0;
  }
}
