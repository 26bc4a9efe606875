package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Money;
import io.autopurchase.PaymentDue;
import io.autopurchase.PaymentRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be paid. */
final class PaymentCommands {
  private PaymentCommands() {}

  @Command(
      name = "payments",
      description = "Shows the orders that wait for payment, the most urgent first, as of the last reading.")
  static final class Payments extends OperatorCommand {
    @Mixin
    private SessionOptions session;

    @Override
    int run(AutoPurchase autoPurchase) {
      List<PaymentDue> due = autoPurchase.purchases().awaitingPayment(session.require(autoPurchase));
      ObjectNode document = Documents.object();
      document.set("payments", Documents.array(due, Documents::of));
      cli().output().print(document, texts -> texts.payments(due));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "pay",
      description = {
        "Pays orders from the account's funds. Off unless the settings payment.per-order and payment.per-activity set the"
            + " limits.",
        "A person is asked, with the amounts, unless --approve is given. Safe to repeat."
      })
  static final class Pay extends ActivityCommand {
    @Mixin
    private SessionOptions session;

    @Option(names = "--order", required = true, paramLabel = "NUMBER", description = "A provider's order; may be repeated.")
    private Set<String> orders = new LinkedHashSet<>();

    @Option(
        names = "--limit",
        required = true,
        paramLabel = "AMOUNT",
        description = "Limit for all orders together, freight included, such as 350.00 or '350.00 CNY'.")
    private String limit;

    @Option(names = "--approve", description = "Pays without asking: a person has checked the amounts.")
    private boolean approved;

    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase) throws InterruptedException {
      Money most = Amounts.parse("limit", limit);
      if (PaymentSettings.of(cli().settings()).isEmpty()) {
        throw OperatorException.invalid(
            PaymentSettings.PER_ORDER,
            "PAYMENT_OFF",
            "nothing may be paid: the settings " + PaymentSettings.PER_ORDER + " and " + PaymentSettings.PER_ACTIVITY
                + " are not there");
      }
      PaymentRequest.Builder request =
          PaymentRequest.builder(session.require(autoPurchase), most);
      orders.stream().map(String::strip).forEach(request::order);
      request.requestedBy(actor.name(cli()));
      if (approved) {
        request.approved(actor.name(cli()));
      }
      return finish(autoPurchase, autoPurchase.pay(request.build()));
    }
  }
}
