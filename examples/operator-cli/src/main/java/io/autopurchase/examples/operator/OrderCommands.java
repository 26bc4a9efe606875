package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AutoPurchase;
import io.autopurchase.LineKey;
import io.autopurchase.Parcel;
import io.autopurchase.PlanPreview;
import io.autopurchase.Purchase;
import io.autopurchase.ReservationPlan;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is done for an order. */
final class OrderCommands {
  private OrderCommands() {}

  /** An order and in whose name it is bought. */
  static final class PlanOptions {
    @Option(names = "--order", required = true, paramLabel = "FILE", description = "The order, as JSON.")
    private Path order;

    @Mixin
    private SessionOptions session;

    @Mixin
    private AnswerOptions answers;

    @Nullable
    @Option(names = "--price-tolerance", paramLabel = "PERCENT", description = "By how many percent a unit price may rise without a question.")
    private BigDecimal priceTolerance;

    @Nullable
    @Option(
        names = "--price-tolerance-amount",
        paramLabel = "YUAN",
        description = "By how many yuan the unit price may rise without a question; with a percentage, the stricter one applies.")
    private String priceToleranceAmount;

    @Option(names = "--names-as-given", description = "Sends the recipient's name as it is, without transliteration.")
    private boolean namesAsGiven;

    @Option(names = "--exclude-tmall", description = "Refuses items of Tmall, whatever the settings say.")
    private boolean excludeTmall;

    @Nullable
    @Option(
        names = "--fingerprint",
        paramLabel = "HEX",
        description = "Refuses the plan unless its preview showed this fingerprint.")
    private String fingerprint;

    /**
     * What the options ask for; a file that is wrong is refused before anything is sent.
     *
     * @param by who asks for it; null if nothing is stored
     */
    ReservationPlan plan(AutoPurchase autoPurchase, Settings settings, @Nullable String by) {
      ReservationPlan.Builder plan = OrderFile.read(order).plan(session.id(autoPurchase));
      settings.find("warehouse").ifPresent(file -> plan.consolidationWarehouse(OrderFile.readWarehouse(Path.of(file))));
      answers.give(plan::on);
      if (priceTolerance != null) {
        plan.priceTolerance(priceTolerance);
      }
      if (priceToleranceAmount != null) {
        plan.priceTolerance(Amounts.parseFromZero("price-tolerance-amount", priceToleranceAmount));
      }
      if (excludeTmall) {
        plan.excludeTmall(true);
      }
      if (fingerprint != null) {
        plan.previewed(fingerprint);
      }
      if (by != null) {
        plan.requestedBy(by);
      }
      plan.transliterateNames(!namesAsGiven);
      return plan.build();
    }
  }

  @Command(name = "preview", description = "Checks an order line by line; nothing is bought.")
  static final class Preview extends OperatorCommand {
    @Mixin
    private PlanOptions options;

    @Override
    int run(AutoPurchase autoPurchase) {
      ReservationPlan plan = options.plan(autoPurchase, cli().settings(), null);
      session(autoPurchase, plan.session());
      PlanPreview preview = autoPurchase.preview(plan);
      ObjectNode document = Documents.object();
      document.set("plan", Documents.plan(preview));
      cli().output().print(document, texts -> texts.plan(preview));
      return preview.violations().isEmpty() ? ExitCode.DONE : ExitCode.INVALID;
    }
  }

  @Command(name = "book", description = "Buys the lines of an order: unpaid orders at the provider. Safe to repeat.")
  static final class Book extends ActivityCommand {
    @Mixin
    private PlanOptions options;

    @Mixin
    private ActorOption actor;

    @Override
    int run(AutoPurchase autoPurchase) throws InterruptedException {
      ReservationPlan plan = options.plan(autoPurchase, cli().settings(), actor.name(cli()));
      session(autoPurchase, plan.session());
      return finish(autoPurchase, autoPurchase.book(plan));
    }
  }

  @Command(name = "purchases", description = "Shows what was bought for an order.")
  static final class Purchases extends OperatorCommand {
    @Option(names = "--order", required = true, paramLabel = "ORDER_ID", description = "The order's id.")
    private String orderId;

    @Override
    int run(AutoPurchase autoPurchase) {
      List<Purchase> purchases = autoPurchase.purchases().ofOrder(orderId);
      ObjectNode document = Documents.object();
      document.set("purchases", Documents.array(purchases, Documents::of));
      cli().output().print(document, texts -> texts.purchases(orderId, purchases));
      return ExitCode.DONE;
    }
  }

  @Command(name = "parcels", description = "Asks the provider where the parcels of a purchased line are.")
  static final class Parcels extends OperatorCommand {
    @Option(names = "--order", required = true, paramLabel = "ORDER_ID", description = "The order's id.")
    private String orderId;

    @Option(names = "--line", required = true, paramLabel = "ID", description = "The line.")
    private String lineId;

    @Override
    int run(AutoPurchase autoPurchase) {
      List<Parcel> parcels = autoPurchase.purchases().parcels(new LineKey(orderId, lineId));
      ObjectNode document = Documents.object();
      document.set("parcels", Documents.array(parcels, Documents::of));
      cli().output().print(document, texts -> texts.parcels(parcels));
      return ExitCode.DONE;
    }
  }
}
