package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes an answer, as documented or with deviations. */
final class AnswerWriter {
  private AnswerWriter() {}

  static byte[] write(ObjectNode answer, List<Faults.Spelling> spellings) {
    ObjectNode written = answer;
    for (Faults.Spelling spelling : spellings) {
      written = Envelopes.deviate(written, spelling.deviation());
      FieldDeviations.deviate(written, spelling);
    }
    Set<String> doubled =
        spellings.stream()
            .filter(it -> it.deviation() == Deviation.DOUBLED_FIELD)
            .map(Faults.Spelling::field)
            .collect(Collectors.toSet());
    return Json.write(written, doubled);
  }
}
