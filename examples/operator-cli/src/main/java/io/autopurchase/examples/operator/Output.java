package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.spi.PlainText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints one answer: a document for programs, or a text for people. */
final class Output {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final Texts texts;

  /**
   * @param width of a line of the terminal, in characters
   */
  Output(PrintStream out, PrintStream err, boolean json, int width) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.texts = new Texts(width);
  }

  void print(ObjectNode document, Function<Texts, String> text) {
    if (json) {
      out.println(json(document));
    } else {
      out.print(lines(text.apply(texts)));
    }
    out.flush();
  }

  /** A failure: for programs it is the answer, for people it stands beside it. */
  void fail(ObjectNode error, String text) {
    if (json) {
      ObjectNode document = Documents.object();
      document.set("error", error);
      out.println(json(document));
      out.flush();
    } else {
      err.println(lines(text));
    }
  }

  /** The document, with an escape in place of each character by which a text could control a terminal. */
  static String json(ObjectNode document) {
    String text = document.toString();
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (PlainText.isSafe(c)) {
        if (escaped != null) {
          escaped.appendCodePoint(c);
        }
      } else {
        // Jackson has escaped what JSON itself forbids; all of the rest stands within a text.
        escaped = escaped == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : escaped;
        for (char unit : Character.toChars(c)) {
          escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
      i += Character.charCount(c);
    }
    return escaped == null ? text : escaped.toString();
  }

  /** Lines are ours to break; whatever else could control a terminal is not ours. */
  static String lines(String text) {
    return text.lines().map(PlainText::clean).collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
  }

  /** For people, beside the answer. */
  void warn(String text) {
    err.println(lines(text));
  }

  PrintStream err() {
    return err;
  }

  boolean json() {
    return json;
  }
}
