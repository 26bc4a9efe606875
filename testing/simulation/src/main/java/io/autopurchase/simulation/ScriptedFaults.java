package io.autopurchase.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Faults at chosen boundaries: the commits and calls of a history, counted in their order. */
final class ScriptedFaults implements Faults {
  /** What a boundary is. */
  enum Boundary {
    COMMIT,
    READ,
    EFFECT
  }

  /** A fault at a boundary; exactly one of the two kinds is given. */
  record Point(int boundary, Enum<?> fault) {}

  private final Map<Integer, Enum<?>> script = new HashMap<>();
  private final List<Boundary> passed = new ArrayList<>();

  ScriptedFaults(List<Point> points) {
    points.forEach(point -> script.put(point.boundary(), point.fault()));
  }

  /** The boundaries that the history has passed. */
  List<Boundary> passed() {
    return passed;
  }

  @Override
  public OfCommit commit() {
    passed.add(Boundary.COMMIT);
    return script.get(passed.size() - 1) instanceof OfCommit fault ? fault : OfCommit.NONE;
  }

  @Override
  public OfCall call(boolean effect) {
    passed.add(effect ? Boundary.EFFECT : Boundary.READ);
    return script.get(passed.size() - 1) instanceof OfCall fault ? fault : OfCall.NONE;
  }

  @Override
  public boolean readFails() {
    return false;
  }

  @Override
  public long storeMillis() {
    return 0;
  }

  @Override
  public long wireMillis() {
    return 50;
  }

  @Override
  public long sleepMillis() {
    return 0;
  }

  @Override
  public boolean dies() {
    return false;
  }

  @Override
  public long lateMillis() {
    return 20_000;
  }

  @Override
  public void heal() {
    script.clear();
  }
}
