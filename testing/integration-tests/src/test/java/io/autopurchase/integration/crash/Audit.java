package io.autopurchase.integration.crash;

import java.util.List;

/**
 * What the marketplace's ledger and the shop's records say, by an {@link Auditor}.
 *
 * @param lines that were to be ordered
 * @param paid orders that the marketplace shows as paid
 * @param unconfirmed payments that were perhaps sent, and whose orders are still being followed
 * @param unbound lines that an unbinding has set free
 * @param bookedAgain lines that were booked again after that
 * @param surplus orders of lines that are ordered already
 * @param lost lines that the shop thinks ordered and the marketplace does not know, or the other way round
 * @param unfinished orders whose activities have not ended as they must, or are too many
 * @param wrongPayments orders that were paid twice, above the limit, or against what the activities report
 * @param wrongUnbindings lines that were reported free, and whose orders live or are paid
 * @param inDoubt intents that were found open after their process had died
 * @param ordered sum at the marketplace, in fen
 * @param recorded sum in the shop's purchases, in fen
 * @param unseenEvents that were committed, and never delivered
 * @param problems in words, the first of them
 */
record Audit(
    int lines,
    int paid,
    int unconfirmed,
    int unbound,
    int bookedAgain,
    int surplus,
    int lost,
    int unfinished,
    int wrongPayments,
    int wrongUnbindings,
    int inDoubt,
    long ordered,
    long recorded,
    int unseenEvents,
    List<String> problems) {

  /** Of a campaign that was stopped: the ledger alone is known. */
  static Audit ofStopped(Market market) {
    int paid = (int) market.orders().stream().filter(Market::isPaid).count();
    return new Audit(0, paid, 0, 0, 0, market.surplus(), 0, 0, 0, 0, 0, 0, 0, 0, List.of());
  }

  boolean isClean() {
    return surplus + lost + unfinished + wrongPayments + wrongUnbindings + unseenEvents == 0 && ordered == recorded && problems.isEmpty();
  }
}
