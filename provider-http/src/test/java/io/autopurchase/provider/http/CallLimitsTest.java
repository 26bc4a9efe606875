package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static Duration pause(CallLimits limits, String path, Instant now) {
    return limits
        .<Void>take(path, now)
        .map(result -> ((ProviderResult.Limited<Void>) result).retryAfter())
        .orElse(Duration.ZERO);
  }

  @Test
  void take_asManyAsAllowedInAnySecond_theNextWaits() {
    CallLimits limits = new CallLimits(3, 0);
    assertThat(pause(limits, "/a", NOW)).isZero();
    assertThat(pause(limits, "/b", NOW.plusMillis(400))).isZero();
    assertThat(pause(limits, "/c", NOW.plusMillis(400))).isZero();

    assertThat(pause(limits, "/d", NOW.plusMillis(500))).isEqualTo(Duration.ofMillis(500));
    assertThat(pause(limits, "/d", NOW.plusMillis(1000))).isZero();
    assertThat(pause(limits, "/d", NOW.plusMillis(1001))).isEqualTo(Duration.ofMillis(399));
  }

  @Test
  void take_limitOfOneApi_leavesOthersFree() {
    CallLimits limits = new CallLimits(0, 1);
    assertThat(pause(limits, "/a", NOW)).isZero();

    assertThat(pause(limits, "/a", NOW)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pause(limits, "/b", NOW)).isZero();
  }

  @Test
  void take_refusedCall_countsNot() {
    CallLimits limits = new CallLimits(1, 0);
    pause(limits, "/a", NOW);
    for (int i = 0; i < 100; i++) {
      assertThat(pause(limits, "/a", NOW.plusMillis(i))).isPositive();
    }

    assertThat(pause(limits, "/a", NOW.plusSeconds(1))).isZero();
  }

  @Test
  void take_clockIsSetBack_nobodyWaitsForIt() {
    CallLimits limits = new CallLimits(1, 0);
    pause(limits, "/a", NOW);
    limits.ban("/b", "ApiCallLimit", Duration.ofSeconds(5), NOW);

    assertThat(pause(limits, "/a", NOW.minusSeconds(3600))).isZero();
    assertThat(pause(limits, "/b", NOW.minusSeconds(3599))).isZero();
  }

  @Test
  void take_noLimit_neverWaits() {
    CallLimits limits = new CallLimits(0, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(pause(limits, "/a", NOW)).isZero();
    }
  }

  @Test
  void ban_ofAnApi_closesItForEveryone() {
    CallLimits limits = new CallLimits(0, 0);
    limits.ban("/a", "ApiCallLimit", Duration.ofSeconds(3), NOW);

    assertThat(limits.<Void>take("/a", NOW.plusSeconds(1)))
        .contains(new ProviderResult.Limited<>("ApiCallLimit", "the gateway wants a pause", Duration.ofSeconds(2)));
    assertThat(pause(limits, "/b", NOW.plusSeconds(1))).isZero();
    assertThat(pause(limits, "/a", NOW.plusSeconds(3))).isZero();
  }

  @Test
  void ban_ofTheApplication_closesAll() {
    CallLimits limits = new CallLimits(0, 0);
    limits.banAll("AppCallLimit", Duration.ofMinutes(1), NOW);

    assertThat(pause(limits, "/b", NOW)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void take_callsThatBelongTogether_countInTheSecondsThatTheyTake() {
    CallLimits limits = new CallLimits(3, 0);
    assertThat(limits.<Void>take("/a", 7, NOW)).as("more than a second's worth, after a quiet second").isEmpty();

    assertThat(pause(limits, "/a", NOW.plusMillis(100))).isEqualTo(Duration.ofMillis(2900 - 1000));
    assertThat(pause(limits, "/a", NOW.plusMillis(2000))).isZero();
  }

  @Test
  void take_callsThatBelongTogether_waitForRoom() {
    CallLimits limits = new CallLimits(3, 0);
    assertThat(limits.<Void>take("/a", 2, NOW)).isEmpty();

    assertThat(limits.<Void>take("/a", 2, NOW.plusMillis(500))).isPresent();
    assertThat(limits.<Void>take("/a", 1, NOW.plusMillis(500))).isEmpty();
    assertThat(limits.<Void>take("/a", 2, NOW.plusMillis(1000))).isEmpty();
  }

  @Test
  void charge_callsThatHaveToBeMade_othersWaitForThem() {
    CallLimits limits = new CallLimits(2, 0);
    limits.charge("/a", 3, NOW);

    assertThat(pause(limits, "/b", NOW)).isEqualTo(Duration.ofSeconds(1));
  }
}
