package io.autopurchase.examples.operator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;

/** What is answered before it is asked. */
final class AnswerOptions {
  @Option(names = "--on", paramLabel = "QUESTION=OPTION", description = "Answers a question before it is asked; may be repeated.")
  private Map<String, String> answers = new LinkedHashMap<>();

  /**
   * @param request takes a question's code and an option
   */
  void give(BiConsumer<String, String> request) {
    answers.forEach(request);
  }
}
