package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.HostTransaction;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import io.autopurchase.spi.StoredRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;
import javax.sql.DataSource;

/**
 * An {@link ActivityStore} in the host's relational database. Thread-safe.
 *
 * <p>The host gives a {@link DataSource}, best one with a pool whose wait for a connection is bounded; driver and pool are
 * the host's, and the data source stays open when the store is closed. Every call takes one connection of its own for its
 * own short transaction at read committed, never one that the caller may have open; so it must be a plain data source, not
 * one that hands out the connection of the thread's transaction. The connection goes back as it came. One connection is
 * enough for the store. It commits in a few transactions at a time: one on SQLite, two on PostgreSQL, four on the others; of threads that come
 * while all are at work, several share the next one.
 *
 * <p>Databases: SQLite (also without a data source, by {@link #openSqlite}), PostgreSQL, MariaDB, MySQL from 8.0.17 on.
 * H2 is for tests and demonstrations: it does not sync the disk, so a loss of power loses commits that it acknowledged; in memory
 * nothing survives, which {@link #durability()} says.
 *
 * <p>Every query goes by an index on the shop and the kind, but {@link RecordQuery} with a text: that looks at all records
 * of the kind, latest first, until the page is full, and at all of them to count the matches.
 *
 * <p>The database's clock decides when old write ids and tombstones are removed (after four hours), and nothing else.
 */
@ThreadSafe
public final class JdbcActivityStore implements ActivityStore {
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

  private final String shop;
  private final Tables tables;
  private final Schema schema;
  private final String storeId;
  private final Transactions transactions;
  private final Queries queries;
  private final EventQueries events;
  private final Purger purger;
  private final Durability durability;
  private final RememberedTexts texts = new RememberedTexts();
  private final ConnectionSource connections;
  private final AtomicBoolean batchesCount = new AtomicBoolean(true);
  @Nullable private final CommitQueue queue;

  private JdbcActivityStore(Builder builder) {
    shop = builder.shop;
    connections = builder.connections.get();
    boolean isOpen = false;
    Connection connection = null;
    try {
      connection = connections.take();
      Dialect dialect = Dialect.of(connection);
      durability = dialect.check(connection);
      tables = new Tables(dialect, builder.tablePrefix);
      schema = Schema.of(dialect, builder.tablePrefix);
      if (builder.createTables) {
        schema.create(connection);
      }
      schema.check(connection);
      storeId = schema.storeId(connection);
      transactions = new Transactions(connections, dialect, Math.max(1, (int) builder.queryTimeout.toSeconds()));
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      isOpen = true;
    } catch (SQLException e) {
      // A pool says only that it has no connection; why it has none is what helps.
      String why = e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + e.getCause().getMessage() + ")";
      throw new StoreUnavailableException("the tables cannot be made or checked: " + why, e);
    } finally {
      giveBack(connection, isOpen);
    }
    queries = new Queries(transactions, tables, shop);
    events = new EventQueries(transactions, tables, shop);
    purger = new Purger(transactions, tables, shop);
    // H2 has no round trips to save, and does better with as many transactions as there are threads.
    boolean grouping = builder.groupCommits && transactions.dialect != Dialect.H2;
    queue = grouping ? new CommitQueue(this::commitAll, transactions.dialect.transactionsAtOnce()) : null;
  }

  private void giveBack(@Nullable Connection connection, boolean isOpen) {
    try {
      if (connection != null) {
        connections.giveBack(connection, isOpen);
      }
    } catch (SQLException e) {
      // What was done with it is committed, or its failure is on the way.
    }
    if (!isOpen) {
      connections.close();
    }
  }

  /** With the defaults of {@link #builder}: makes its tables if they are missing. */
  public static JdbcActivityStore create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  public static Builder builder(DataSource dataSource) {
    return new Builder(() -> ConnectionSource.of(dataSource));
  }

  /**
   * With the defaults of {@link #sqlite}: the store in a SQLite file of its own, without a pool of the host's.
   *
   * @throws ConfigurationException as {@link #sqlite}
   * @throws StoreUnavailableException if the file cannot be opened
   */
  public static JdbcActivityStore openSqlite(Path file) {
    return sqlite(file).build();
  }

  /**
   * For a store in a SQLite file. The store opens and closes its connections itself; they wait for the disk with every commit.
   * Several processes of one machine may have the file open at once; it must not be on a network file system. The driver
   * {@code org.xerial:sqlite-jdbc} must be there at run time.
   *
   * <p>Missing folders are made with rights for their owner alone (0700), and so are the file and those that SQLite keeps beside it,
   * {@code -wal} and {@code -shm} (0600), whatever the umask. If the group may write to the folder, a warning is logged. {@link
   * Builder#build} throws {@link ConfigurationException} if all users may write to the folder, or the driver is missing.
   *
   * @param file made if there is none
   */
  public static Builder sqlite(Path file) {
    return new Builder(() -> SqliteFile.of(file));
  }

  @Override
  public CommitResult commit(Commit commit) {
    return queue == null ? commitAll(List.of(commit)).get(0) : queue.commit(commit);
  }

  @Override
  public List<CommitResult> commitAll(List<Commit> commits) {
    if (commits.isEmpty()) {
      return List.of();
    }
    List<CommitResult> results = isWrittenAtOnce(commits) ? commits.stream().<CommitResult>map(commit -> new CommitResult.Applied()).toList() : writeEach(commits);
    purger.committed(commits.size());
    for (int i = 0; i < commits.size(); i++) {
      if (results.get(i) instanceof CommitResult.Applied) {
        texts.written(commits.get(i));
      }
    }
    return results;
  }

  /** Mostly nothing is in the way of any of them, and then one round trip is enough. */
  private boolean isWrittenAtOnce(List<Commit> commits) {
    return transactions.dialect.runsScripts()
        && commits.stream().allMatch(PostgresqlScript::fits)
        && CommitBatch.haveNothingInCommon(commits)
        && transactions.writeAtOnce(
            connection -> PostgresqlScript.run(connection, tables, shop, texts::at, commits, transactions.lockSeconds(), transactions.timeoutSeconds));
  }

  private List<CommitResult> writeEach(List<Commit> commits) {
    List<CommitResult> results = new ArrayList<>(commits.size());
    transactions.write(
        lease -> {
          CommitBatch.Undo undo =
              commits.size() == 1 && !transactions.dialect.transactsBySql()
                  ? CommitBatch.Undo.wholly(lease, transactions.lockSeconds())
                  : CommitBatch.Undo.toSavepoint(lease.connection, transactions.dialect);
          Statements statements = new Statements(lease.connection, transactions.timeoutSeconds, batchesCount);
          results.addAll(CommitBatch.of(commits, tables, shop, statements, undo).write());
          return results.stream().anyMatch(CommitResult.Applied.class::isInstance);
        });
    return results;
  }

  /**
   * {@inheritDoc}
   *
   * @param transaction a {@link JdbcHostTransaction} on the same database, with auto-commit off
   */
  @Override
  public CommitResult commit(Commit commit, HostTransaction transaction) {
    return join(transaction).commit(commit, shop, batchesCount);
  }

  /**
   * {@inheritDoc}
   *
   * @param transaction a {@link JdbcHostTransaction} on the same database, with auto-commit off
   */
  @Override
  public Optional<StoredRecord> load(RecordKey key, HostTransaction transaction) {
    return join(transaction).read(connection -> queries.load(connection, key));
  }

  /**
   * {@inheritDoc}
   *
   * @param transaction a {@link JdbcHostTransaction} on the same database, with auto-commit off
   */
  @Override
  public Optional<String> owner(String scope, String name, HostTransaction transaction) {
    return join(transaction).read(connection -> queries.owner(connection, scope, name));
  }

  private JoinedTransaction join(HostTransaction transaction) {
    if (!(transaction instanceof JdbcHostTransaction host)) {
      throw new ConfigurationException("this store joins a JdbcHostTransaction, not a " + transaction.getClass().getSimpleName());
    }
    return JoinedTransaction.of(host, transactions, tables, schema, storeId);
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    Optional<StoredRecord> row = transactions.read(connection -> queries.load(connection, key));
    row.ifPresent(texts::read);
    return row;
  }

  @Override
  public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
    return keys.isEmpty() ? List.of() : transactions.read(connection -> queries.loadAll(connection, keys));
  }

  /**
   * {@inheritDoc}
   *
   * @param transaction a {@link JdbcHostTransaction} on the same database, with auto-commit off
   */
  @Override
  public List<StoredRecord> loadAll(Collection<RecordKey> keys, HostTransaction transaction) {
    return keys.isEmpty() ? List.of() : join(transaction).read(connection -> queries.loadAll(connection, keys));
  }

  @Override
  public RecordPage find(RecordQuery query) {
    return queries.find(query);
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    return queries.due(kind, now, afterId, limit);
  }

  @Override
  public List<StoredRecord> due(DueQuery query) {
    return queries.due(query);
  }

  @Override
  public int forgetEvents(String beforeId, int limit) {
    return purger.forgetEvents(beforeId, limit);
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    return transactions.read(connection -> queries.owner(connection, scope, name));
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    return queries.events(afterId, undeliveredOnly, limit);
  }

  @Override
  public List<StoredEvent> events(StoredEventQuery query) {
    return events.find(query);
  }

  @Override
  public List<PositionedEvent> feed(long afterPosition, int limit) {
    return events.feed(afterPosition, limit);
  }

  @Override
  public String shop() {
    return shop;
  }

  @Override
  public Durability durability() {
    return durability;
  }

  /** Closes the connections of a store that has opened its SQLite file itself; otherwise nothing is held between calls. */
  @Override
  public void close() {
    connections.close();
  }

  Purger purger() {
    return purger;
  }

  /** Mutable; for one thread. */
  public static final class Builder {
    private final Supplier<ConnectionSource> connections;
    private String shop = "default";
    private String tablePrefix = "autopurchase_";
    private boolean createTables = true;
    private boolean groupCommits = true;
    private Duration queryTimeout = Duration.ofSeconds(10);

    private Builder(Supplier<ConnectionSource> connections) {
      this.connections = connections;
    }

    /** Whose data it is: shops that share a database never see each other's. Up to 64 characters. */
    public Builder shop(String id) {
      shop = id;
      return this;
    }

    /**
     * Whether missing tables are made, and those of an earlier release brought forward; if not, those of this release must be
     * there. They are made by default. Of several processes that start at once one does it.
     */
    public Builder createTables(boolean value) {
      createTables = value;
      return this;
    }

    /** Before the names of all tables and indices; letters, digits and underscores. {@code autopurchase_} by default. */
    public Builder tablePrefix(String value) {
      tablePrefix = value;
      return this;
    }

    /**
     * After how long a statement is given up; 1 second to an hour, in whole seconds. 10 seconds by default. A lock is waited for half as
     * long, an answer from the network 5 seconds longer.
     */
    public Builder queryTimeout(Duration value) {
      queryTimeout = value;
      return this;
    }

    /**
     * Whether threads share a transaction, each with an answer of its own, if more than a few commit at the same time; so by
     * default, but never on H2, which gains nothing by it.
     */
    public Builder groupCommits(boolean value) {
      groupCommits = value;
      return this;
    }

    /**
     * @throws ConfigurationException if the database is none of those supported, the tables are missing or those of
     *     another release, or an option is wrong
     * @throws StoreUnavailableException if the database cannot be reached
     */
    public JdbcActivityStore build() {
      if (!PREFIX.matcher(tablePrefix).matches()) {
        throw new ConfigurationException("a table prefix has up to 40 letters, digits and underscores: " + tablePrefix);
      }
      if (shop.isBlank() || shop.length() > 64 || !shop.equals(PlainText.clean(shop))) {
        throw new ConfigurationException("shop must have 1 to 64 characters that can be printed");
      }
      if (queryTimeout.compareTo(SHORTEST_TIMEOUT) < 0 || queryTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new ConfigurationException("queryTimeout must be between " + SHORTEST_TIMEOUT + " and " + LONGEST_TIMEOUT + ", and is " + queryTimeout);
      }
      return new JdbcActivityStore(this);
    }
  }
}
