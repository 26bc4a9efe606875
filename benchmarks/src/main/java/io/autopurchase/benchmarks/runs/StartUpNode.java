package io.autopurchase.benchmarks.runs;

import io.autopurchase.ActivityQuery;
import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.benchmarks.contender.BareSqlite;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/** The program that {@link StartUp} starts: it prints how many milliseconds it took to be ready, and ends. */
final class StartUpNode {
  static final String FILE = "shop.db";
  static final String KEYS = "autopurchase.keys";
  static final String BARE_FILE = "bare.db";

  /** What it starts. */
  enum Kind {
    ENGINE,
    BARE,
    NOTHING
  }

  private StartUpNode() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Path folder = Path.of(args[1]);
    switch (Kind.valueOf(args[0])) {
      case ENGINE -> engine(folder, start);
      case BARE -> bare(folder, start);
      case NOTHING -> ready(start);
    }
  }

  private static void ready(long start) {
    System.out.println((System.nanoTime() - start) / 1e6);
  }

  private static void engine(Path folder, long start) {
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(folder.resolve(FILE));
        AutoPurchase engine =
            AutoPurchase.builder()
                .store(store)
                .secrets(KeyRing.open(folder.resolve(KEYS)))
                .providerSettings(
                    "taobao",
                    ProviderSettings.builder()
                        .set("app-key", "123456")
                        .secret("app-secret", Secret.of("helloworld"))
                        .set("callback", "https://shop.example/taobao")
                        .build())
                .build()
                .start()) {
      if (engine.activities().find(ActivityQuery.builder().page(1, 10).build()).entries().isEmpty()) {
        throw new IllegalStateException("the file has no activity");
      }
      ready(start);
    }
  }

  private static void bare(Path folder, long start) throws Exception {
    try (Connection connection = BareSqlite.open(folder.resolve(BARE_FILE));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM bare_activity ORDER BY id DESC LIMIT 10")) {
      if (!row.next()) {
        throw new IllegalStateException("the file has no activity");
      }
      ready(start);
    }
  }
}
