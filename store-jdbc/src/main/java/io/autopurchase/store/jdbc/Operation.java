package io.autopurchase.store.jdbc;

import io.autopurchase.spi.CommitResult;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.annotation.Nullable;

/**
 * One row to write.
 *
 * @param commit for which of the commits at hand
 * @param otherwise what to do where no row was changed; null where that does not matter
 */
record Operation(int commit, String sql, Values values, @Nullable Otherwise otherwise) {
  static Operation of(int commit, String sql, Values values) {
    return new Operation(commit, sql, values, null);
  }

  boolean isGuarded() {
    return otherwise != null;
  }

  /** Sets the parameters. */
  interface Values {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** Either the commit has lost, or another row is to be written instead. */
  record Otherwise(@Nullable CommitResult lost, @Nullable Operation instead) {
    static Otherwise lost(CommitResult result) {
      return new Otherwise(result, null);
    }

    static Otherwise instead(Operation operation) {
      return new Otherwise(null, operation);
    }
  }
}
