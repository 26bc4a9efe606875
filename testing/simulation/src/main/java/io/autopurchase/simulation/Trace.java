package io.autopurchase.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/** What happened, for people, and a number that two histories share only if the same happened in both. */
final class Trace {
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private long hash = 1;

  Trace(boolean kept) {
    this.kept = kept;
  }

  /**
   * @param kind counts for the hash
   * @param words made only if the trace is kept
   */
  void add(long millis, @Nullable Node node, String kind, Supplier<String> words) {
    hash = (hash * 31 + millis) * 31 + kind.hashCode();
    if (kept) {
      lines.add(
          String.format("%10.3f s  %-7s %-16s %s", millis / 1000.0, node == null ? "" : "node " + node.number, kind, words.get()));
    }
  }

  List<String> lines() {
    return lines;
  }

  long hash() {
    return hash;
  }
}
