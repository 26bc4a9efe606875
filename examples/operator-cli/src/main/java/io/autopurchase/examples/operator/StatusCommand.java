package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Health;
import picocli.CommandLine.Command;

/** What needs attention. */
@Command(
    name = "status",
    description =
        "Shows what needs attention: parked and unreadable activities, placements in doubt, undelivered events, sessions that need a person.")
final class StatusCommand extends OperatorCommand {
  @Override
  int run(AutoPurchase autoPurchase) {
    Health health = autoPurchase.health();
    ObjectNode document = Documents.object();
    document.set("health", Documents.of(health));
    cli().output().print(document, texts -> texts.health(health));
    return ExitCode.DONE;
  }
}
