package io.autopurchase.core.safety;

import io.autopurchase.PriceTolerance;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/**
 * The rules on which "at most one live order per line, and none unknown" rests, one function each. The engine asks them, always; the
 * simulation replaces one at a time by a weaker one, and must notice: a rule whose absence goes unnoticed is not proven.
 * Stateless.
 */
public class SafetyRules {
  public static final SafetyRules ALL = new SafetyRules();

  protected SafetyRules() {}

  // Sending

  /** All attempts of a placement bear one client order id, which was committed before the first. */
  public String clientOrderId(String committed, int attempt) {
    return committed;
  }

  /** Every attempt is committed before it is sent. */
  public void sendAfterCommit(Runnable intend, Runnable send) {
    intend.run();
  }

  /** What was intended too long ago is not sent any more; asked on the monotonic clock as the bytes leave. */
  public boolean mayLeave(long nowNanos, long sendByNanos) {
    return nowNanos - sendByNanos < 0;
  }

  /** An intent that another run has left open may have been sent. */
  public boolean openIntentMayHaveBeenSent() {
    return true;
  }

  /** What is in doubt is looked up, not sent again. */
  public boolean isDoubtLookedUp() {
    return true;
  }

  /** Before conclusiveAt the same client order id is sent again only if the provider is proven to make no second order. */
  public boolean mayRepeat(RepeatedClientOrderId proof) {
    return proof != RepeatedClientOrderId.UNKNOWN;
  }

  /** A refresh of tokens is committed before it is sent. */
  public boolean isCommittedFirst(BooleanSupplier commit) {
    return commit.getAsBoolean();
  }

  // What an answer proves

  /** A yes to an order counts only if it repeats what was ordered. */
  public boolean mustOrderBeRepeated() {
    return true;
  }

  /** What a look-up finds counts only if it is what was ordered. */
  public boolean mustLookupBeRepeated() {
    return true;
  }

  /** A look-up shows what is missing only once all its pages were read, and all orders that they name. */
  public boolean isReadToItsEnd(boolean areAllPagesAndOrdersRead) {
    return areAllPagesAndOrdersRead;
  }

  /** A placement is done only when every line of it was found. */
  public boolean isDone(boolean allLinesFound, boolean someLinesFound) {
    return allLinesFound;
  }

  /** Lines that are missing from an order that is still being built are not missing yet. */
  public boolean mayLinesAppear(boolean someAreMissing, boolean orderMayChange) {
    return someAreMissing && orderMayChange;
  }

  /** A "not found" resolves an in-doubt placement only after conclusiveAt. */
  public boolean isConclusive(Instant asOf, Instant conclusiveAt) {
    return asOf.isAfter(conclusiveAt);
  }

  /** Conclusive is what was asked after all attempts must have been carried out. */
  public Instant conclusiveAt(@Nullable Instant ofEarlierAttempts, Instant ofThisAttempt) {
    return ofEarlierAttempts == null || ofThisAttempt.isAfter(ofEarlierAttempts) ? ofThisAttempt : ofEarlierAttempts;
  }

  /** A "not found" is as old as its question, not as its answer. */
  public Instant ageOfAnswer(Instant askedAt, Supplier<Instant> answeredAt) {
    return askedAt;
  }

  /** A refusal says nothing about an earlier attempt. */
  public boolean doesDoubtOutliveRefusal(boolean isEarlierAttemptInDoubt) {
    return isEarlierAttemptInDoubt;
  }

  /** What was read later counts, however late it arrives. */
  public boolean isOutdated(boolean isReadingOlder) {
    return isReadingOlder;
  }

  /** A list of what was modified is read until it shows nothing new. */
  public boolean isListRead(boolean showsNothingNew) {
    return showsNothingNew;
  }

  // Money

  /** Nothing is ordered above the approved price. */
  public PriceTolerance tolerance(PriceTolerance approved) {
    return approved;
  }

  /**
   * Nothing is ordered, cancelled or paid that this node has not read a short while ago, by its monotonic clock.
   *
   * @param readAtNanos null if this node has not read it
   */
  public boolean isFresh(@Nullable Long readAtNanos, LongSupplier nowNanos, Duration limit) {
    return readAtNanos != null && nowNanos.getAsLong() - readAtNanos <= limit.toNanos();
  }

  /** A paid order is not cancelled without an answer. */
  public boolean mustAskBeforeCancelling(boolean isPaid, boolean isApproved) {
    return isPaid && !isApproved;
  }

  // Lines and links

  /** A line of a provider's order is linked to one line of the host at most. */
  public boolean isLinkExclusive() {
    return true;
  }

  /** An order that an unfinished booking may still find is not linked by any other activity. */
  public boolean isLeftToBooking(BooleanSupplier mayBookingFindIt) {
    return mayBookingFindIt.getAsBoolean();
  }

  /** A line is free when its order is seen to be closed, not when the provider accepts to close it. */
  public boolean isFree(boolean isSeenClosed, boolean isCancellationAccepted) {
    return isSeenClosed;
  }

  /**
   * Only lines that are to be cancelled are cancelled, though they share an order with others.
   *
   * @return the lines to name in the request; none for the whole order
   */
  public <L> List<L> linesToCancel(boolean isWholeOrder, List<L> ours) {
    return isWholeOrder ? List.of() : ours;
  }

  // Interruptions, answers, signals

  /** Once interrupted, nothing is placed. */
  public boolean mayPlace(boolean isInterrupted) {
    return !isInterrupted;
  }

  /** An interrupted activity does not end before its in-doubt calls are resolved. */
  public boolean doesInterruptionWaitForDoubt() {
    return true;
  }

  /** A question takes one answer. */
  public String nameOfAnswer(String questionId, Supplier<String> unique) {
    return questionId;
  }

  /** Neither a default nor a withdrawal passes by an answer that was accepted in the same moment. */
  public <K> void expectNoAnswer(K answer, Consumer<K> expectNone) {
    expectNone.accept(answer);
  }

  /** A signal is taken off the list by the commit that acts on it. */
  public <S> void takeSignal(S signal, Consumer<S> withItsEffect, Consumer<S> before) {
    withItsEffect.accept(signal);
  }

  /** Starts are counted before anything is run, and bounded. */
  public boolean mayStart(int startsWithoutProgress, int most) {
    return startsWithoutProgress < most;
  }

  // Events

  /** Events are committed with the change that they describe. */
  public <C> C commitOfEvents(C ofTheChange, Supplier<C> another) {
    return ofTheChange;
  }

  /**
   * An event is marked as delivered after the listener had it.
   *
   * @return whether the listener had it
   */
  public boolean deliverAndMark(BooleanSupplier deliver, Runnable mark) {
    boolean delivered = deliver.getAsBoolean();
    if (delivered) {
      mark.run();
    }
    return delivered;
  }

  // Limits and clocks

  /**
   * The slot of an order is taken by the commit of its intent.
   *
   * @param asRead what an account may do when, as the decision to order has read it
   * @return what the commit expects to be stored still; null for whatever is
   */
  @Nullable
  public <L> L limitOfIntent(@Nullable L asRead) {
    return asRead;
  }

  /** A pause that the provider wants of one node is kept by all. */
  public boolean mustWait(BooleanSupplier isPauseStored) {
    return isPauseStored.getAsBoolean();
  }

  /** Nothing waits because of what a clock that was ahead has written. */
  public boolean isDoubtful(boolean isWrittenByWrongClock) {
    return isWrittenByWrongClock;
  }

  /** A clock that goes steadily sets the deadlines of questions. */
  public Instant deadline(Instant stored, boolean isWrong, Instant usual) {
    return isWrong ? usual : stored;
  }
}
