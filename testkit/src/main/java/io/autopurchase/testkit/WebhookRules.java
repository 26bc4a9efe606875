package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ProviderWebhook;
import io.autopurchase.testkit.ProviderUnderTest.PushedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A16: messages that a provider pushes. */
interface WebhookRules extends ProviderRules {
  private PushedMessage message(String orderId) {
    return harness()
        .provider()
        .messageAbout(orderId)
        .orElseThrow(() -> ProviderHarness.notProved("A16", "how messages are read. Override messageAbout() and signed() if the provider pushes any."));
  }

  private ProviderWebhook read(PushedMessage message) {
    return harness().client().parseWebhook(message.headers(), message.body());
  }

  @Test
  default void required_A16a_messageIsNotSigned_isInvalid() {
    byte[] body = "{\"order\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(harness().client().parseWebhook(Map.of(), body)).as("a message without headers").isEqualTo(new ProviderWebhook.InvalidSignature());
    assertThat(harness().client().parseWebhook(Map.of("Content-Type", List.of("text/plain")), new byte[0]))
        .as("a message without anything")
        .isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  default void optional_A16b_messageOfTheProvider_namesItsOrder() {
    String orderId = harness().placed().id();
    PushedMessage message = message(orderId);

    ProviderWebhook first = read(message);

    assertThat(first).as("a message of the provider").isInstanceOf(ProviderWebhook.Verified.class);
    assertThat(((ProviderWebhook.Verified) first).orderIds()).as("the orders that it names").containsExactly(orderId);
    assertThat(read(message)).as("the same message again").isEqualTo(first);
    Map<String, List<String>> lower = new HashMap<>();
    message.headers().forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    assertThat(read(new PushedMessage(lower, message.body()))).as("the message with headers in small letters").isEqualTo(first);
    Map<String, List<String>> upper = new HashMap<>();
    message.headers().forEach((name, values) -> upper.put(name.toUpperCase(Locale.ROOT), values));
    assertThat(read(new PushedMessage(upper, message.body()))).as("the message with headers in capitals").isEqualTo(first);
  }

  @Test
  default void optional_A16c_anyByteOfAMessageIsChanged_isInvalid() {
    PushedMessage message = message("1001");
    for (int i = 0; i < message.body().length; i++) {
      byte[] body = message.body().clone();
      body[i] ^= 1;
      assertThat(read(new PushedMessage(message.headers(), body))).as("a message whose byte %d was changed", i).isEqualTo(new ProviderWebhook.InvalidSignature());
    }
    byte[] longer = Arrays.copyOf(message.body(), message.body().length + 1);
    assertThat(read(new PushedMessage(message.headers(), longer))).as("a message with a byte more").isEqualTo(new ProviderWebhook.InvalidSignature());
    if (message.headers().isEmpty()) {
      return; // its signature is in its body
    }
    assertThat(read(new PushedMessage(Map.of(), message.body()))).as("a message without its headers").isEqualTo(new ProviderWebhook.InvalidSignature());
    PushedMessage other = harness().provider().messageAbout("1002").orElseThrow();
    assertThat(read(new PushedMessage(message.headers(), other.body()))).as("a message with the headers of another").isEqualTo(new ProviderWebhook.InvalidSignature());
  }

  @Test
  default void optional_A16d_signedMessageCannotBeRead_isUnreadableAndNotQuoted() {
    message("1001");
    for (String body : new String[] {"", "zq-nonsense", "{", "[]", "null", "{}"}) {
      PushedMessage signed = harness().provider().signed(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
      ProviderWebhook read = read(signed);
      assertThat(read).as("a signed message whose body is '%s'", body).isInstanceOfAny(ProviderWebhook.Unreadable.class, ProviderWebhook.Verified.class);
      if (read instanceof ProviderWebhook.Verified authentic) {
        assertThat(authentic.orderIds()).as("orders that '%s' names", body).isEmpty();
      }
      assertThat(read.toString()).as("what is said of it").doesNotContain("zq-nonsense");
    }
  }
}
