package io.autopurchase.benchmarks.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a benchmark is run.
 *
 * @param rounds that count; each contender runs once in each of them, in turn
 * @param warmUp whether a round that does not count comes first, in which statements are counted
 * @param scale how much of the work of the form of record is done, above 0 and up to 1
 * @param cases which of them run, by a part of their name
 * @param contenders which of them run, by a part of their name
 * @param quiet how much of the machine others may use before a run begins, from 0 to 1; 1 waits for nothing
 * @param folder for the figures and the plots
 * @param sharesServer whether a server that is there already is used, and left to the next benchmark
 */
public record Options(
    int rounds, boolean warmUp, double scale, Pattern cases, Pattern contenders, double quiet, Path folder, boolean sharesServer) {
  private static final Pattern ALL = Pattern.compile("");
  private static final int MOST_ROUNDS = 1000;

  public static final String USAGE =
      """
      options: --rounds N (5)       rounds that count, after one that warms up
               --scale X (1.0)      part of the work of the form of record, above 0 and up to 1
               --short              as --rounds 1 --scale 0.05 --quiet 1: to see that it works
               --cases REGEX        only the cases whose names match
               --contenders REGEX   only the contenders whose names match
               --quiet X (0.1)      a run begins once others use less than this part of the processors; 1 waits for nothing""";

  /** The form of record, with its figures in a folder. */
  public static Options ofRecord(Path folder) {
    return new Options(5, true, 1, ALL, ALL, 0.1, folder, false);
  }

  /**
   * As little as shows that everything works; no figure of it says anything.
   *
   * @param cases which of them run, as a regular expression
   * @param contenders likewise
   */
  public static Options smoke(Path folder, String cases, String contenders) {
    return new Options(1, false, 0.002, Pattern.compile(cases), Pattern.compile(contenders), 1, folder, true);
  }

  /**
   * @throws IllegalArgumentException if an option is unknown, or its value is missing or out of its range
   */
  public static Options parse(List<String> arguments, Path folder) {
    Options options = ofRecord(folder);
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (option.equals("--short")) {
        options = new Options(1, true, 0.05, options.cases, options.contenders, 1, folder, false);
        continue;
      }
      if (!List.of("--rounds", "--scale", "--cases", "--contenders", "--quiet").contains(option)) {
        throw new IllegalArgumentException("unknown option " + option);
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      options = options.with(option, arguments.get(++i));
    }
    return options;
  }

  private Options with(String option, String value) {
    try {
      return switch (option) {
        case "--rounds" -> new Options((int) within(option, Integer.parseInt(value), 1, MOST_ROUNDS), warmUp, scale, cases, contenders, quiet, folder, sharesServer);
        case "--scale" -> new Options(rounds, warmUp, within(option, Double.parseDouble(value), 1e-6, 1), cases, contenders, quiet, folder, sharesServer);
        case "--cases" -> new Options(rounds, warmUp, scale, Pattern.compile(value), contenders, quiet, folder, sharesServer);
        case "--contenders" -> new Options(rounds, warmUp, scale, cases, Pattern.compile(value), quiet, folder, sharesServer);
        default -> new Options(rounds, warmUp, scale, cases, contenders, within(option, Double.parseDouble(value), 0, 1), folder, sharesServer);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not " + value, e);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(option + " needs a regular expression: " + e.getMessage(), e);
    }
  }

  private static double within(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(option + " must be from " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  /** For what has nothing to warm up, as each run is in new processes. */
  public Options withoutWarmUp() {
    return new Options(rounds, false, scale, cases, contenders, quiet, folder, sharesServer);
  }

  /** So much of a number of the form of record, at least some. */
  public int scaled(int number, int least) {
    return Math.max(least, (int) Math.round(number * scale));
  }

  boolean takesCase(String name) {
    return cases.matcher(name).find();
  }

  public boolean takesContender(String name) {
    return contenders.matcher(name).find();
  }
}
