package io.autopurchase.core.booking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.record.Text;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * How far a line of a booking is. A {@link LineOutcome#PENDING} line goes from {@link Unchecked} over {@link Checked} to {@link Quoted}, and then into an
 * order; what is {@link Blocked} goes back to the beginning once it is decided. The last three are of lines that are booked.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LineStage.Unchecked.class, name = "unchecked"),
  @JsonSubTypes.Type(value = LineStage.Checked.class, name = "checked"),
  @JsonSubTypes.Type(value = LineStage.Quoted.class, name = "quoted"),
  @JsonSubTypes.Type(value = LineStage.Blocked.class, name = "blocked"),
  @JsonSubTypes.Type(value = LineStage.Overcharged.class, name = "overcharged"),
  @JsonSubTypes.Type(value = LineStage.Unpayable.class, name = "unpayable"),
  @JsonSubTypes.Type(value = LineStage.Withdrawn.class, name = "withdrawn")
})
sealed interface LineStage {
  /**
   * Its item is to be looked up.
   *
   * @param refusal of an order with this line, of which it is to be found out why; null if there was none
   */
  record Unchecked(@Nullable Text refusal) implements LineStage {}

  /** Its item was looked up, and the provider is to be asked for the prices of the whole order. */
  record Checked() implements LineStage {}

  /** It can be ordered. */
  record Quoted() implements LineStage {}

  /**
   * It cannot be bought as it is: decided once all lines were looked at.
   *
   * @param issue a question, or a refusal
   */
  record Blocked(QuestionDraft issue) implements LineStage {}

  /**
   * It is in an order that costs more than was approved: it is asked whether that is accepted.
   *
   * @param charged for all its units
   */
  record Overcharged(Money charged) implements LineStage {}

  /** What it costs in its order was not accepted. */
  record Unpayable() implements LineStage {}

  /**
   * What it costs in its order was not accepted, and the order is to be cancelled.
   *
   * @param released whether another activity can take the line
   */
  record Withdrawn(boolean released) implements LineStage {}

  /** Blocked if there is something that blocks it, else as given. */
  static LineStage blockedOr(Optional<QuestionDraft> issue, LineStage otherwise) {
    return issue.<LineStage>map(Blocked::new).orElse(otherwise);
  }

  /** What keeps the line from being bought, if anything does. */
  default Optional<QuestionDraft> blockedBy() {
    return this instanceof Blocked blocked ? Optional.of(blocked.issue) : Optional.empty();
  }
}
