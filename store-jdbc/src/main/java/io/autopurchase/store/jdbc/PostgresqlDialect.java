package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** PostgreSQL. */
final class PostgresqlDialect extends Dialect {
  /** Nothing in it can end the text that it stands in. */
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]*");

  PostgresqlDialect() {
    super("postgresql");
  }

  @Override
  Durability check(Connection connection) throws SQLException {
    if (!query(connection, "SHOW server_encoding").equalsIgnoreCase("UTF8")) {
      throw new ConfigurationException("the database must be encoded in UTF8, to hold names in any script");
    }
    return query(connection, "SHOW fsync").equals("on") ? Durability.DURABLE : Durability.VOLATILE;
  }

  @Override
  void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
    // For this transaction alone, and in one round trip with its BEGIN. A server that is set to acknowledge commits before
    // they are on disk is told otherwise; a stricter setting than that is left alone.
    Sql.execute(
        connection,
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '" + lockSeconds + "s';"
            + " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'");
  }

  /** While one is made durable, the next one is written; more would only be smaller. */
  @Override
  int transactionsAtOnce() {
    return 2;
  }

  @Override
  int schemaVersion() {
    return 6;
  }

  @Override
  boolean runsScripts() {
    return true;
  }

  /** A statement that is executed often gets one plan for all values, which goes through all that is completed for the few of a rare type. */
  @Override
  Optional<String> literal(String value) {
    return WORD.matcher(value).matches() ? Optional.of("'" + value + "'") : Optional.empty();
  }

  /** Until the end of the transaction, which takes a script back that is cut off. */
  @Override
  void lockSchema(Connection connection, String prefix) throws SQLException {
    Sql.execute(
        connection,
        "SET LOCAL lock_timeout = '" + SCHEMA_LOCK_SECONDS + "s'; SELECT pg_advisory_xact_lock(hashtext('autopurchase " + prefix + "'))");
  }
}
