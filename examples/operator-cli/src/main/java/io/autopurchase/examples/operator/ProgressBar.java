package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import java.io.PrintStream;

/** One line of a terminal that follows an activity. */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;

  private final PrintStream terminal;
  private int shown;

  ProgressBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  void show(Activity activity) {
    int percent = activity.progress().percent();
    int filled = WIDTH * percent / 100;
    String text =
        "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent + " %  " + activity.state()
            + activity.reason().map(why -> " (" + why + ")").orElse("");
    terminal.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    terminal.flush();
    shown = text.length();
  }

  /** Leaves an empty line for what is printed next. */
  @Override
  public void close() {
    terminal.print("\r" + " ".repeat(shown) + "\r");
    terminal.flush();
  }
}
