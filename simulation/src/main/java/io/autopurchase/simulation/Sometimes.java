package io.autopurchase.simulation;

/** States that a history can reach. A run that never reached one of them has proven nothing about it. */
enum Sometimes {
  OUTCOME_UNKNOWN_ORDER_EXISTS("unknown outcome, the order exists"),
  OUTCOME_UNKNOWN_NO_ORDER("unknown outcome, no order"),
  LATE_ARRIVAL("a request arrived after its sender had given up"),
  LATE_ARRIVAL_REFUSED("a late request was refused because its time was over"),
  SENT_TOO_LATE("a send was stopped by its deadline"),
  FOREIGN_ANSWER("an answer showed somebody else's order"),
  PARTIAL_ANSWER("an answer showed only a part of the order"),
  REPEATED_ID_REPLAYED("a repeated outer id was answered with the first order"),
  REPEATED_ID_REFUSED("a repeated outer id was refused"),
  NOT_YET_VISIBLE("a look-up came before the order was visible"),
  REFUSED_FOR_PRICE("an order was refused because its price had risen"),
  CREATION_FAILED_LATER("an accepted order failed while it was built"),
  SENT_AGAIN_AFTER_HORIZON("an order was sent again after the horizon"),
  STORE_UNAVAILABLE("a commit failed, certainly not applied"),
  STORE_UNKNOWN_APPLIED("a commit's end was unknown, it was applied"),
  STORE_UNKNOWN_NOT_APPLIED("a commit's end was unknown, it was not applied"),
  STORE_DOWN("the store was down"),
  LOST_RACE("a commit lost a race"),
  CRASH_BEFORE_COMMIT("a node died before a commit"),
  CRASH_AFTER_COMMIT("a node died right after a commit"),
  CRASH_BEFORE_SEND("a node died between intent and call"),
  CRASH_AFTER_CALL("a node died between call and outcome"),
  TAKEN_OVER("an activity was taken over from another node"),
  PAUSED_AND_OVERTAKEN("a paused node woke and lost its activity"),
  CLOCK_JUMPED("a node's clock jumped"),
  LIMITED("the provider wanted a pause"),
  WAITED_FOR_TURN("an order waited for its session's turn"),
  TOKEN_REFUSED("a token was refused in the middle of work"),
  TOKEN_REFRESHED("tokens were refreshed"),
  REFRESH_ANSWER_LOST("the answer to a refresh was lost"),
  AUTHORIZED_AGAIN("a session was authorised again"),
  QUESTION_ANSWERED("a person answered"),
  ANSWER_REFUSED("an answer was refused: stale or second"),
  DEFAULT_TAKEN("a question took its default"),
  INTERRUPTED("an activity was interrupted"),
  INTERRUPTED_IN_DOUBT("an activity was interrupted while an order was in doubt"),
  ENDED_IN_DOUBT("an interruption ended a booking whose order was still in doubt"),
  BOOKED_TWICE_AT_ONCE("the shop asked for the same lines twice"),
  PARKED("an activity was parked"),
  EVENT_REPEATED("an event was delivered more than once"),
  PARTIAL_SUCCESS("some lines of a booking succeeded, others did not"),
  CANCELLED("the marketplace accepted a cancellation"),
  CANCEL_REFUSED("a cancellation was refused because the order was paid"),
  CANCEL_FORGOTTEN("an accepted cancellation was never carried out"),
  SET_FREE("a line was set free and booked again"),
  FORGOTTEN("a tie was only forgotten"),
  PAID_ASKED("it was asked whether a paid order is to be cancelled"),
  BOUND("a line was tied to an order placed by hand"),
  BOUND_ONCE("of two lines one was tied to an order, the other refused"),
  BINDING_LEFT_BOOKING_ALONE("a binding was refused the order of an unfinished booking"),
  FAILED_RETRIED("a failed activity was retried"),
  SYNCHRONIZED("a synchronization came to its end"),
  SYNCHRONIZATION_INTERRUPTED("a synchronization was interrupted");

  final String words;

  Sometimes(String words) {
    this.words = words;
  }
}
