package io.autopurchase.integration.wire;

import io.autopurchase.Parcel;
import io.autopurchase.sandbox.Deviation;
import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One operation that meets what is wrong.
 *
 * @param wrong names of a fault and of deviations, joined by {@code +}; after a fault {@code /done} or {@code /undone} says
 *     whether the work is done
 */
record Cell(String wrong, Operation operation) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Faults that only a time-out ends. */
  private static final Set<String> ENDLESS = Set.of("DELAY", "LATE_WORK", "SLOW_DRIP");

  private static final Duration SHORT = Duration.ofMillis(700);

  /**
   * Carries it out.
   *
   * @return how it ended, as one letter: Yes, No, Unknown, Limited, needs Authorization, not Sent
   * @throws AssertionError if something was ordered twice or lost, or an end is not true
   */
  char run() {
    try (Bench harness = new Bench()) {
      for (String name : wrong.split("\\+")) {
        inject(harness, name);
      }
      long before = harness.sandbox.ledger().count(operation.api);
      boolean endless = ENDLESS.stream().anyMatch(wrong::startsWith);
      CallContext context =
          CallContext.of(Instant.now(), endless ? SHORT : PATIENCE).withAccessToken(harness.grant.accessToken());
      ProviderResult<?> result = operation.run(harness, context);
      char end = letter(result);
      harness.sandbox.faults().clear();
      check(harness.sandbox.ledger().count(operation.api) - before <= 1, "more than one request");
      checkTruth(harness, end);
      if (result instanceof ProviderResult.Success<?> yes) {
        checkValue(harness, yes.value());
      }
      boolean tooSlowToSend = endless && end == 'S';
      return tooSlowToSend ? 'U' : end;
    }
  }

  private void inject(Bench harness, String name) {
    if (name.equals("NOTHING")) {
      return;
    }
    String bare = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    if (Arrays.stream(Deviation.values()).anyMatch(deviation -> deviation.name().equals(bare))) {
      Deviation deviation = Deviation.valueOf(bare);
      harness.sandbox.faults().on(operation.api).deviate(deviation, deviation.field().isEmpty() ? "" : operation.field);
      return;
    }
    Fault fault = Fault.Kind.valueOf(bare).fault();
    if (name.contains("/")) {
      fault = fault.withWorkDone(name.endsWith("/done"));
    }
    fault =
        switch (fault.kind()) {
          case DELAY, LATE_WORK -> fault.withTime(SHORT.multipliedBy(4));
          case HUGE_BODY, GZIP_BOMB -> fault.withNumber(6);
          default -> fault;
        };
    harness.sandbox.faults().on(operation.api).call(1).inject(fault);
  }

  private static char letter(ProviderResult<?> result) {
    if (result instanceof ProviderResult.Success) {
      return 'Y';
    }
    if (result instanceof ProviderResult.Rejected) {
      return 'N';
    }
    if (result instanceof ProviderResult.Limited) {
      return 'L';
    }
    if (result instanceof ProviderResult.NeedsAuthorization) {
      return 'A';
    }
    return result instanceof ProviderResult.NotSent ? 'S' : 'U';
  }

  /** A yes has happened, what is neither a yes nor unknown has not, and all that has happened can be found. */
  private void checkTruth(Bench harness, char end) {
    boolean yes = end == 'Y';
    boolean no = end != 'Y' && end != 'U';
    String unpaid = harness.order(Bench.UNPAID).status();
    switch (operation) {
      case PLACE -> {
        List<String> found = end == 'L' ? List.of() : harness.found(Bench.NEW);
        List<String> made = harness.orders(Bench.NEW).map(Ledger.Order::purchaseId).stream().toList();
        check(!yes || made.size() == 1, "a wrong yes");
        check(!no || made.isEmpty(), "a wrong no");
        check(made.containsAll(found), "found what was not made");
        check(found.containsAll(made) || wrong.startsWith("LATE_WORK"), "made and not found");
      }
      case CANCEL -> check(!no || !unpaid.equals("TRADE_CLOSED"), "a wrong no");
      case PAY -> check(!no || unpaid.equals("WAIT_BUYER_P"), "a wrong no");
      default -> check(unpaid.equals("WAIT_BUYER_P"), "something was done that was not asked for");
    }
  }

  /** Ids and units are what the ledger says, exact to the last digit. */
  private void checkValue(Bench harness, Object value) {
    List<?> orders = value instanceof OrderLookup found ? found.orders() : value instanceof List<?> list ? list : List.of();
    for (Object one : orders) {
      if (one instanceof ProviderOrder order) {
        Ledger.Order truth = harness.order(operation == Operation.PLACE ? Bench.NEW : Bench.SHIPPED);
        Ledger.Line line = truth.lines().get(0);
        check(order.id().equals(truth.purchaseId()), "another order");
        check(order.lines().get(0).id().equals(line.subOrderId()), "another line");
        check(order.lines().get(0).quantity() == line.quantity(), "another quantity");
        check(order.lines().get(0).amount().orElseThrow().toMinorUnits() == line.price() * line.quantity(), "another amount");
      } else if (one instanceof Parcel parcel) {
        check(parcel.number().equals(harness.order(Bench.SHIPPED).lines().get(0).trackings().get(0)), "another parcel");
      }
    }
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(this + ": " + what);
    }
  }
}
