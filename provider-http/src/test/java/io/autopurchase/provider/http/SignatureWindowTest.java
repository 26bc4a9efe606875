package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureWindowTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration LAG = Duration.ofSeconds(30);
  private static final Duration LIFE = Duration.ofHours(10);

  private static SignatureWindow measured() {
    return SignatureWindow.measured(List.of(Duration.ofMinutes(5), Duration.ofMinutes(15)), LIFE, LAG, true);
  }

  @Test
  void measured_smallestIsRefused_presentTimeAndThatLife() {
    SignatureWindow window = measured();
    assertThat(window.probeTime(NOW)).isEqualTo(NOW.minusSeconds(302));
    assertThat(window.validity(NOW)).isEmpty();

    window.refused(NOW, "Expired");

    assertThat(window.validity(NOW)).contains(new RequestValidity(NOW, NOW.plusSeconds(300), NOW.plusSeconds(332)));
    assertThat(window.isStale("Expired", NOW, NOW)).as("a request with the present time").isFalse();
  }

  @Test
  void measured_smallestIsAnswered_theNextIsProbed() {
    SignatureWindow window = measured();

    assertThat(window.answered(NOW)).isFalse();
    assertThat(window.validity(NOW)).isEmpty();
    assertThat(window.probeTime(NOW)).isEqualTo(NOW.minusSeconds(902));
    window.refused(NOW, "Expired");

    assertThat(window.validity(NOW)).contains(new RequestValidity(NOW, NOW.plusSeconds(900), NOW.plusSeconds(932)));
  }

  @Test
  void measured_noneIsEnforced_livesAsLongAsItMay() {
    SignatureWindow window = measured();

    assertThat(window.answered(NOW)).isFalse();
    assertThat(window.answered(NOW)).isTrue();

    assertThat(window.validity(NOW)).contains(new RequestValidity(NOW, NOW.plus(LIFE), NOW.plus(LIFE).plusSeconds(32)));
    assertThat(window.validity(NOW.plus(Duration.ofMinutes(11)))).as("the proof has a life").isEmpty();
  }

  @Test
  void of_refused_signedNearTheOldEnd() {
    SignatureWindow window = SignatureWindow.of(Duration.ofHours(2), Duration.ofSeconds(60), LIFE, LAG, true);
    window.refused(NOW, "Expired");

    assertThat(window.validity(NOW)).contains(new RequestValidity(NOW.minusSeconds(7140), NOW.plusSeconds(60), NOW.plusSeconds(92)));
    assertThat(window.isStale("Expired", NOW.minusSeconds(7140), NOW)).isTrue();
    assertThat(window.validity(NOW)).as("once a request was too old").contains(new RequestValidity(NOW, NOW.plusSeconds(7200), NOW.plusSeconds(7232)));
  }
}
