package io.autopurchase.sandbox.common;

import java.util.Map;
import java.util.function.BiConsumer;

/** The options of a sandbox that is started as a program: pairs of a name and a value. */
public final class CommandLine {
  private CommandLine() {}

  /**
   * Hands each option over; ends the process after {@code --help}, and with status 2 if an option is wrong.
   *
   * @param usage what options there are
   * @param settings the names for {@code --set} with their descriptions
   * @param option takes a name such as {@code --port} and its value; what does not fit is an {@link IllegalArgumentException}
   * @param set takes a setting and its value, likewise
   */
  public static void read(
      String[] args, String usage, Map<String, String> settings, BiConsumer<String, String> option, BiConsumer<String, String> set) {
    try {
      for (int i = 0; i < args.length; i += 2) {
        if (args[i].equals("--help")) {
          System.out.println(usage + "\nsettings:");
          settings.forEach((name, text) -> System.out.println("  " + name + ": " + text));
          System.exit(0);
        }
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " needs a value");
        }
        if (args[i].equals("--set")) {
          int equals = args[i + 1].indexOf('=');
          if (equals < 1) {
            throw new IllegalArgumentException("--set takes NAME=VALUE");
          }
          set.accept(args[i + 1].substring(0, equals), args[i + 1].substring(equals + 1));
        } else {
          option.accept(args[i], args[i + 1]);
        }
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + usage);
      System.exit(2);
    }
  }
}
