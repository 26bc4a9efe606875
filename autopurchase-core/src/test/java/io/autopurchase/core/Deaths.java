package io.autopurchase.core;

import io.autopurchase.core.runtime.FaultPoints;
import javax.annotation.Nullable;

/** Ends a node's run at a fault point, as the death of its process does. */
public final class Deaths implements FaultPoints {
  /** The engine does not catch it. */
  public static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
      super("died " + where);
    }
  }

  @Nullable private String where;
  private int passes;

  /** The next time that the run comes to this point, it ends there. */
  public void dieAt(String name) {
    dieAt(name, 1);
  }

  /** Likewise, when it comes there for the given time. */
  public void dieAt(String name, int time) {
    where = name;
    passes = time;
  }

  @Override
  public void at(String name) {
    if (name.equals(where) && --passes == 0) {
      where = null;
      throw new Death(name);
    }
  }
}
