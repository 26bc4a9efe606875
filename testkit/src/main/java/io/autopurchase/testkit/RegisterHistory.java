package io.autopurchase.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls of several threads on one record with their results, and when each began and ended; decides whether that can have happened
 * one after the other. Since every write has a version of its own, which says where in the order it stands, this takes no search:
 * whatever saw or made a later version must not have ended before something of an earlier version began.
 */
final class RegisterHistory {
  enum Kind {
    /** Made a version. */
    WRITE,
    /** Saw a version; 0 is none. */
    READ,
    /** Was refused because the version that it expected was not there. */
    LOST
  }

  /**
   * @param version made, seen, or expected
   * @param value written or read
   * @param began on the monotonic clock
   * @param ended on the monotonic clock
   */
  record Call(int thread, Kind kind, long version, String value, long began, long ended) {
    boolean isBefore(Call other) {
      return ended < other.began;
    }

    @Override
    public String toString() {
      return String.format("%d..%d thread %d %s version %d '%s'", began, ended, thread, kind, version, value);
    }
  }

  private final List<Call> calls;
  private final Map<Long, Call> writes = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  private RegisterHistory(List<Call> calls) {
    this.calls = calls.stream().sorted(Comparator.comparingLong(Call::began)).toList();
  }

  /** Why the calls cannot have happened one after the other; nothing if they can. */
  static List<String> violations(List<Call> calls) {
    RegisterHistory history = new RegisterHistory(calls);
    history.check();
    return history.violations;
  }

  private void check() {
    for (Call call : calls) {
      if (call.kind() == Kind.WRITE) {
        Call other = writes.putIfAbsent(call.version(), call);
        if (other != null) {
          violations.add("two writes made one version: " + other + " and " + call);
        }
      }
    }
    for (Call call : calls) {
      switch (call.kind()) {
        case READ -> checkRead(call);
        case LOST -> checkLost(call);
        default -> checkOrder(call);
      }
    }
  }

  private void checkRead(Call read) {
    Call write = writes.get(read.version());
    if (read.version() > 0 && (write == null || !write.value().equals(read.value()))) {
      violations.add("what was read was never written: " + read);
    } else if (write != null && read.isBefore(write)) {
      violations.add("it was read before it was written: " + read + " and " + write);
    }
    checkOrder(read);
  }

  /** Nothing of a higher version may have ended before this call began. */
  private void checkOrder(Call call) {
    for (Call other : calls) {
      if (other.kind() != Kind.LOST && other.version() > call.version() && other.isBefore(call)) {
        violations.add("an older version came after a newer one: " + other + " and then " + call);
      }
    }
  }

  private void checkLost(Call lost) {
    Call made = writes.get(lost.version());
    Call next = writes.get(lost.version() + 1);
    boolean wasThere = lost.version() == 0 || made != null && made.isBefore(lost);
    if (wasThere && (next == null || lost.isBefore(next))) {
      violations.add("it was lost though the version that it expected was there all the time: " + lost);
    }
  }
}
