package io.autopurchase.core.safety;

/**
 * The rules on which "at most one live order per line, and none unknown" rests, one name each. In production all of them
 * hold, always. The simulation takes one away at a time and must notice: a rule whose absence goes unnoticed is not proven.
 */
public enum Rule {
  /** All attempts of a placement bear one client order id, which was committed before the first. */
  ONE_CLIENT_ORDER_ID,

  /** Every attempt is committed before it is sent. */
  INTENT_FIRST,

  /** What was intended too long ago is not sent any more; asked on the monotonic clock as the bytes leave. */
  SEND_DEADLINE,

  /** An intent that another run has left open may have been sent. */
  OPEN_INTENT_IS_DOUBT,

  /** What is in doubt is looked up, not sent again. */
  DOUBT_IS_LOOKED_UP,

  /** A yes to an order counts only if it repeats what was ordered. */
  ECHO_OF_ORDER,

  /** What a look-up finds counts only if it is what was ordered. */
  ECHO_OF_LOOKUP,

  /** A placement is done only when every line of it was found. */
  ECHO_OF_EVERY_LINE,

  /** Lines that are missing from an order that is still being built are not missing yet. */
  ECHO_OF_UNFINISHED_ORDER,

  /** Nothing is ordered above the approved price. */
  APPROVED_PRICE,

  /** A "not found" ends a doubt only after conclusiveAt. */
  CONCLUSIVE_LOOKUP,

  /** Conclusive is what was asked after all attempts must have been carried out. */
  CONCLUSIVE_AFTER_EVERY_ATTEMPT,

  /** A "not found" is as old as its question, not as its answer. */
  AGE_OF_QUESTION,

  /** A refusal says nothing about an earlier attempt. */
  REFUSAL_CLEARS_NO_DOUBT,

  /** Before conclusiveAt the same client order id is sent again only where the provider is proven to make no second order. */
  REPEAT_ONLY_IF_PROVEN,

  /** An interrupted activity does not end before its doubts do. */
  INTERRUPTION_WAITS_FOR_DOUBT,

  /** Once interrupted, nothing is placed. */
  INTERRUPTION_STOPS_PLACING,

  /** A signal is taken off the list by the commit that acts on it. */
  SIGNAL_WITH_EFFECT,

  /** Events are committed with the change that they describe. */
  EVENTS_WITH_CHANGE,

  /** Neither a default nor a withdrawal passes by an answer that was accepted in the same moment. */
  ANSWER_BEFORE_DEFAULT,

  /** A question takes one answer. */
  ONE_ANSWER,

  /** Starts are counted before anything is run, and bounded. */
  STARTS_ARE_COUNTED,

  /** The slot of an order is taken by the commit of its intent. */
  LIMIT_WITH_INTENT,

  /** A pause that the provider wants of one node is kept by all. */
  PAUSE_FOR_ALL,

  /** A refresh of tokens is committed before it is sent. */
  REFRESH_INTENT_FIRST,

  /** A line of a provider's order is linked to one line of the host at most. */
  ONE_LINK,

  /** An order that an unfinished booking may still find is not linked by any other activity. */
  BINDING_LEAVES_BOOKINGS_ALONE,

  /** A line is free when its order is seen to be closed, not when the provider accepts to close it. */
  FREE_ONLY_WHEN_CLOSED,

  /** Only lines that are to be cancelled are cancelled, though they share an order with others. */
  CANCEL_ONLY_OWN_LINES,

  /** A paid order is not cancelled without an answer. */
  PAID_ORDER_IS_ASKED_ABOUT,

  /** What was read later counts, however late it arrives. */
  LATER_READING_COUNTS,

  /** Nothing is ordered, cancelled or paid that this node has not read a short while ago, by its monotonic clock. */
  FRESH_READINGS,

  /** What a clock that was ahead has written is no reason to wait. */
  WRITTEN_BY_WRONG_CLOCK,

  /** A clock that goes steadily sets the deadlines of questions. */
  DEADLINE_OF_STEADY_CLOCK,

  /** A list of what was modified is read until it shows nothing new. */
  LIST_UNTIL_NOTHING_NEW,

  /** An event is marked as delivered after the listeners had it. */
  MARK_AFTER_DELIVERY
}
