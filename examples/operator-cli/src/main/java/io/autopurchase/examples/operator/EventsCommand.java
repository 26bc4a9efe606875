package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AutoPurchase;
import io.autopurchase.EventGap;
import io.autopurchase.Events;
import io.autopurchase.AutoPurchaseEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The audit trail. */
@Command(name = "events", description = "Prints the audit trail: what happened, who did it, old and new value.")
final class EventsCommand extends OperatorCommand {
  private static final int LIMIT = 100;
  private static final int MOST = 1000;

  @Nullable
  @Option(names = "--after", paramLabel = "ID", description = "Only events after this one.")
  private String after;

  @Nullable
  @ArgGroup
  private Amount amount;

  /** One of these. */
  static final class Amount {
    @Option(
        names = "--check",
        description = "Says which events of activities are missing, though they were committed; exit code 1 if there are any.")
    private boolean check;

    @Nullable
    @Option(names = "--limit", paramLabel = "N", description = "The first N, 1 to 1000; default 100.")
    private Integer limit;

    @Nullable
    @Option(names = "--last", paramLabel = "N", description = "The last N, 1 to 1000; the newest comes last.")
    private Integer last;
  }

  @Override
  int run(AutoPurchase autoPurchase) {
    return amount != null && amount.check ? check(autoPurchase) : print(autoPurchase);
  }

  private int check(AutoPurchase autoPurchase) {
    if (after != null) {
      throw OperatorException.invalid("after", "NOT_ALLOWED", "--check looks through all events");
    }
    List<EventGap> gaps = autoPurchase.events().gaps();
    ObjectNode document = Documents.object();
    document.set("gaps", Documents.array(gaps, Documents::of));
    cli().output().print(document, texts -> texts.gaps(gaps));
    return gaps.isEmpty() ? ExitCode.DONE : ExitCode.UNEXPECTED;
  }

  private int print(AutoPurchase autoPurchase) {
    List<AutoPurchaseEvent> events = events(autoPurchase.events());
    ObjectNode document = Documents.object();
    document.set("events", Documents.array(events, Documents::of));
    cli().output().print(document, texts -> texts.events(events));
    return ExitCode.DONE;
  }

  private List<AutoPurchaseEvent> events(Events events) {
    if (amount == null || amount.last == null) {
      return events.after(after, amount == null || amount.limit == null ? LIMIT : amount.limit);
    }
    int last = amount.last;
    if (last < 1 || last > MOST) {
      throw OperatorException.invalid("last", "RANGE", "must be between 1 and " + MOST);
    }
    return last(events, last);
  }

  /** They can only be read forwards: reads all, and keeps what comes last. */
  private List<AutoPurchaseEvent> last(Events events, int count) {
    Deque<AutoPurchaseEvent> kept = new ArrayDeque<>();
    String from = after;
    List<AutoPurchaseEvent> read;
    do {
      read = events.after(from, MOST);
      kept.addAll(read);
      while (kept.size() > count) {
        kept.removeFirst();
      }
      from = read.isEmpty() ? from : read.get(read.size() - 1).id();
    } while (read.size() == MOST);
    return List.copyOf(kept);
  }
}
