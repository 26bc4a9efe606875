package io.autopurchase.examples.quickstart;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.PlanPreview;
import io.autopurchase.Purchase;
import io.autopurchase.Question;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.annotation.Nullable;

/** What the user sees, and where questions are answered. */
final class Terminal {
  private static final int WIDTH = 32;
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  @Nullable private final Console console = System.console();
  private String shown = "";

  boolean isInteractive() {
    return console != null;
  }

  void say(String text) {
    out.println(text);
  }

  void say(String text, List<Purchase> purchases) {
    say(text);
    for (Purchase purchase : purchases) {
      out.println(
          "     line " + purchase.line().lineId()
              + ": order " + purchase.providerOrderId().orElse("-")
              + ", " + purchase.cost().map(Object::toString).orElse("no price yet")
              + ", " + purchase.status().map(Enum::name).orElse(purchase.group().name()));
    }
  }

  void show(PlanPreview preview) {
    say("2. The plan, checked; nothing is bought yet:");
    for (PlanPreview.Line line : preview.lines()) {
      say("     line " + line.lineId() + ": " + (line.eligible() ? "can be bought" : line.code() + ", " + line.message()));
    }
    preview.orders().forEach(order -> say("     " + order.seller() + ": " + order.total() + " to pay"));
  }

  /** Draws a progress bar and asks what the activity asks, until it has ended. */
  Activity follow(AutoPurchase autoPurchase, Activity activity) throws InterruptedException {
    String answered = "";
    while (true) {
      Activity seen = autoPurchase.activities().get(activity.id());
      draw(seen);
      if (seen.state().isFinished()) {
        endLine();
        return seen;
      }
      String open = seen.question().map(Question::id).orElse(answered);
      if (seen.state() == ActivityState.WAITING_FOR_ANSWER && !open.equals(answered)) {
        endLine();
        autoPurchase.activities().answer(seen.id(), open, ask(seen.question().orElseThrow()), "quickstart");
        answered = open;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Without a terminal the question's own default is taken, as it would be at its deadline. */
  private String ask(Question question) {
    List<AnswerOption> options = question.options();
    say("   ? " + question.message());
    for (int i = 0; i < options.size(); i++) {
      say("     " + (i + 1) + ") " + options.get(i).label());
    }
    while (console != null) {
      String line = console.readLine("   Your answer (1 to %d): ", options.size());
      if (line == null) {
        break;
      }
      if (line.strip().matches("[1-9]") && Integer.parseInt(line.strip()) <= options.size()) {
        return options.get(Integer.parseInt(line.strip()) - 1).id();
      }
    }
    return question.defaultOption().orElse(options.get(0).id());
  }

  private void draw(Activity activity) {
    int percent = activity.progress().percent();
    int filled = WIDTH * percent / 100;
    String text =
        "   [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent + " %  " + activity.state()
            + activity.reason().map(why -> ", " + why).orElse("");
    if (text.equals(shown)) {
      return;
    }
    if (console == null) {
      out.println(text);
    } else {
      out.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
      out.flush();
    }
    shown = text;
  }

  private void endLine() {
    if (console != null) {
      out.println();
    }
    shown = "";
  }
}
