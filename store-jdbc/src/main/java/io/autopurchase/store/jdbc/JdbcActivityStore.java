package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoreUnavailableException;
import io.autopurchase.spi.StoreUnknownException;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import javax.sql.DataSource;

/**
 * An {@link ActivityStore} in the host's relational database. Thread-safe.
 *
 * <p>The host gives a {@link DataSource}, best one with a pool whose wait for a connection is bounded; driver and pool are
 * the host's, and the data source stays open when the store is closed. Every call takes a connection of its own for its
 * own short transaction at read committed, never one that the caller may have open.
 *
 * <p>Databases: H2 (a file or server; in memory nothing survives, which {@link #durability()} says).
 */
public final class JdbcActivityStore implements ActivityStore {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

  /** Write ids are remembered for so many further commits: far longer than anybody repeats a commit. */
  private static final long REMEMBERED_WRITES = 100_000;

  private static final int PRUNE_EVERY = 1000;

  private final DataSource dataSource;
  private final String shop;
  private final String prefix;
  private final int timeoutSeconds;
  private final Durability durability;
  private final AtomicInteger commits = new AtomicInteger();

  private JdbcActivityStore(Builder builder) {
    dataSource = builder.dataSource;
    shop = builder.shop;
    prefix = builder.tablePrefix;
    timeoutSeconds = Math.max(1, (int) builder.queryTimeout.toSeconds());
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      Dialect dialect = Dialect.of(connection);
      Schema schema = new Schema(dialect, prefix);
      if (builder.createTables) {
        schema.create(connection);
      } else {
        schema.check(connection);
      }
      durability = dialect.prepare(connection);
    } catch (SQLException e) {
      throw new StoreUnavailableException("the tables cannot be made or checked: " + e.getMessage(), e);
    }
  }

  /** With the defaults of {@link #builder}: makes its tables where they are missing. */
  public static JdbcActivityStore create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  @Override
  public CommitResult commit(Commit commit) {
    return commitAll(List.of(commit)).get(0);
  }

  @Override
  public List<CommitResult> commitAll(List<Commit> batch) {
    List<CommitResult> results = new ArrayList<>(batch.size());
    boolean committing = false;
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        CommitWriter writer = new CommitWriter(connection, shop, prefix, timeoutSeconds);
        for (Commit commit : batch) {
          results.add(write(connection, writer, commit, batch.size() == 1));
        }
        if (results.stream().anyMatch(CommitResult.Applied.class::isInstance)) {
          committing = true;
          connection.commit();
          committing = false;
        }
      } finally {
        end(connection, committing);
      }
    } catch (SQLException e) {
      if (committing && !Sql.isRolledBack(e)) {
        throw new StoreUnknownException("the end of a commit is not known: " + e.getMessage(), e);
      }
      if (results.size() == batch.size() && !committing) {
        return prune(results); // the connection could not be given back; what was committed is committed
      }
      throw new StoreUnavailableException("a commit was not made: " + e.getMessage(), e);
    }
    return prune(results);
  }

  private static CommitResult write(Connection connection, CommitWriter writer, Commit commit, boolean alone)
      throws SQLException {
    Savepoint before = alone ? null : connection.setSavepoint();
    CommitResult result = writer.write(commit);
    if (!(result instanceof CommitResult.Applied)) {
      if (alone) {
        connection.rollback();
      } else {
        connection.rollback(before);
      }
    }
    return result;
  }

  /** Leaves the connection as a pool expects it. After a failure the rollback's own failure tells nothing new. */
  private static void end(Connection connection, boolean committing) throws SQLException {
    if (!committing) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private List<CommitResult> prune(List<CommitResult> results) {
    if (commits.incrementAndGet() % PRUNE_EVERY == 0) {
      read(
          "DELETE FROM " + prefix + "write_log WHERE number < (SELECT MAX(number) FROM " + prefix + "write_log) - ?",
          statement -> {
            statement.setLong(1, REMEMBERED_WRITES);
            return statement.executeUpdate();
          });
    }
    return results;
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    return read(
        "SELECT " + Sql.RECORD_COLUMNS + " FROM " + prefix + "record WHERE shop = ? AND kind = ? AND id = ? AND deleted = FALSE",
        statement -> {
          statement.setString(1, shop);
          statement.setString(2, key.kind());
          statement.setString(3, key.id());
          return records(statement).stream().findFirst();
        });
  }

  @Override
  public RecordPage find(RecordQuery query) {
    List<String> values = new ArrayList<>(List.of(shop, query.kind()));
    String where = where(query.fields(), values);
    String from = " FROM " + prefix + "record WHERE shop = ? AND kind = ? AND deleted = FALSE" + where;
    List<StoredRecord> page =
        read(
            "SELECT " + Sql.RECORD_COLUMNS + from + " ORDER BY id DESC LIMIT ? OFFSET ?",
            statement -> {
              int next = set(statement, values);
              statement.setInt(next, query.limit());
              statement.setInt(next + 1, query.offset());
              return records(statement);
            });
    if (query.offset() == 0 && page.size() < query.limit()) {
      return new RecordPage(page, page.size());
    }
    long total =
        read(
            "SELECT COUNT(*)" + from,
            statement -> {
              set(statement, values);
              try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            });
    return new RecordPage(page, total);
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    return read(
        "SELECT " + Sql.RECORD_COLUMNS + " FROM " + prefix
            + "record WHERE shop = ? AND kind = ? AND due_at <= ? AND id > ? AND deleted = FALSE ORDER BY id LIMIT ?",
        statement -> {
          statement.setString(1, shop);
          statement.setString(2, kind);
          statement.setLong(3, now.toEpochMilli());
          statement.setString(4, Sql.orEmpty(afterId));
          statement.setInt(5, limit);
          return records(statement);
        });
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    return read(
        "SELECT owner FROM " + prefix + "reservation WHERE shop = ? AND scope = ? AND name = ?",
        statement -> {
          statement.setString(1, shop);
          statement.setString(2, scope);
          statement.setString(3, name);
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    return read(
        "SELECT id, at_millis, codec, body FROM " + prefix + "event WHERE shop = ? AND id > ?"
            + (undeliveredOnly ? " AND delivered = FALSE" : "") + " ORDER BY id LIMIT ?",
        statement -> {
          statement.setString(1, shop);
          statement.setString(2, Sql.orEmpty(afterId));
          statement.setInt(3, limit);
          List<StoredEvent> events = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              events.add(Sql.event(row));
            }
          }
          return events;
        });
  }

  @Override
  public Durability durability() {
    return durability;
  }

  /** Nothing is held between calls. */
  @Override
  public void close() {}

  private static String where(RecordFields fields, List<String> values) {
    StringBuilder where = new StringBuilder();
    equal(where, values, "type", fields.type());
    equal(where, values, "state", fields.state());
    equal(where, values, "provider", fields.provider());
    equal(where, values, "login", fields.login());
    equal(where, values, "order_id", fields.orderId());
    equal(where, values, "reference", fields.reference());
    fields
        .text()
        .ifPresent(
            text -> {
              where.append(" AND search LIKE ? ESCAPE '!'");
              values.add(Sql.containing(text));
            });
    return where.toString();
  }

  private static void equal(StringBuilder where, List<String> values, String column, Optional<String> value) {
    value.ifPresent(
        text -> {
          where.append(" AND ").append(column).append(" = ?");
          values.add(text);
        });
  }

  private static int set(PreparedStatement statement, List<String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
    return values.size() + 1;
  }

  private static List<StoredRecord> records(PreparedStatement statement) throws SQLException {
    List<StoredRecord> records = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        records.add(Sql.record(row));
      }
    }
    return records;
  }

  private interface Read<T> {
    T apply(PreparedStatement statement) throws SQLException;
  }

  private <T> T read(String sql, Read<T> read) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setQueryTimeout(timeoutSeconds);
        return read.apply(statement);
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException("the database cannot be asked: " + e.getMessage(), e);
    }
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final DataSource dataSource;
    private String shop = "default";
    private String tablePrefix = "autopurchase_";
    private boolean createTables = true;
    private Duration queryTimeout = Duration.ofSeconds(10);

    private Builder(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    /** Whose data it is: shops that share a database never see each other's. Up to 64 characters. */
    public Builder shop(String id) {
      shop = id;
      return this;
    }

    /** Whether missing tables are made; if not, those of this release must be there. They are made by default. */
    public Builder createTables(boolean value) {
      createTables = value;
      return this;
    }

    /** Before the names of all tables and indices; letters, digits and underscores. {@code autopurchase_} by default. */
    public Builder tablePrefix(String value) {
      tablePrefix = value;
      return this;
    }

    /** After how long a statement is given up; in whole seconds, from 1. 10 seconds by default. */
    public Builder queryTimeout(Duration value) {
      queryTimeout = value;
      return this;
    }

    /**
     * @throws ConfigurationException where the database is none of those supported, the tables are those of another
     *     release, or an option is wrong
     * @throws StoreUnavailableException where the database cannot be reached
     */
    public JdbcActivityStore build() {
      if (!PREFIX.matcher(tablePrefix).matches()) {
        throw new ConfigurationException("a table prefix has up to 40 letters, digits and underscores: " + tablePrefix);
      }
      if (shop.isBlank() || shop.length() > 64) {
        throw new ConfigurationException("a shop's id has 1 to 64 characters");
      }
      return new JdbcActivityStore(this);
    }
  }
}
