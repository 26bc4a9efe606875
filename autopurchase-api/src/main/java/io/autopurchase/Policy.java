package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.math.BigDecimal;
import java.util.Objects;
import javax.annotation.concurrent.Immutable;

/**
 * An answer that the host gives before a question is asked:
 *
 * <pre>{@code
 * plan.on(Policy.when(Question.OUT_OF_STOCK).skipItem())
 *     .on(Policy.when(Question.PRICE_INCREASED).acceptPriceUpTo(new BigDecimal("10")));
 * }</pre>
 *
 * <p>Each method names an answer that some question offers; whether this one does is checked by the request that the policy is given to
 * ({@code UNKNOWN_OPTION}). Immutable; equal by value.
 */
@Immutable
public final class Policy {
  private final String question;
  private final String option;

  private Policy(String question, String option) {
    this.question = question;
    this.option = option;
  }

  /**
   * An answer by its id, for a provider's own options.
   *
   * @param questionCode such as {@link Question#OUT_OF_STOCK}
   * @param option the id of an option that the question offers
   */
  public static Policy of(String questionCode, String option) {
    return new Policy(Objects.requireNonNull(questionCode, "questionCode"), Objects.requireNonNull(option, "option"));
  }

  /**
   * Begins with the question.
   *
   * @param questionCode such as {@link Question#OUT_OF_STOCK}
   */
  public static When when(String questionCode) {
    return new When(Objects.requireNonNull(questionCode, "questionCode"));
  }

  /** The code of the question that is answered. */
  public String question() {
    return question;
  }

  /** The id of the option. */
  public String option() {
    return option;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy && question.equals(((Policy) other).question) && option.equals(((Policy) other).option);
  }

  @Override
  public int hashCode() {
    return Objects.hash(question, option);
  }

  @Override
  public String toString() {
    return question + "=" + option;
  }

  /** The answers that questions offer. Immutable. */
  @Immutable
  public static final class When {
    private final String question;

    private When(String question) {
      this.question = question;
    }

    /** Gives up the line; the other lines continue. */
    public Policy cancelItem() {
      return of(question, AnswerOption.CANCEL_ITEM);
    }

    /** Leaves the line as it is; the other lines continue. */
    public Policy skipItem() {
      return of(question, AnswerOption.SKIP_ITEM);
    }

    /** Ends the activity; what is done stays done. */
    public Policy interrupt() {
      return of(question, AnswerOption.INTERRUPT);
    }

    /** Asks a person, as without a policy. Only of a booking. */
    public Policy ask() {
      return of(question, AnswerOption.ASK);
    }

    /** Buys at the price that the question shows, whatever it is: of {@link Question#PRICE_INCREASED}. */
    public Policy acceptPrice() {
      return of(question, AnswerOption.ACCEPT_PRICE);
    }

    /**
     * Buys at a price that is at most so far above the plan's; asks about a higher one: of {@link Question#PRICE_INCREASED}.
     *
     * @param percent 0 or more, such as 10
     * @throws InvalidInputException it is negative
     */
    public Policy acceptPriceUpTo(BigDecimal percent) {
      if (percent.signum() < 0) {
        throw new InvalidInputException("percent", "RANGE", Arguments.of("text", "negative"));
      }
      return of(question, AnswerOption.ACCEPT_PRICE_UP_TO + percent.toPlainString());
    }

    /**
     * Buys another variant, if its price is within what was approved: of {@link Question#OUT_OF_STOCK} and {@link
     * Question#CONFIGURATION_OUTDATED}.
     *
     * @param skuId the variant's id
     */
    public Policy chooseVariant(String skuId) {
      return of(question, AnswerOption.CHOOSE_VARIANT + Objects.requireNonNull(skuId, "skuId"));
    }

    /** Yes: of {@link Question#ACCOUNT_MISMATCH}. */
    public Policy approve() {
      return of(question, AnswerOption.APPROVE);
    }

    /**
     * Asks the provider to cancel although the order is paid: of {@link Question#CANCEL_PAID_ORDER}. Of {@link Question#PRICE_INCREASED}: cancels an order that
     * costs more than was approved, at a provider that shows prices only once an order is placed; a price that rises before is asked about.
     */
    public Policy cancelOrder() {
      return of(question, AnswerOption.CANCEL_ORDER);
    }

    /** Removes the link only, the order stays open: of {@link Question#CANCEL_PAID_ORDER} and {@link Question#CANCELLATION_PENDING}. */
    public Policy unlinkOnly() {
      return of(question, AnswerOption.UNLINK_ONLY);
    }
  }
}
