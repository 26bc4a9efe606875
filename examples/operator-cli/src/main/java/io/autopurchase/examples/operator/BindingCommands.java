package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.BindingRequest;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.SessionId;
import io.autopurchase.UnbindingRequest;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Links between an order's lines and the provider's orders. */
final class BindingCommands {
  private BindingCommands() {}

  @Command(
      name = "bind",
      description = "Links an order's lines to an order that was placed on the provider's site. Safe to repeat.")
  static final class Bind extends ActivityCommand {
    @Option(names = "--order", required = true, paramLabel = "FILE", description = "The order, as JSON.")
    private Path order;

    @Mixin
    private SessionOptions session;

    @Option(
        names = "--provider-order",
        required = true,
        paramLabel = "NUMBER",
        description = "Number of the provider's order, on the platform or on the site.")
    private String number;

    @Option(
        names = "--line",
        paramLabel = "ID",
        description = "Only this line; may be repeated. By default all lines that are not linked to another order.")
    private Set<String> lineIds = new LinkedHashSet<>();

    @Mixin
    private AnswerOptions answers;

    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase) throws InterruptedException {
      OrderFile file = OrderFile.read(order);
      SessionId buyer = session.require(autoPurchase);
      String wanted = number(number);
      Set<String> chosen = lineIds.isEmpty() ? openLines(autoPurchase, file, wanted) : lineIds;
      BindingRequest.Builder request = file.binding(buyer, wanted, chosen);
      answers.give(request::on);
      request.requestedBy(actor.name(cli()));
      return finish(autoPurchase, autoPurchase.bind(request.build()));
    }

    /** What people copy from a page often has blanks around it; within a number they are a slip. */
    private static String number(String text) {
      String stripped = text.strip();
      if (stripped.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
        throw OperatorException.invalid("provider-order", "NUMBER", "'" + stripped + "' is more than one word");
      }
      return stripped;
    }

    /** A line that has an order already needs none; one that is linked to this very order is reported as bound. */
    private static Set<String> openLines(AutoPurchase autoPurchase, OrderFile file, String number) {
      Set<String> elsewhere =
          autoPurchase.purchases().ofOrder(file.orderId()).stream()
              .filter(purchase -> purchase.group() == PurchaseGroup.PURCHASED && !isOf(purchase, number))
              .map(purchase -> purchase.line().lineId())
              .collect(Collectors.toSet());
      Set<String> open = new LinkedHashSet<>(file.lineIds());
      open.removeAll(elsewhere);
      if (open.isEmpty()) {
        throw OperatorException.invalid(
            "order", "ALREADY_PURCHASED", "all lines of " + file.orderId() + " are linked to other orders");
      }
      return open;
    }

    private static boolean isOf(Purchase purchase, String number) {
      return purchase.providerOrderId().filter(number::equals).isPresent()
          || purchase.siteOrderId().filter(number::equals).isPresent();
    }
  }

  @Command(
      name = "unbind",
      description = "Cancels purchases at the provider, or only removes their link. Safe to repeat.")
  static final class Unbind extends ActivityCommand {
    @Option(names = "--order", required = true, paramLabel = "ORDER_ID", description = "The order's id.")
    private String orderId;

    @Option(
        names = "--line",
        paramLabel = "ID",
        description = "Only this line; may be repeated. By default all purchased lines.")
    private Set<String> lineIds = new LinkedHashSet<>();

    @Option(
        names = {"--forget", "--unlink-only"},
        description = "Removes the link without cancelling: the provider's order stays open.")
    private boolean unlinkOnly;

    @Nullable
    @Option(names = "--reason", paramLabel = "TEXT", description = "Reason, shown to the provider.")
    private String reason;

    @Nullable
    @Option(names = "--session", paramLabel = "NICK", description = "Refuses lines that another session has bought.")
    private String login;

    @Mixin
    private ProviderOption provider;

    @Mixin
    private AnswerOptions answers;

    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase) throws InterruptedException {
      UnbindingRequest.Builder request = UnbindingRequest.builder(orderId.strip());
      checkedLines(autoPurchase).forEach(request::line);
      answers.give(request::on);
      request.requestedBy(actor.name(cli()));
      if (login != null) {
        request.session(session(autoPurchase, provider.id(autoPurchase, login)).id());
      }
      if (reason != null) {
        request.reason(reason);
      }
      if (unlinkOnly) {
        request.unlinkOnly();
      }
      return finish(autoPurchase, autoPurchase.unbind(request.build()));
    }

    /** An unknown line is reported together with the known ones. */
    private Set<String> checkedLines(AutoPurchase autoPurchase) {
      List<String> known =
          autoPurchase.purchases().ofOrder(orderId.strip()).stream().map(purchase -> purchase.line().lineId()).toList();
      if (!known.isEmpty()) {
        Lines.requireKnown(orderId.strip(), lineIds, known);
      }
      return lineIds;
    }
  }
}
