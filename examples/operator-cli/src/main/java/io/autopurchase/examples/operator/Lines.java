package io.autopurchase.examples.operator;

import java.util.Collection;

/** Which lines of an order are meant. */
final class Lines {
  private Lines() {}

  /** A line that does not exist is most often a slip of the pen: the refusal names those that do. */
  static void requireKnown(String orderId, Collection<String> named, Collection<String> known) {
    for (String lineId : named) {
      if (!known.contains(lineId)) {
        throw OperatorException.notFound(
            "line", "order " + orderId + " has no line " + lineId + "; it has " + String.join(", ", known));
      }
    }
  }
}
