package io.autopurchase.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Members that are changed by their names, and written twice. */
class MembersTest {
  private final ObjectNode top = (ObjectNode) Json.read("{\"id\":\"9223372036854775807\",\"a\":{\"id\":7,\"ids\":[1,{\"id\":\"x\"}]},\"n\":null}");

  @Test
  void change_everywhere_alsoWithinArraysAndAway() {
    Members.change(top, (name, value) -> name.equals("n") ? null : name.equals("ids") ? Members.text(value) : name.equals("id") ? Members.number(value) : value);

    assertThat(top).isEqualTo(Json.read("{\"id\":9223372036854775807,\"a\":{\"id\":7,\"ids\":[\"1\",{\"id\":\"x\"}]}}"));
  }

  @Test
  void number_textsThatAreNoWholeNumbersOf64Bits_stay() {
    for (String text : new String[] {"", "1.5", "+1", "9223372036854775808", "1e3"}) {
      JsonNode node = Json.MAPPER.getNodeFactory().textNode(text);
      assertThat(Members.number(node)).isSameAs(node);
    }
  }

  @Test
  void rename_everywhere() {
    Members.rename(top, "id", "ID");

    assertThat(top.findValues("ID")).hasSize(3);
    assertThat(top.findValues("id")).isEmpty();
  }

  @Test
  void write_doubled_theSecondHasAnotherValue() {
    byte[] written = Json.write(Json.read("{\"id\":1,\"a\":{\"id\":\"x\"},\"b\":true}"), Set.of("id", "b"));

    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("{\"id\":1,\"id\":2,\"a\":{\"id\":\"x\",\"id\":\"x1\"},\"b\":true,\"b\":false}");
  }
}
