package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** In what databases differ. */
enum Dialect {
  H2 {
    @Override
    Durability prepare(Connection connection) throws SQLException {
      String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
      if (url.startsWith("jdbc:h2:mem:")) {
        return Durability.VOLATILE;
      }
      try (Statement statement = connection.createStatement()) {
        // By default H2 acknowledges commits that it writes half a second later: a kill loses hundreds of them.
        statement.execute("SET WRITE_DELAY 0");
      } catch (SQLException e) {
        throw new ConfigurationException(
            "H2 writes commits late unless told otherwise, and this user may not tell it: add ;WRITE_DELAY=0 to the URL", e);
      }
      return Durability.SYNC;
    }
  };

  /** Makes a database keep what it acknowledges, and tells whether it does. */
  abstract Durability prepare(Connection connection) throws SQLException;

  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (Dialect dialect : values()) {
      if (product.equalsIgnoreCase(dialect.name())) {
        return dialect;
      }
    }
    throw new ConfigurationException("the database " + product + " is not supported; supported: H2");
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
