package io.autopurchase.core;

import io.autopurchase.PriceTolerance;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** The safety rules by name, each with what an engine would do that did not know it. {@link SafetyRules} says what they demand. */
enum WithdrawnRule {
  ONE_CLIENT_ORDER_ID(
      new SafetyRules() {
        @Override
        public String clientOrderId(String committed, int attempt) {
          return committed + "." + attempt;
        }
      }),
  INTENT_FIRST(
      new SafetyRules() {
        @Override
        public void sendAfterCommit(Runnable intend, Runnable send) {
          send.run();
        }
      }),
  SEND_DEADLINE(
      new SafetyRules() {
        @Override
        public boolean mayLeave(long nowNanos, long sendByNanos) {
          return true;
        }
      }),
  OPEN_INTENT_IS_DOUBT(
      new SafetyRules() {
        @Override
        public boolean openIntentMayHaveBeenSent() {
          return false;
        }
      }),
  DOUBT_IS_LOOKED_UP(
      new SafetyRules() {
        @Override
        public boolean isDoubtLookedUp() {
          return false;
        }
      }),
  ECHO_OF_ORDER(
      new SafetyRules() {
        @Override
        public boolean mustOrderBeRepeated() {
          return false;
        }
      }),
  ECHO_OF_LOOKUP(
      new SafetyRules() {
        @Override
        public boolean mustLookupBeRepeated() {
          return false;
        }
      }),
  LOOKUP_READ_TO_ITS_END(
      new SafetyRules() {
        @Override
        public boolean isReadToItsEnd(boolean areAllPagesAndOrdersRead) {
          return true;
        }
      }),
  ECHO_OF_EVERY_LINE(
      new SafetyRules() {
        @Override
        public boolean isDone(boolean allLinesFound, boolean someLinesFound) {
          return allLinesFound || someLinesFound;
        }
      }),
  ECHO_OF_UNFINISHED_ORDER(
      new SafetyRules() {
        @Override
        public boolean mayLinesAppear(boolean someAreMissing, boolean orderMayChange) {
          return false;
        }
      }),
  APPROVED_PRICE(
      new SafetyRules() {
        @Override
        public PriceTolerance tolerance(PriceTolerance approved) {
          return PriceTolerance.of(new BigDecimal("1e9"), null);
        }
      }),
  CONCLUSIVE_LOOKUP(
      new SafetyRules() {
        @Override
        public boolean isConclusive(Instant asOf, Instant conclusiveAt) {
          return true;
        }
      }),
  CONCLUSIVE_AFTER_EVERY_ATTEMPT(
      new SafetyRules() {
        @Override
        public Instant conclusiveAt(@Nullable Instant ofEarlierAttempts, Instant ofThisAttempt) {
          return ofEarlierAttempts == null ? ofThisAttempt : ofEarlierAttempts;
        }
      }),
  AGE_OF_QUESTION(
      new SafetyRules() {
        @Override
        public Instant ageOfAnswer(Instant askedAt, Supplier<Instant> answeredAt) {
          return answeredAt.get();
        }
      }),
  REFUSAL_CLEARS_NO_DOUBT(
      new SafetyRules() {
        @Override
        public boolean doesDoubtOutliveRefusal(boolean isEarlierAttemptInDoubt) {
          return false;
        }
      }),
  REPEAT_ONLY_IF_PROVEN(
      new SafetyRules() {
        @Override
        public boolean mayRepeat(RepeatedClientOrderId proof) {
          return true;
        }
      }),
  INTERRUPTION_WAITS_FOR_DOUBT(
      new SafetyRules() {
        @Override
        public boolean doesInterruptionWaitForDoubt() {
          return false;
        }
      }),
  INTERRUPTION_STOPS_PLACING(
      new SafetyRules() {
        @Override
        public boolean mayPlace(boolean isInterrupted) {
          return true;
        }
      }),
  SIGNAL_WITH_EFFECT(
      new SafetyRules() {
        @Override
        public <S> void takeSignal(S signal, Consumer<S> withItsEffect, Consumer<S> before) {
          before.accept(signal);
        }
      }),
  EVENTS_WITH_CHANGE(
      new SafetyRules() {
        @Override
        public <C> C commitOfEvents(C ofTheChange, Supplier<C> another) {
          return another.get();
        }
      }),
  ANSWER_BEFORE_DEFAULT(
      new SafetyRules() {
        @Override
        public <K> void expectNoAnswer(K answer, Consumer<K> expectNone) {
          // Whatever was answered.
        }
      }),
  ONE_ANSWER(
      new SafetyRules() {
        @Override
        public String nameOfAnswer(String questionId, Supplier<String> unique) {
          return questionId + unique.get();
        }
      }),
  STARTS_ARE_COUNTED(
      new SafetyRules() {
        @Override
        public boolean mayStart(int startsWithoutProgress, int most) {
          return true;
        }
      }),
  LIMIT_WITH_INTENT(
      new SafetyRules() {
        @Override
        @Nullable
        public <L> L limitOfIntent(@Nullable L asRead) {
          return null;
        }
      }),
  PAUSE_FOR_ALL(
      new SafetyRules() {
        @Override
        public boolean mustWait(BooleanSupplier isPauseStored) {
          return false;
        }
      }),
  REFRESH_INTENT_FIRST(
      new SafetyRules() {
        @Override
        public boolean isCommittedFirst(BooleanSupplier commit) {
          return true;
        }
      }),
  ONE_LINK(
      new SafetyRules() {
        @Override
        public boolean isLinkExclusive() {
          return false;
        }
      }),
  BINDING_LEAVES_BOOKINGS_ALONE(
      new SafetyRules() {
        @Override
        public boolean isLeftToBooking(BooleanSupplier mayBookingFindIt) {
          return false;
        }
      }),
  FREE_ONLY_WHEN_CLOSED(
      new SafetyRules() {
        @Override
        public boolean isFree(boolean isSeenClosed, boolean isCancellationAccepted) {
          return isSeenClosed || isCancellationAccepted;
        }
      }),
  CANCEL_ONLY_OWN_LINES(
      new SafetyRules() {
        @Override
        public <L> List<L> linesToCancel(boolean isWholeOrder, List<L> ours) {
          return List.of();
        }
      }),
  PAID_ORDER_IS_ASKED_ABOUT(
      new SafetyRules() {
        @Override
        public boolean mustAskBeforeCancelling(boolean isPaid, boolean isApproved) {
          return false;
        }
      }),
  LATER_READING_COUNTS(
      new SafetyRules() {
        @Override
        public boolean isOutdated(boolean isReadingOlder) {
          return false;
        }
      }),
  FRESH_READINGS(
      new SafetyRules() {
        @Override
        public boolean isFresh(@Nullable Long readAtNanos, LongSupplier nowNanos, Duration limit) {
          return true;
        }
      }),
  WRITTEN_BY_WRONG_CLOCK(
      new SafetyRules() {
        @Override
        public boolean isDoubtful(boolean isWrittenByWrongClock) {
          return false;
        }
      }),
  DEADLINE_OF_STEADY_CLOCK(
      new SafetyRules() {
        @Override
        public Instant deadline(Instant stored, boolean isWrong, Instant usual) {
          return stored;
        }
      }),
  LIST_UNTIL_NOTHING_NEW(
      new SafetyRules() {
        @Override
        public boolean isListRead(boolean showsNothingNew) {
          return true;
        }
      }),
  MARK_AFTER_DELIVERY(
      new SafetyRules() {
        @Override
        public boolean deliverAndMark(BooleanSupplier deliver, Runnable mark) {
          mark.run();
          return deliver.getAsBoolean();
        }
      });

  final SafetyRules others;

  /**
   * @param others all rules but this one
   */
  WithdrawnRule(SafetyRules others) {
    this.others = others;
  }
}
