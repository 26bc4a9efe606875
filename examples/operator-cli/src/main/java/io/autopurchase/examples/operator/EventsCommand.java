package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventGap;
import io.autopurchase.EventQuery;
import io.autopurchase.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The audit trail. */
@Command(name = "events", description = "Prints the audit trail: events with actor, old and new value.")
final class EventsCommand extends OperatorCommand {
  private static final int LIMIT = 100;
  private static final int MOST = 1000;

  @Nullable
  @Option(names = "--after", paramLabel = "ID", description = "Only events after this one.")
  private String after;

  @Nullable
  @Option(names = "--order", paramLabel = "ORDER_ID", description = "Only events of this order.")
  private String order;

  @Nullable
  @Option(names = "--activity", paramLabel = "ID", description = "Only events of this activity.")
  private String activity;

  @Nullable
  @Option(names = "--session", paramLabel = "NICK", description = "Only events of this session.")
  private String login;

  @Mixin
  private ProviderOption provider;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type, such as QUESTION_ASKED; may be repeated.")
  private List<String> types = List.of();

  @Nullable
  @ArgGroup
  private Amount amount;

  /** One of these. */
  static final class Amount {
    @Option(
        names = "--check",
        description = "Lists events of activities that were committed and are missing; exit code 1 if there are any.")
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
    Map<String, Boolean> filters =
        Map.of("after", after != null, "order", order != null, "activity", activity != null, "session", login != null, "type", !types.isEmpty());
    filters.forEach(
        (option, isGiven) -> {
          if (isGiven) {
            throw OperatorException.invalid(option, "NOT_ALLOWED", "--check looks through all events");
          }
        });
    List<EventGap> gaps = autoPurchase.events().gaps();
    ObjectNode document = Documents.object();
    document.set("gaps", Documents.array(gaps, Documents::of));
    cli().output().print(document, texts -> texts.gaps(gaps));
    return gaps.isEmpty() ? ExitCode.DONE : ExitCode.UNEXPECTED;
  }

  private int print(AutoPurchase autoPurchase) {
    List<AutoPurchaseEvent> events = events(autoPurchase);
    ObjectNode document = Documents.object();
    document.set("events", Documents.array(events, Documents::of));
    cli().output().print(document, texts -> texts.events(events));
    return ExitCode.DONE;
  }

  private List<AutoPurchaseEvent> events(AutoPurchase autoPurchase) {
    Events events = autoPurchase.events();
    EventQuery.Builder query =
        EventQuery.builder()
            .after(after)
            .orderId(order)
            .activity(activity == null ? null : new ActivityId(activity))
            .session(login == null ? null : provider.id(autoPurchase, login))
            .types(types.toArray(String[]::new));
    if (amount == null || amount.last == null) {
      return events.find(query.oldestFirst().limit(amount == null || amount.limit == null ? LIMIT : amount.limit).build());
    }
    if (amount.last < 1 || amount.last > MOST) {
      throw OperatorException.invalid("last", "RANGE", "must be between 1 and " + MOST);
    }
    List<AutoPurchaseEvent> newestFirst = new ArrayList<>(events.find(query.limit(amount.last).build()));
    Collections.reverse(newestFirst);
    return newestFirst;
  }
}
