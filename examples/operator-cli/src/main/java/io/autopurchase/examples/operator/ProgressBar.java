package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import java.io.PrintStream;

/** One line of a terminal that follows an activity. */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;

  private final PrintStream terminal;
  private final boolean draws;
  private int shown;

  /**
   * @param draws false to show nothing
   */
  ProgressBar(PrintStream terminal, boolean draws) {
    this.terminal = terminal;
    this.draws = draws;
  }

  void show(Activity activity) {
    if (draws) {
      show(text(activity));
    }
  }

  private void show(String text) {
    terminal.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    terminal.flush();
    shown = text.length();
  }

  private static String text(Activity activity) {
    int percent = activity.progress().percent();
    int filled = WIDTH * percent / 100;
    return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent + " %  " + activity.state()
        + activity.reason().map(why -> " (" + why + ")").orElse("");
  }

  /** Leaves an empty line for what is printed next. */
  @Override
  public void close() {
    if (shown > 0) {
      show("");
      terminal.print("\r");
      terminal.flush();
    }
  }
}
