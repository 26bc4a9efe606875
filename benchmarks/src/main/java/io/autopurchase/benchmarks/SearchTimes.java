package io.autopurchase.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long the queries of the engine and of its operators take among a million activities, beside the same among ten thousand:
 * what goes by an index takes about as long. Arguments: how many activities, and on which databases: {@code h2}, {@code
 * postgres}, {@code mariadb}, or a JDBC URL and a user with a comma between them; what an earlier run has filled there is
 * measured again.
 */
public final class SearchTimes {
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;

  private final int few;
  private final int many;
  private final int rounds;

  /** @param rounds of each query; a third as many come before, to warm up */
  SearchTimes(int few, int many, int rounds) {
    this.few = few;
    this.many = many;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    SearchTimes times = new SearchTimes(FEW, args.length == 0 ? MANY : Integer.parseInt(args[0]), 9);
    List<String> databases =
        args.length < 2 ? List.of("h2", "postgres", "mariadb") : Arrays.asList(args).subList(1, args.length);
    for (String database : databases) {
      switch (database) {
        case "h2" -> times.measureH2();
        case "postgres" -> times.measure(TestDatabase.postgres());
        case "mariadb" -> times.measure(TestDatabase.mariaDb());
        default -> times.measure(database.split(",")[0], database.split(",")[1]);
      }
    }
  }

  private void measureH2() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("search-times");
    try {
      measure("jdbc:h2:file:" + folder.resolve("data"), "sa");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void measure(TestDatabase database) throws SQLException {
    try (database) {
      measure(database.url(), database.user());
    }
  }

  void measure(String url, String user) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      FilledStore small = filled(pool, few);
      FilledStore large = filled(pool, many);
      System.out.printf(
          "%n%-52s %6s %8s %12s %12s %7s%n", url.split(":")[1], "rows", "total", few + " [ms]", many + " [ms]", "ratio");
      for (SearchQueries.Query query : SearchQueries.all()) {
        double before = median(query, small);
        double after = median(query, large);
        SearchQueries.Found found = query.find(large);
        System.out.printf(
            "%-52s %6d %8s %12.2f %12.2f %7.1f%n", query.name(), found.rows(), found.total(), before, after, after / before);
      }
    }
  }

  private static FilledStore filled(HikariDataSource pool, int size) throws SQLException {
    String prefix = "of_" + size + "_";
    FilledStore filled = new FilledStore(JdbcActivityStore.builder(pool).tablePrefix(prefix).build(), size);
    filled.fill();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      // What the database does by itself after a while.
      switch (connection.getMetaData().getDatabaseProductName()) {
        case "PostgreSQL" -> statement.execute("VACUUM ANALYZE");
        case "MariaDB" -> statement.execute(
            "ANALYZE TABLE " + prefix + "record, " + prefix + "word, " + prefix + "event, " + prefix + "reservation");
        default -> statement.execute("ANALYZE");
      }
    }
    return filled;
  }

  private double median(SearchQueries.Query query, FilledStore store) {
    List<Double> times = new ArrayList<>();
    for (int i = -rounds / 3; i < rounds; i++) {
      long start = System.nanoTime();
      query.find(store);
      if (i >= 0) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
