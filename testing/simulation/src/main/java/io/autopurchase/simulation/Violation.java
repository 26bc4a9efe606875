package io.autopurchase.simulation;

/** A promise was broken. Made by {@link World#broken}, so that it counts though the engine catches it. */
final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  /**
   * @param invariant such as {@code I1}
   */
  Violation(String invariant, String what) {
    super(invariant + ": " + what, null, false, false);
  }
}
