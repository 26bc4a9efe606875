package io.autopurchase.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings by name. */
class NamedSettingsTest {
  private final Example settings = new Example();

  private static final class Example extends MessageSettings {
    private Duration delay = Duration.ofSeconds(1);
    private boolean flag;
    private Thread.State state = Thread.State.NEW;

    Example() {
      millis("delayMillis", "how long", () -> delay, value -> delay = value);
      bool("flag", "whether", () -> flag, value -> flag = value);
      choice("state", "which", Thread.State.class, () -> state, value -> state = value);
      addMessageSettings();
    }
  }

  @Test
  void set_byName_showsInTheValues() {
    settings.set("delayMillis", " 1500 ");
    settings.set("flag", "true");
    settings.set("state", "runnable");
    settings.set("messageUrl", "http://127.0.0.1:1/hook");

    assertThat(settings.values())
        .containsEntry("delayMillis", "1500")
        .containsEntry("flag", "true")
        .containsEntry("state", "RUNNABLE")
        .containsEntry("messageUrl", "http://127.0.0.1:1/hook");
    assertThat(settings.descriptions()).containsEntry("delayMillis", "how long, in ms").hasSameSizeAs(settings.values());
  }

  @Test
  void set_wrongNameOrValue_isRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> settings.set("nothing", "1")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("delayMillis, flag");
    for (String[] wrong : new String[][] {{"delayMillis", "-1"}, {"flag", "yes"}, {"state", "LOST"}, {"messageUrl", "nowhere"}, {"messageRepeat", "0"}}) {
      assertThatThrownBy(() -> settings.set(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(wrong[0] + " cannot be " + wrong[1]);
    }
  }
}
