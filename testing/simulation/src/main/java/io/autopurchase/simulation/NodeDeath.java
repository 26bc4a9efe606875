package io.autopurchase.simulation;

/** Unwinds what a node was doing when it died. Nothing in the engine catches it. */
final class NodeDeath extends Error {
  private static final long serialVersionUID = 1L;

  NodeDeath(Node node) {
    super("node " + node.number + " has died", null, false, false);
  }
}
