package io.autopurchase.core.runtime;

/** Named places at which tests make a run crash or stall. In production nothing happens there. */
public interface FaultPoints {
  FaultPoints NONE = name -> {};

  /**
   * @param name such as {@code commit.before}
   */
  void at(String name);
}
