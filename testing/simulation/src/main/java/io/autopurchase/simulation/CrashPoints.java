package io.autopurchase.simulation;

import io.autopurchase.simulation.Faults.OfCall;
import io.autopurchase.simulation.Faults.OfCommit;
import io.autopurchase.simulation.History.Mutation;
import io.autopurchase.simulation.History.Result;
import io.autopurchase.simulation.ScriptedFaults.Boundary;
import io.autopurchase.simulation.ScriptedFaults.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that can happen to a small booking: at each commit and each call a death or a fault before it, after it was
 * applied, and after it was acknowledged; each alone, and each followed by each.
 */
final class CrashPoints {
  private final Mutation mutation;
  private final List<String> broken = new ArrayList<>();

  private final Progress progress;

  private CrashPoints(Mutation mutation, Progress progress) {
    this.mutation = mutation;
    this.progress = progress;
  }

  /**
   * Its outcome.
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

  /** Each fault alone, and each followed by each; if it is stopped, what it has until then. */
  static Summary ofAllPairs(Mutation mutation, Progress progress) {
    return new CrashPoints(mutation, progress).run(1);
  }

  /** Each fault alone, and one of so many pairs, spread evenly over all of them. */
  static Summary ofOnePairIn(int many, Mutation mutation) {
    return new CrashPoints(mutation, Progress.SILENT).run(many);
  }

  /** Each fault alone. */
  static Summary ofSingles(Mutation mutation) {
    return new CrashPoints(mutation, Progress.SILENT).run(Integer.MAX_VALUE);
  }

  private Summary run(int oneIn) {
    List<Boundary> undisturbed = run(List.of());
    List<Point> singles = points(undisturbed, 0);
    int seen = 0;
    int pairs = 0;
    for (Point first : singles) {
      if (progress.isStopped()) {
        break;
      }
      List<Boundary> passed = run(List.of(first));
      for (Point second : points(passed, first.boundary() + 1)) {
        if (++seen % oneIn == 0) {
          run(List.of(first, second));
          pairs++;
        }
      }
    }
    return new Summary(undisturbed.size(), singles.size(), pairs, broken);
  }

  private List<Boundary> run(List<Point> points) {
    ScriptedFaults script = new ScriptedFaults(points);
    Result result = History.scripted(script, mutation);
    progress.oneDone();
    result
        .violation()
        .ifPresent(
            violation -> {
              broken.add(points + ": " + violation);
              progress.violation(points + ": " + violation);
            });
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
