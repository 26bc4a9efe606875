package io.autopurchase.simulation;

import io.autopurchase.simulation.Faults.OfCall;
import io.autopurchase.simulation.Faults.OfCommit;
import io.autopurchase.simulation.History.Result;
import io.autopurchase.simulation.ScriptedFaults.Boundary;
import io.autopurchase.simulation.ScriptedFaults.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that can happen to a small booking: at each commit and each call a death or a fault before it, after it was
 * applied, and after it was acknowledged; each alone, and each followed by each.
 */
final class CrashPoints {
  private CrashPoints() {}

  /**
   * What came of it.
   *
   * @param broken each with the points that led to it
   */
  record Summary(int boundaries, int singles, int pairs, List<String> broken) {
    String text() {
      String figures =
          "boundaries=" + boundaries + " single faults=" + singles + " pairs of faults=" + pairs + " violations=" + broken.size();
      return Stream.concat(broken.stream().limit(10), Stream.of(figures)).reduce((a, b) -> a + System.lineSeparator() + b).orElseThrow();
    }
  }

  static boolean check(Consumer<String> out) {
    Summary summary = run();
    out.accept(summary.text());
    return summary.broken().isEmpty();
  }

  static Summary run() {
    ScriptedFaults none = new ScriptedFaults(List.of());
    List<String> broken = new ArrayList<>();
    History.scripted(none, false).violation().ifPresent(violation -> broken.add("without any fault: " + violation));
    List<Point> singles = points(none.passed(), 0);
    int pairs = 0;
    for (Point first : singles) {
      List<Boundary> passed = run(List.of(first), broken);
      for (Point second : points(passed, first.boundary() + 1)) {
        run(List.of(first, second), broken);
        pairs++;
      }
    }
    return new Summary(none.passed().size(), singles.size(), pairs, broken);
  }

  private static List<Boundary> run(List<Point> points, List<String> broken) {
    ScriptedFaults script = new ScriptedFaults(points);
    Result result = History.scripted(script, false);
    result.violation().ifPresent(violation -> broken.add(points + ": " + violation));
    return script.passed();
  }

  private static List<Point> points(List<Boundary> boundaries, int from) {
    List<Point> points = new ArrayList<>();
    for (int i = from; i < boundaries.size(); i++) {
      for (Enum<?> fault : faults(boundaries.get(i))) {
        points.add(new Point(i, fault));
      }
    }
    return points;
  }

  private static List<Enum<?>> faults(Boundary boundary) {
    return switch (boundary) {
      case COMMIT -> List.of(
          OfCommit.DEATH_BEFORE, OfCommit.UNAVAILABLE, OfCommit.UNKNOWN_NOT_APPLIED, OfCommit.UNKNOWN_APPLIED,
          OfCommit.DEATH_APPLIED, OfCommit.DEATH_AFTER);
      case READ -> List.of(OfCall.DEATH_BEFORE, OfCall.REFUSED, OfCall.ANSWER_LOST, OfCall.DEATH_AFTER);
      case EFFECT -> List.of(
          OfCall.DEATH_BEFORE, OfCall.REFUSED, OfCall.NEVER_ARRIVES, OfCall.LATE, OfCall.ANSWER_LOST, OfCall.UNREADABLE,
          OfCall.SERVER_ERROR, OfCall.FOREIGN_ANSWER, OfCall.DEATH_APPLIED, OfCall.DEATH_AFTER);
    };
  }
}
