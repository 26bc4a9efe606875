package io.autopurchase.core.binding;

import io.autopurchase.AnswerOption;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.binding.BindingState.Line;
import io.autopurchase.core.record.Text;
import io.autopurchase.spi.ProviderLineId;
import io.autopurchase.spi.ProviderOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds for lines of the host the lines of a provider's orders that hold the same. For one look at the orders. */
final class BindingMatch {
  private final List<ProviderOrder> orders;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<ProviderLineId> used = new HashSet<>();

  /** A line of one of the provider's orders. */
  record Candidate(ProviderOrder order, ProviderOrder.Line line) {
    ProviderLineId id() {
      return new ProviderLineId(order.id(), line.id());
    }

    boolean isClosed() {
      return order.status() == PurchaseStatus.CLOSED || line.status() == PurchaseStatus.CLOSED;
    }
  }

  BindingMatch(List<ProviderOrder> orders) {
    this.orders = orders;
    orders.forEach(order -> order.lines().forEach(line -> candidates.add(new Candidate(order, line))));
  }

  boolean isAllClosed() {
    return orders.stream()
        .allMatch(
            order ->
                order.status() == PurchaseStatus.CLOSED
                    || !order.lines().isEmpty() && order.lines().stream().allMatch(line -> line.status() == PurchaseStatus.CLOSED));
  }

  /**
   * The line that a person has chosen, or one with the same item, variant and quantity; it is used up then.
   *
   * @param isTaken whether a line is linked elsewhere
   */
  Optional<Candidate> take(Line wanted, Predicate<Candidate> isTaken) {
    Optional<Candidate> match =
        candidates.stream()
            .filter(candidate -> fits(wanted, candidate))
            .filter(candidate -> !candidate.isClosed() && !used.contains(candidate.id()) && !isTaken.test(candidate))
            .findFirst();
    match.ifPresent(candidate -> used.add(candidate.id()));
    return match;
  }

  /** The line that would fit if it were not linked elsewhere. */
  Optional<Candidate> taken(Line wanted, Predicate<Candidate> isTaken) {
    return candidates.stream().filter(candidate -> fits(wanted, candidate) && isTaken.test(candidate)).findFirst();
  }

  /** What a person chooses by: if the number means several orders, also of which one the line is. */
  private String key(Candidate candidate) {
    boolean several = candidates.stream().anyMatch(other -> !other.order().id().equals(candidate.order().id()));
    return several ? candidate.order().id() + "/" + candidate.line().id() : candidate.line().id();
  }

  private boolean fits(Line wanted, Candidate candidate) {
    if (wanted.chosen != null) {
      return key(candidate).equals(wanted.chosen);
    }
    return isItem(wanted, candidate.line()) && isVariant(wanted, candidate.line()) && candidate.line().quantity() == wanted.quantity;
  }

  private static boolean isItem(Line wanted, ProviderOrder.Line theirs) {
    return theirs.itemId().equals(wanted.itemId) || theirs.itemId().equals(wanted.orderItemId);
  }

  /** If we name no variant the item has only one, whose id the provider may show. */
  private static boolean isVariant(Line wanted, ProviderOrder.Line theirs) {
    return wanted.skuId.isEmpty() && !wanted.severalVariants || theirs.skuId().equals(wanted.skuId) || theirs.skuId().equals(wanted.orderSkuId);
  }

  /** What differs, and what a person may choose instead. */
  QuestionDraft mismatch(Line wanted, Predicate<Candidate> isTaken) {
    List<Candidate> free =
        candidates.stream()
            .filter(candidate -> !candidate.isClosed() && !used.contains(candidate.id()) && !isTaken.test(candidate))
            .toList();
    Optional<Candidate> sameItem = free.stream().filter(candidate -> isItem(wanted, candidate.line())).findFirst();
    Map<String, String> context = new LinkedHashMap<>();
    context.put("itemId", wanted.itemId);
    context.put("skuId", wanted.skuId);
    context.put("quantity", Integer.toString(wanted.quantity));
    context.put("oldValue", wanted.quantity + " x " + wanted.item());
    context.put("newValue", sameItem.map(BindingMatch::what).orElse(""));
    List<AnswerOption> options = new ArrayList<>();
    free.forEach(c -> options.add(Text.option(AnswerOption.BIND_TO + key(c), "text", "linkTo", "line", what(c), "providerOrderId", c.order().id())));
    options.add(new AnswerOption(AnswerOption.CANCEL_ITEM, "Cancel this item"));
    options.add(Text.option(AnswerOption.SKIP_ITEM, "text", "skipItem"));
    options.add(Text.option(AnswerOption.INTERRUPT, "text", "interruptBinding"));
    options.add(Text.option(AnswerOption.RETRY, "text", "checkAgain"));
    String difference =
        sameItem
            .map(
                c ->
                    isVariant(wanted, c.line())
                        ? "it has " + c.line().quantity() + " units of item " + wanted.itemId + ", " + wanted.quantity + " are wanted"
                        : "it has variant " + c.line().skuId() + " of item " + wanted.itemId + ", " + (wanted.skuId.isEmpty() ? "no certain one" : wanted.skuId) + " is wanted")
            .orElseGet(
                () ->
                    candidates.stream().anyMatch(candidate -> isItem(wanted, candidate.line()) && isTaken.test(candidate))
                        ? "what it holds of item " + wanted.itemId + " is linked to another line"
                        : "no free line of it holds item " + wanted.itemId);
    return new QuestionDraft(Question.LINE_MISMATCH, "the provider's order does not match: " + difference, context, options);
  }

  private static String what(Candidate candidate) {
    ProviderOrder.Line line = candidate.line();
    String name = line.title().isEmpty() ? line.itemId() + (line.skuId().isEmpty() ? "" : ":" + line.skuId()) : line.title();
    return line.quantity() + " x " + name;
  }
}
