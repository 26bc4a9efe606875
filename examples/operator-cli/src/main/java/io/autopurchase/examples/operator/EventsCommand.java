package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AutoPurchase;
import io.autopurchase.PurchaseEvent;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The audit trail. */
@Command(name = "events", description = "Prints the audit trail: what happened, who did it, old and new value.")
final class EventsCommand extends OperatorCommand {
  @Nullable
  @Option(names = "--after", paramLabel = "ID", description = "Only events after this one.")
  private String after;

  @Option(names = "--limit", defaultValue = "100", description = "At most so many, 1 to 1000; default ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  int run(AutoPurchase autoPurchase) {
    List<PurchaseEvent> events = autoPurchase.events().after(after, limit);
    ObjectNode document = Documents.object();
    document.set("events", Documents.array(events, Documents::event));
    cli().output().print(document, texts -> texts.events(events));
    return ExitCode.DONE;
  }
}
