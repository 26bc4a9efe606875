package io.autopurchase.integration.secrets;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** What a program has seen of the library: values, failures, names of threads. Thread-safe. */
final class Evidence {
  private final StringBuilder text = new StringBuilder();
  private final Set<String> threads = new TreeSet<>();
  private int failures;

  /** Keeps all that can be learned of a value. */
  <T> T keep(T value) {
    String dump = Dump.ofValue(value);
    synchronized (this) {
      text.append(dump);
      Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
    }
    return value;
  }

  synchronized void keepParts(Object machine) {
    text.append(Dump.ofParts(machine));
  }

  /** Does what must fail, and keeps the failure with its causes. */
  void expectFailure(String what, Callable<?> action) {
    Object result;
    try {
      result = action.call();
    } catch (Exception e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      synchronized (this) {
        failures++;
        text.append(trace);
      }
      keep(e);
      return;
    }
    throw new AssertionError(what + " did not fail but gave " + result);
  }

  synchronized int failures() {
    return failures;
  }

  synchronized String text() {
    return text + "\n" + String.join("\n", threads) + "\n";
  }
}
