package io.autopurchase.web;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** A store in memory that counts what is asked of it, and whose feed can fail. */
final class CountingStore {
  private final Map<String, Integer> calls = new TreeMap<>();
  private boolean failing;
  private final ActivityStore store;

  CountingStore() {
    ActivityStore behind = new InMemoryActivityStore();
    store =
        (ActivityStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActivityStore.class},
                (proxy, method, arguments) -> {
                  note(method.getName());
                  try {
                    return method.invoke(behind, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  private synchronized void note(String method) {
    calls.merge(method, 1, Integer::sum);
    if (failing && method.equals("feed")) {
      throw new StoreUnavailableException("the database is away", null);
    }
  }

  ActivityStore store() {
    return store;
  }

  synchronized void failing(boolean value) {
    failing = value;
  }

  synchronized void forget() {
    calls.clear();
  }

  synchronized Map<String, Integer> calls() {
    return Map.copyOf(calls);
  }
}
