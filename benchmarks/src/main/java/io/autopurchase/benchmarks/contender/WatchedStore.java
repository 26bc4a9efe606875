package io.autopurchase.benchmarks.contender;

import io.autopurchase.ActivityState;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A store as it is, which tells when it has made the end of an activity durable. The program learns it without asking, so that waiting
 * for the end is not measured.
 */
final class WatchedStore {
  private static final Set<ActivityState> RESTING =
      EnumSet.of(
          ActivityState.COMPLETED, ActivityState.FAILED, ActivityState.INTERRUPTED, ActivityState.PARKED, ActivityState.WAITING_FOR_ANSWER);

  private WatchedStore() {}

  /**
   * @param rests gets the number of the host's order and the state of each activity that rests
   */
  static ActivityStore of(ActivityStore store, BiConsumer<String, ActivityState> rests) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          Object result;
          try {
            result = method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (result instanceof CommitResult one && arguments[0] instanceof Commit commit) {
            look(commit, one, rests);
          } else if (result instanceof List<?> all && method.getName().equals("commitAll")) {
            List<?> commits = (List<?>) arguments[0];
            for (int i = 0; i < commits.size(); i++) {
              look((Commit) commits.get(i), (CommitResult) all.get(i), rests);
            }
          }
          return result;
        };
    return (ActivityStore) Proxy.newProxyInstance(ActivityStore.class.getClassLoader(), new Class<?>[] {ActivityStore.class}, handler);
  }

  private static void look(Commit commit, CommitResult result, BiConsumer<String, ActivityState> rests) {
    if (!result.isApplied()) {
      return;
    }
    for (Commit.Put put : commit.puts()) {
      if (put.key().kind().equals("activity") && put.fields().orderId().isPresent() && put.fields().state().isPresent()) {
        ActivityState state = ActivityState.valueOf(put.fields().state().orElseThrow());
        if (RESTING.contains(state)) {
          rests.accept(put.fields().orderId().orElseThrow(), state);
        }
      }
    }
  }
}
