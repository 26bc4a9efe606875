package io.autopurchase.testdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void postgres_settings_keepWhatIsAcknowledged() throws Exception {
    try (TestDatabase database = TestDatabase.sharedPostgres()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(query(database, "SHOW " + setting)).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void mariaDb_settings_keepWhatIsAcknowledged() throws Exception {
    try (TestDatabase database = TestDatabase.sharedMariaDb()) {
      assertThat(query(database, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(query(database, "SELECT @@innodb_doublewrite")).isEqualTo("ON");
    }
  }

  @Test
  void mySql_settings_keepWhatIsAcknowledged() throws Exception {
    try (TestDatabase database = TestDatabase.sharedMySql()) {
      assertThat(query(database, "SELECT version()")).startsWith("8.0.");
      assertThat(query(database, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(query(database, "SELECT @@innodb_doublewrite")).isEqualTo("ON");
    }
  }

  @Test
  void mySql_isKilledAndStartedAgain_dataIsThere() throws Exception {
    try (TestDatabase database = TestDatabase.mySql()) {
      assertSurvivesKill(database);
    }
  }

  @Test
  void postgres_isKilledAndStartedAgain_dataIsThere() throws Exception {
    try (TestDatabase database = TestDatabase.postgres()) {
      assertSurvivesKill(database);
    }
  }

  @Test
  void mariaDb_isKilledAndStartedAgain_dataIsThere() throws Exception {
    try (TestDatabase database = TestDatabase.mariaDb()) {
      assertSurvivesKill(database);
    }
  }

  private static void assertSurvivesKill(TestDatabase database) throws SQLException {
    database.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY)");
    database.execute("INSERT INTO kept VALUES (7)");

    database.kill();

    assertThatThrownBy(() -> database.dataSource().getConnection()).isInstanceOf(SQLException.class);
    database.restart();
    assertThat(query(database, "SELECT id FROM kept")).isEqualTo("7");
  }

  @Test
  void cutConnections_openOnes_areOfNoUse() throws Exception {
    try (TestDatabase postgres = TestDatabase.sharedPostgres();
        TestDatabase mariaDb = TestDatabase.sharedMariaDb();
        TestDatabase mySql = TestDatabase.sharedMySql()) {
      for (TestDatabase database : List.of(postgres, mariaDb, mySql)) {
        try (Connection connection = database.dataSource().getConnection();
            Statement statement = connection.createStatement()) {
          database.cutConnections();

          assertThatThrownBy(() -> statement.execute("SELECT 1")).as(database.name()).isInstanceOf(SQLException.class);
          assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
      }
    }
  }

  @Test
  void shared_twice_areTwoDatabasesOnOneServer() throws Exception {
    try (TestDatabase one = TestDatabase.sharedPostgres();
        TestDatabase other = TestDatabase.sharedPostgres()) {
      one.execute("CREATE TABLE mine (id INTEGER)");

      assertThatThrownBy(() -> other.execute("SELECT * FROM mine")).hasRootCauseInstanceOf(SQLException.class);
      assertThatThrownBy(one::kill).hasMessageContaining("share");
    }
  }

  @Test
  void sqlite_closed_fileIsGoneAndNothingCouldBeKilled() throws Exception {
    Path file;
    try (TestDatabase database = TestDatabase.sqlite();
        TestDatabase other = database.fresh()) {
      file = Path.of(database.url().substring("jdbc:sqlite:".length()));
      database.execute("CREATE TABLE mine (id INTEGER)");

      assertThat(query(database, "SELECT count(*) FROM mine")).isEqualTo("0");
      assertThatThrownBy(() -> other.execute("SELECT * FROM mine")).hasRootCauseInstanceOf(SQLException.class);
      assertThatThrownBy(database::kill).hasMessageContaining("no server");
      assertThatThrownBy(database::cutConnections).hasMessageContaining("no server");
    }
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void postgres_jvmIsKilled_serverEnds() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Starting.class.getName())
            .redirectError(Path.of("target", "starting-process.log").toFile())
            .start();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      try (Connection connection = DriverManager.getConnection(out.readLine(), "postgres", "");
          Statement statement = connection.createStatement()) {
        assertThat(connection.isValid(5)).isTrue();

        jvm.toHandle().destroyForcibly();

        assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)")).isInstanceOf(SQLException.class);
      }
    }
  }

  /** Starts a server, and waits to be killed. */
  static final class Starting {
    public static void main(String[] args) throws Exception {
      System.out.println(TestDatabase.postgres().url());
      Thread.currentThread().join();
    }
  }

  private static String query(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
