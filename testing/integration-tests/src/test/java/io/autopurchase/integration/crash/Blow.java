package io.autopurchase.integration.crash;

/** What is done to a node, or to the database under all of them. */
enum Blow {
  /** {@code kill -9}. */
  KILL(6),
  /** SIGTERM, which a deployment sends. */
  TERMINATE(6),
  /** SIGSTOP for longer than anybody waits for a node, then SIGCONT: it goes on as if nothing had happened. */
  PAUSE(20),
  /** All connections of the database are cut. */
  CUT(10),
  /** {@code kill -9} of the database's server, which comes back some seconds later. */
  OUTAGE(20);

  /** With how many new orders it comes, so that it hits work. */
  final int orders;

  Blow(int orders) {
    this.orders = orders;
  }

  boolean isOfTheDatabase() {
    return this == CUT || this == OUTAGE;
  }
}
