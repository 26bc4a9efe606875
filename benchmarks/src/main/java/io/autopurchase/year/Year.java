package io.autopurchase.year;

import io.autopurchase.spi.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A year of a busy shop in compressed time: what stays in the database, and how long what the shop asks takes then. The engine
 * itself runs a part of each day, on a real store; what it has written in that part is written again for each other part of the
 * day, and the engine's retention removes all of it. {@code docs/performance.md} tells what that proves.
 *
 * <p>Options: {@code --store postgres|sqlite} (a SQLite file beside the results), {@code --days 360}, {@code --bookings-per-day
 * 5000}, {@code --parts 100} (of a day, of which the engine runs one), {@code --retention-days 90}, {@code --measure
 * 30,90,120,180,360} (after which days), {@code --probes 200} (of each question), {@code --out target/check}. Shows on the error
 * output how far it is. The exit code is 0 only if what the retention removes was flat.
 */
public final class Year {
  private static final Duration SHOW_EVERY = Duration.ofSeconds(5);
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);
  private static final String ENGINE = "engine";
  private static final String COPIES = "copies";
  private static final String RETENTION = "retention";
  private static final String TIDYING = "tidying";

  /** Lines of the shop and what they are linked to, for ever; write ids, which have a bound of their own. */
  private static final Set<String> STAYING = Set.of("purchase", "reservation", "write_log");

  private static final double MOST_GROWTH = 1.03;

  /** The rows of a kind that the probes of a measurement may leave: 20 bookings have some ten words each. */
  private static final int FEW = 300;

  private static final double MEBIBYTE = 1024.0 * 1024;

  private final YearDatabase database;
  private final Settings settings;
  private final long startNanos = System.nanoTime();
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<String, Long> spentNanos = new TreeMap<>();
  private long shownNanos;

  /** What is to be done. */
  record Settings(int days, int bookingsPerDay, int parts, int retentionDays, Set<Integer> measured, int probes) {
    Settings {
      if (bookingsPerDay % parts != 0) {
        throw new IllegalArgumentException(bookingsPerDay + " bookings do not fall into " + parts + " equal parts of a day");
      }
    }
  }

  /** What was found at the end of a day. */
  record Measurement(int day, Map<String, Long> rows, Map<String, Long> bytes, Map<String, YearProbes.Times> times) {}

  /** What was done in all. */
  record Result(
      List<Measurement> measurements,
      Copies.Counts engine,
      Copies.Counts copied,
      YearShop.Messages messages,
      long commits,
      double seconds) {}

  Year(YearDatabase database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    int days = Integer.parseInt(options.getOrDefault("--days", "360"));
    Settings settings =
        new Settings(
            days,
            Integer.parseInt(options.getOrDefault("--bookings-per-day", "5000")),
            Integer.parseInt(options.getOrDefault("--parts", "100")),
            Integer.parseInt(options.getOrDefault("--retention-days", "90")),
            Stream.of(options.getOrDefault("--measure", "30,90,120,180,360").split(",")).map(Integer::valueOf).collect(Collectors.toSet()),
            Integer.parseInt(options.getOrDefault("--probes", "200")));
    Path out = Path.of(options.getOrDefault("--out", "target/check"));
    Files.createDirectories(out);
    String kind = options.getOrDefault("--store", "postgres");
    try (YearDatabase database = kind.equals("postgres") ? YearDatabase.postgres() : YearDatabase.sqlite(sqliteFile(out))) {
      Result result = new Year(database, settings).run();
      String report = report(settings, result);
      System.out.println(report);
      Files.writeString(out.resolve("year.md"), report);
      List<String> growing = growing(settings, result.measurements());
      System.out.println(growing.isEmpty() ? "flat after the retention time" : "NOT FLAT after the retention time: " + growing);
      if (!growing.isEmpty()) {
        System.exit(1);
      }
    }
  }

  /** Of which kinds there are more rows in the end than when the retention time was over, beside those that stay by design. */
  static List<String> growing(Settings settings, List<Measurement> measurements) {
    List<Measurement> after = measurements.stream().filter(one -> one.day() > settings.retentionDays() + 1).toList();
    List<String> growing = new ArrayList<>();
    if (after.size() > 1) {
      Map<String, Long> first = after.get(0).rows();
      Map<String, Long> last = after.get(after.size() - 1).rows();
      last.forEach(
          (kind, rows) -> {
            if (!STAYING.contains(kind) && rows > first.getOrDefault(kind, 0L) * MOST_GROWTH + FEW) {
              growing.add(kind + ": " + first.get(kind) + " to " + rows);
            }
          });
    }
    return growing;
  }

  private static Path sqliteFile(Path out) throws IOException {
    return Files.createTempDirectory(out, "year").resolve("year.db");
  }

  Result run() throws Exception {
    database.waitForDisk(false);
    int perPart = settings.bookingsPerDay() / settings.parts();
    try (YearShop shop = new YearShop(database.store, settings.parts(), perPart, Duration.ofDays(settings.retentionDays()));
        Copies copies = new Copies(database.store, settings.parts())) {
      for (int day = 1; day <= settings.days(); day++) {
        Instant end = CompressedTime.BEGINNING.plus(Duration.ofDays(day));
        show(day - 1, "retention");
        spent(
            RETENTION,
            () -> {
              shop.night(end);
              return null;
            });
        show(day - 1, "the engine runs");
        List<Commit> committed = spent(ENGINE, () -> shop.day(end));
        show(day - 1, "copies");
        spent(
            COPIES,
            () -> {
              copies.write(committed, end);
              return null;
            });
        spent(
            TIDYING,
            () -> {
              database.dayIsOver();
              return null;
            });
        if (settings.measured().contains(day) || day == settings.days()) {
          measure(day, shop);
        }
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      return new Result(measurements, copies.engine, copies.copied, shop.messages, shop.commits, seconds);
    }
  }

  private <T> T spent(String on, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    T result = work.call();
    spentNanos.merge(on, System.nanoTime() - start, Long::sum);
    return result;
  }

  private void measure(int day, YearShop shop) throws Exception {
    show(day, "measures", true);
    database.vacuum();
    Map<String, Long> rows = database.rows();
    Map<String, Long> bytes = database.bytes();
    database.waitForDisk(true);
    YearProbes probes = new YearProbes(shop, database.store, settings.probes(), LONGEST_QUESTION);
    Measurement measured = new Measurement(day, rows, bytes, probes.all(what -> show(day, what, true)));
    database.waitForDisk(false);
    measurements.add(measured);
    System.err.println(table(measurements));
  }

  private void show(int day, String what) {
    show(day, what, false);
  }

  private void show(int day, String what, boolean always) {
    long now = System.nanoTime();
    if (always || now - shownNanos >= SHOW_EVERY.toNanos()) {
      shownNanos = now;
      double seconds = (now - startNanos) / 1e9;
      double rate = Math.max(day, 0.5) / seconds;
      long left = (long) ((settings.days() - day) / rate);
      System.err.printf(
          Locale.ROOT,
          "year: %d of %d days (%s), %.2f days/s, %d bookings, %d:%02d left; seconds a day: %s%n",
          day,
          settings.days(),
          what,
          rate,
          (long) day * settings.bookingsPerDay(),
          left / 60,
          left % 60,
          spentNanos.entrySet().stream()
              .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue() / 1e9 / Math.max(1, day)))
              .collect(Collectors.joining(", ")));
    }
  }

  // What is told

  static String report(Settings settings, Result result) {
    YearShop.Messages messages = result.messages();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d days of %d bookings and %d messages, in %d parts each; retention %d days; %.0f s%n%n",
            settings.days(),
            settings.bookingsPerDay(),
            settings.bookingsPerDay() * YearShop.MESSAGES,
            settings.parts(),
            settings.retentionDays(),
            result.seconds()));
    text.append(table(result.measurements())).append('\n');
    text.append("| written | by the engine | copies |\n|---|---:|---:|\n");
    Set<String> kinds = new TreeSet<>(result.engine().records.keySet());
    kinds.addAll(result.copied().records.keySet());
    for (String kind : kinds) {
      row(text, "records: " + kind, result.engine().records.getOrDefault(kind, 0L), result.copied().records.getOrDefault(kind, 0L));
    }
    row(text, "events", result.engine().events, result.copied().events);
    row(text, "names", result.engine().names, result.copied().names);
    row(text, "commits of the engine", result.commits(), 0);
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d messages delivered, %d accepted: %d synchronizations, %d other records, %d events, %d other names; %d purchases marked as due%n",
            messages.told,
            messages.accepted,
            messages.synchronizations,
            messages.otherRecords,
            messages.events,
            messages.otherNames,
            messages.marks));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long one, long other) {
    text.append(String.format(Locale.ROOT, "| %s | %,d | %,d |%n", name, one, other));
  }

  static String table(List<Measurement> all) {
    StringBuilder text = new StringBuilder("| after day |");
    all.forEach(one -> text.append(' ').append(one.day()).append(" |"));
    text.append("\n|---|").append("---:|".repeat(all.size())).append('\n');
    names(all, Measurement::rows).forEach(name -> line(text, "rows: " + name, all, one -> String.format(Locale.ROOT, "%,d", one.rows().getOrDefault(name, 0L))));
    names(all, Measurement::bytes)
        .forEach(
            name ->
                line(text, "MiB: " + name, all, one -> String.format(Locale.ROOT, "%,.1f", one.bytes().getOrDefault(name, 0L) / MEBIBYTE)));
    names(all, Measurement::times)
        .forEach(
            name ->
                line(
                    text,
                    "ms, p50 / p99 of n: " + name,
                    all,
                    one -> {
                      YearProbes.Times times = one.times().get(name);
                      return String.format(Locale.ROOT, "%.1f / %.1f of %d", times.millis(0.5), times.millis(0.99), times.count());
                    }));
    return text.toString();
  }

  private interface Part {
    Map<String, ?> of(Measurement measurement);
  }

  private interface Cell {
    String of(Measurement measurement);
  }

  private static Set<String> names(List<Measurement> all, Part part) {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(one -> names.addAll(part.of(one).keySet()));
    return names;
  }

  private static void line(StringBuilder text, String name, List<Measurement> all, Cell cell) {
    text.append("| ").append(name).append(" |");
    all.forEach(one -> text.append(' ').append(cell.of(one)).append(" |"));
    text.append('\n');
  }
}
