package io.autopurchase.spring;

import io.autopurchase.Activity;
import io.autopurchase.ReservationPlan;
import io.autopurchase.store.jdbc.JdbcHostTransaction;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What bookings have to do with the transactions of the host. Thread-safe. */
final class ShopTransactions {
  private static final Logger log = LoggerFactory.getLogger(ShopTransactions.class);

  private final ShopEngine shop;

  /** Null if the store is not in a data source of the host. */
  @Nullable private final DataSource host;

  private final ShopProperties.Transactions rule;
  private final String property;

  ShopTransactions(ShopEngine shop, @Nullable DataSource host, ShopProperties.Transactions rule, String property) {
    this.shop = shop;
    this.host = host;
    this.rule = rule;
    this.property = property;
  }

  private boolean isOnDatabaseOfStore() {
    return host != null && TransactionSynchronizationManager.isActualTransactionActive() && TransactionSynchronizationManager.hasResource(host);
  }

  /**
   * Before a booking that joins no transaction.
   *
   * @throws IllegalStateException if the thread has a transaction, and the rule is strict
   */
  void checkPlainBooking(ReservationPlan plan) {
    if (rule == ShopProperties.Transactions.ALLOW || !isOnDatabaseOfStore()) {
      return;
    }
    String problem =
        "book(plan) for order " + plan.orderId() + " was called within a transaction, which it does not join: it is bought even if the transaction is rolled back."
            + " Use SpringBooking.book(plan)";
    if (rule == ShopProperties.Transactions.STRICT) {
      throw new IllegalStateException(problem + " (" + property + "=strict)");
    }
    log.warn("{}, or write {}=allow", problem, property);
  }

  Activity book(ReservationPlan plan) {
    Objects.requireNonNull(plan, "plan");
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return shop.engine().book(plan);
    }
    if (host == null) {
      throw new IllegalStateException("order " + plan.orderId() + " cannot join the transaction: the store of the shop " + shop.name() + " is not in a DataSource of the context");
    }
    if (!TransactionSynchronizationManager.hasResource(host)) {
      throw new IllegalStateException(
          "order " + plan.orderId() + " cannot join the transaction, which is not on the DataSource of the shop " + shop.name()
              + "; use its transaction manager, or set autopurchase.datasource to the one that the transaction uses");
    }
    if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      throw new IllegalStateException("order " + plan.orderId() + " cannot be booked within a read-only transaction");
    }
    Connection connection = DataSourceUtils.getConnection(host);
    try {
      return shop.engine().book(plan, JdbcHostTransaction.of(connection, ShopTransactions::afterCommit));
    } finally {
      DataSourceUtils.releaseConnection(connection, host);
    }
  }

  private static void afterCommit(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}
