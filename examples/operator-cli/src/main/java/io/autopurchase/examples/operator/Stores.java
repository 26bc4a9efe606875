package io.autopurchase.examples.operator;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens the store that {@code store.url} names. */
final class Stores {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String H2 = "jdbc:h2:";
  private static final String H2_ADDRESS = "h2.bindAddress";
  private static final Path EARLIER_DEFAULT = Path.of(Settings.DATA_FOLDER, "autopurchase.mv.db");

  private Stores() {}

  /**
   * A store with what has to be closed after it.
   *
   * @param resources such as a pool of connections
   */
  record OpenStore(ActivityStore store, Runnable resources) implements AutoCloseable {
    @Override
    public void close() {
      try {
        store.close();
      } finally {
        resources.run();
      }
    }
  }

  /** @param workers that use it at once */
  static OpenStore open(Settings settings, int workers) {
    String url = settings.find("store.url").orElseGet(Stores::byDefault);
    return url.startsWith(SQLITE) ? sqlite(url) : pooled(url, settings, workers);
  }

  /** Who has bought with an earlier release must not begin with an empty store by accident: it would buy everything again. */
  private static String byDefault() {
    if (Files.exists(EARLIER_DEFAULT)) {
      throw OperatorException.invalid(
          "store.url",
          "DATABASE",
          EARLIER_DEFAULT + " holds the data of an earlier release, whose default was H2. Set store.url to "
              + "jdbc:h2:file:./" + Settings.DATA_FOLDER + "/autopurchase;AUTO_SERVER=TRUE to go on with it, or move the file away to"
              + " begin with an empty store");
    }
    return Settings.DEFAULT_STORE;
  }

  private static OpenStore sqlite(String url) {
    String file = url.substring(SQLITE.length());
    if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:") || file.contains("?")) {
      throw OperatorException.invalid(
          "store.url", "DATABASE", "'" + url + "' names no file; after " + SQLITE + " comes a path, without parameters");
    }
    try {
      Path path = Path.of(file);
      OwnerOnly.makeFolder(path.toAbsolutePath().getParent());
      return new OpenStore(JdbcActivityStore.openSqlite(path), () -> {});
    } catch (InvalidPathException e) {
      throw OperatorException.invalid("store.url", "DATABASE", "'" + file + "' is not a path: " + e.getReason());
    } catch (ConfigurationException e) {
      throw OperatorException.invalid("store.url", "DATABASE", e.getMessage());
    }
  }

  private static OpenStore pooled(String url, Settings settings, int workers) {
    if (url.startsWith(H2)) {
      // Of several processes with AUTO_SERVER one serves the others: on the loopback only, and without looking up a name.
      System.setProperty(H2_ADDRESS, System.getProperty(H2_ADDRESS, "127.0.0.1"));
      H2Files.makeFolder(url);
    }
    HikariDataSource pool = pool(url, settings, workers);
    try {
      ActivityStore store = JdbcActivityStore.create(pool);
      H2Files.takeRightsOfOthers(url);
      return new OpenStore(store, pool::close);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(String url, Settings settings, int workers) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("autopurchase");
    // MariaDB's driver, which the jar holds, talks to MySQL as well.
    config.setJdbcUrl(url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"));
    settings.find("store.user").ifPresent(config::setUsername);
    settings.secret("store.password").ifPresent(password -> config.setPassword(password.reveal()));
    config.setMaximumPoolSize(workers + 3);
    config.setMinimumIdle(0);
    // With H2 another process may have been killed as its server: some seconds pass until one of those that are left is one.
    config.setConnectionTimeout(url.startsWith(H2) ? 20_000 : 5_000);
    // The first connection may come late as any other: then the store reports it.
    config.setInitializationFailTimeout(-1);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw OperatorException.invalid(
          "store.url", "DATABASE", "no driver takes this URL; there are those of SQLite, PostgreSQL, MariaDB, MySQL and H2");
    }
  }
}
