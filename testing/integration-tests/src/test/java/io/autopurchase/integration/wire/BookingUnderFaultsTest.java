package io.autopurchase.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.sandbox.Deviation;
import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.Faults;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A booking, through the public API, whose first create meets a fault or a deviation: nothing is bought twice, nothing is lost. */
class BookingUnderFaultsTest {
  private static final String CREATE = "/purchase/order/create";
  private static final int THREADS = 40;

  @Test
  void book_firstCreateGoesWrong_whatTheHostKnowsIsWhatTheMarketplaceHas() throws Exception {
    List<Fault> faults = new ArrayList<>();
    for (Fault.Kind kind : Fault.Kind.values()) {
      // A campaign closes an API for an hour, which is too long for a test.
      if (kind != Fault.Kind.CAMPAIGN && (kind.apis().isEmpty() || kind.apis().contains(CREATE))) {
        faults.add(lighter(kind.fault().withWorkDone(true)));
        faults.add(lighter(kind.fault().withWorkDone(false)));
      }
    }
    List<Callable<String>> bookings = new ArrayList<>();
    faults.forEach(fault -> bookings.add(() -> book(fault + "", on -> on.inject(fault))));
    Stream.of(Deviation.values()).forEach(deviation -> bookings.add(() -> book(deviation + "", on -> on.deviate(deviation))));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<String> wrong = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(bookings)) {
        if (!result.get().isEmpty()) {
          wrong.add(result.get());
        }
      }
      System.out.println(bookings.size() + " bookings under faults");
      assertThat(wrong).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** As bad, but not as long. */
  private static Fault lighter(Fault fault) {
    return switch (fault.kind()) {
      case HUGE_BODY, GZIP_BOMB -> fault.withNumber(6);
      case SLOW_DRIP -> fault.withTime(Duration.ofMillis(2));
      // A gateway that says that a call was not looked at, and has done its work, is not of this world.
      case CALL_LIMIT, APP_CALL_LIMIT, EXPIRED_TOKEN -> fault.withWorkDone(false);
      default -> fault;
    };
  }

  /** Says what is wrong; empty if nothing is. */
  private static String book(String name, Consumer<Faults.On> wrong) throws Exception {
    try (TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
        Buyer buyer = new Buyer(sandbox)) {
      wrong.accept(sandbox.faults().on(CREATE).call(1));
      Activity booking =
          buyer.book(
              Buyer.plan("ORD-1")
                  .line("1-1", Item.of("42602653803"), 1, Money.cny("128.50"))
                  .line("1-2", Item.of("610010010004", "5001001"), 2, Money.cny("41.90"))
                  .build());
      List<String> bought =
          sandbox.ledger().orders().stream().flatMap(order -> order.lines().stream()).map(Ledger.Line::orderLineNo).sorted().toList();
      List<String> known =
          booking.lines().stream().filter(line -> line.outcome().isSuccess()).map(line -> line.line().lineId()).sorted().toList();
      return bought.equals(known) ? "" : name + ": bought " + bought + ", known " + known + ", " + booking.journal();
    }
  }
}
