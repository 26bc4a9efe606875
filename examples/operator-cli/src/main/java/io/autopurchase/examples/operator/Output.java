package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.function.Function;

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
      out.println(document);
    } else {
      out.print(text.apply(texts));
    }
    out.flush();
  }

  /** A failure: for programs it is the answer, for people it stands beside it. */
  void fail(ObjectNode error, String text) {
    if (json) {
      ObjectNode document = Documents.object();
      document.set("error", error);
      out.println(document);
      out.flush();
    } else {
      err.println(text);
    }
  }

  PrintStream err() {
    return err;
  }

  boolean json() {
    return json;
  }
}
