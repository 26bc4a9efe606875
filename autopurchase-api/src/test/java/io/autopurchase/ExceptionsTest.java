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

/** What a host learns of a failure, also if it was sent to another process in between. */
class ExceptionsTest {
  @Test
  void notFound_copied_namesKindAndId() throws Exception {
    NotFoundException copy = copy(new NotFoundException("purchase", new LineKey("ORD-1", "7").toString()));

    assertThat(copy.kind()).isEqualTo("purchase");
    assertThat(copy.id()).isEqualTo("ORD-1/7");
    assertThat(copy).hasMessage("Purchase ORD-1/7 not found");
  }

  @Test
  void conflict_copied_namesTheActivity() throws Exception {
    assertThat(copy(new ConflictException("LINE_HELD", "held", new ActivityId("01A"))).activity()).contains(new ActivityId("01A"));
    assertThat(copy(new ConflictException("SESSION_IN_USE", "in use")).activity()).isEmpty();
  }

  @Test
  void providerFailure_withAndWithoutRequestId() throws Exception {
    assertThat(copy(new ProviderException("taobao", "LIMIT", "wait", "r-1", true)).requestId()).contains("r-1");
    assertThat(copy(new ProviderException("taobao", "LIMIT", "wait", null, true)).requestId()).isEmpty();
  }

  @Test
  void unavailableSession_copied_namesTheSession() throws Exception {
    SessionUnavailableException copy = copy(new SessionUnavailableException(new SessionId("taobao", "nick"), SessionState.DISABLED));

    assertThat(copy.session()).isEqualTo(new SessionId("taobao", "nick"));
    assertThat(copy.state()).isEqualTo(SessionState.DISABLED);
  }

  @Test
  void invalidInput_copied_hasItsProblems() throws Exception {
    InvalidInputException thrown =
        new InvalidInputException(
            List.of(Violation.error("note", "LENGTH", Map.of("max", "1000")), Violation.warning("lines[0].item", "SAME_ITEM", "words")));

    InvalidInputException copy = copy(thrown);

    assertThat(copy.violations()).isEqualTo(thrown.violations());
    assertThat(copy.violations().get(0).arguments()).containsEntry("max", "1000");
    assertThat(copy).hasMessage(thrown.getMessage());
    assertThat(copy.code()).isEqualTo("LENGTH");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Exception> T copy(T failure) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
