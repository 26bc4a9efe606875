package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exceptions that a host lets through a remote call, or keeps in a web session, are complete on the other side. */
class SerializationTest {
  @SuppressWarnings("unchecked")
  private static <T> T roundTrip(T value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @Test
  void invalidInput_keepsItsProblems() throws Exception {
    InvalidInputException thrown =
        new InvalidInputException(
            List.of(Violation.error("note", "LENGTH", Map.of("max", "1000")), Violation.warning("lines[0].item", "SAME_ITEM", "words")));

    InvalidInputException read = roundTrip(thrown);

    assertThat(read.problems()).isEqualTo(thrown.problems());
    assertThat(read.problems().get(0).arguments()).containsEntry("max", "1000");
    assertThat(read).hasMessage(thrown.getMessage());
    assertThat(read.code()).isEqualTo("LENGTH");
  }

  @Test
  void sessionUnavailable_keepsItsSession() throws Exception {
    SessionUnavailableException read =
        roundTrip(new SessionUnavailableException(new SessionId("taobao", "our-buyer"), SessionState.NEEDS_AUTHORIZATION));

    assertThat(read.session()).isEqualTo(new SessionId("taobao", "our-buyer"));
    assertThat(read.state()).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
  }
}
