package io.autopurchase.benchmarks.contender;

import java.util.List;

/** Who is beside this library on PostgreSQL. */
public final class Contenders {
  private Contenders() {}

  /** This library, the other libraries, and the database alone. */
  public static List<Contender> onPostgres() {
    return List.of(
        new AutoPurchaseContender(),
        new DbSchedulerContender(),
        new TransactionOutboxContender(),
        new DbosContender(),
        new JobRunrContender(),
        new BareRows());
  }
}
