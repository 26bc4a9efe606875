package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.NICK;
import static io.autopurchase.examples.operator.Desk.SHIRT_L;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.sandbox.Ledger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one SQLite file. */
class SharedFileTest {
  @TempDir
  private Path folder;

  @Test
  void book_twoProcessesAtOnceAndOneIsKilled_nothingIsLostOrDoubled() throws Exception {
    try (Desk desk = new Desk(folder).addSession()) {
      List<String> files = List.of(desk.order("ORD-ONE", SHIRT_M), desk.order("ORD-TWO", SHIRT_L));
      int before = desk.sandbox.ledger().calls().size();
      try (ChildRun one = book(desk, files.get(0));
          ChildRun two = book(desk, files.get(1))) {
        Eventually.isTrue(() -> desk.sandbox.ledger().calls().size() > before);
        one.kill();
        assertThat(two.exitCode()).as(two.err()).isZero();
      }

      for (String file : files) {
        desk.done("book", "--order", file, "--session", NICK);
      }

      assertThat(desk.sandbox.ledger().orders()).hasSize(2);
      assertThat(desk.sandbox.ledger().orders()).extracting(Ledger.Order::purchaseId).doesNotHaveDuplicates();
      for (String order : List.of("ORD-ONE", "ORD-TWO")) {
        assertThat(desk.purchases(order).at("/0/status").asText()).as(order).isEqualTo("AWAITING_PAYMENT");
      }
    }
  }

  private ChildRun book(Desk desk, String file) throws Exception {
    return ChildRun.of(desk.settings, folder, "book", "--order", file, "--session", NICK, "--wait");
  }
}
