package io.autopurchase.testdatabases;

import javax.sql.DataSource;

/** Where databases live: on a server, or in the files of a folder. */
abstract class DatabaseHost implements AutoCloseable {
  abstract String product();

  abstract String user();

  abstract String url(String database);

  abstract DataSource dataSource(String database);

  abstract void createDatabase(String database);

  abstract void dropDatabase(String database);

  /**
   * Ends, from the server's side, every connection to a database.
   *
   * @throws IllegalStateException if there is no server
   */
  abstract void cutConnections(String database);

  /**
   * {@code kill -9} of the server.
   *
   * @throws IllegalStateException if there is no server
   */
  abstract void kill();

  /**
   * Starts the server and waits until it serves.
   *
   * @throws IllegalStateException if there is no server, or if it is running
   */
  abstract void launch();

  @Override
  public abstract void close();
}
