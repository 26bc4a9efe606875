package io.autopurchase.examples.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;

/** What is answered before it is asked. */
final class AnswerOptions {
  @Option(names = "--on", paramLabel = "QUESTION=OPTION", description = "Answers a question before it is asked; may be repeated.")
  private List<String> answers = new ArrayList<>();

  /**
   * @param request takes a question's code and an option
   */
  void give(BiConsumer<String, String> request) {
    for (String answer : answers) {
      int sign = answer.indexOf('=');
      if (sign < 1) {
        throw OperatorException.invalid("on", "USAGE", "'" + answer + "' is not like OUT_OF_STOCK=SKIP_ITEM");
      }
      request.accept(EarlierNames.present(answer.substring(0, sign)), EarlierNames.present(answer.substring(sign + 1)));
    }
  }
}
