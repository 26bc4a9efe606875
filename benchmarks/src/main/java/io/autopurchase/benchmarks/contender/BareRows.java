package io.autopurchase.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * The bare limit of PostgreSQL: the rows of a placement, written by one statement that commits by itself, through the same pool, by as many
 * threads as activities are in flight. The rows are an update of the activity (400 bytes), an event (300 bytes) and a unique name (60
 * bytes); an activity is accepted with an insert of its row.
 */
public final class BareRows implements Contender {
  public static final String NAME = "bare rows";
  static final int BODY_BYTES = 400;
  static final int EVENT_BYTES = 300;
  private static final byte[] BODY = new byte[BODY_BYTES];
  private static final byte[] EVENT = new byte[EVENT_BYTES];
  private static final String STEP =
      "WITH event AS (INSERT INTO bare_event (activity, step, body) VALUES (?, ?, ?)),"
          + " name AS (INSERT INTO bare_name (name, owner) VALUES (?, ?))"
          + " UPDATE bare_activity SET version = version + 1, body = ? WHERE id = ? AND version = ?";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "one auto-committed statement per step: UPDATE of 400 bytes by key and version, INSERT of 300 bytes, INSERT of a unique name";
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bare_activity (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, body BYTEA NOT NULL) WITH (fillfactor = 70)");
      statement.execute("CREATE TABLE bare_event (activity BIGINT NOT NULL, step INTEGER NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (activity, step))");
      statement.execute("CREATE TABLE bare_name (name VARCHAR(60) PRIMARY KEY, owner BIGINT NOT NULL)");
    }
    return new Rows(pool, load, work);
  }

  private static final class Rows implements Subject {
    private final DataSource pool;
    private final Load load;
    private final Work work;
    private final ExecutorService threads;
    private int accepted;
    private boolean started;

    Rows(DataSource pool, Load load, Work work) {
      this.pool = pool;
      this.load = load;
      this.work = work;
      threads = Executors.newFixedThreadPool(load.inFlight());
    }

    @Override
    public void submit(int activity) throws SQLException {
      try (Connection connection = pool.getConnection();
          PreparedStatement insert = connection.prepareStatement("INSERT INTO bare_activity (id, version, body) VALUES (?, 0, ?)")) {
        insert.setLong(1, activity);
        insert.setBytes(2, BODY);
        insert.executeUpdate();
      }
      synchronized (this) {
        if (started) {
          threads.execute(() -> run(activity));
        } else {
          accepted = Math.max(accepted, activity + 1);
        }
      }
    }

    @Override
    public synchronized void start() {
      started = true;
      for (int i = 0; i < accepted; i++) {
        int activity = i;
        threads.execute(() -> run(activity));
      }
    }

    private void run(int activity) {
      try (Connection connection = pool.getConnection();
          PreparedStatement step = connection.prepareStatement(STEP)) {
        for (int i = 0; i < load.steps(); i++) {
          work.step(activity);
          step.setLong(1, activity);
          step.setInt(2, i);
          step.setBytes(3, EVENT);
          step.setString(4, "client-order-id/" + activity + "-" + i);
          step.setLong(5, activity);
          step.setBytes(6, BODY);
          step.setLong(7, activity);
          step.setLong(8, i);
          if (step.executeUpdate() != 1) {
            throw new IllegalStateException("activity " + activity + " is not at step " + i);
          }
        }
        work.ended(activity);
      } catch (SQLException | RuntimeException e) {
        work.failed(e);
      }
    }

    @Override
    public void close() {
      threads.shutdown();
    }
  }
}
