package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A06: every wait has an end, and so has every answer. */
interface WaitingRules extends ProviderRules {
  private void endsUnknown(String what, WireFault fault) {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    Secret token = harness().grant().accessToken();
    harness().wire().next(fault);
    ProviderResult<?> result;
    Duration timeout = Duration.ofMillis(300);
    do {
      CallContext context = CallContext.of(harness().time.now(), timeout).withAccessToken(token);
      result = harness().within(() -> harness().client().place(harness().clientOrderId(), request, validity, context));
      timeout = timeout.multipliedBy(3);
      // On a busy machine not even the request may leave in so short a time.
    } while (result instanceof ProviderResult.NotSent && timeout.compareTo(ProviderHarness.AMPLE) < 0);

    assertThat(result).as("the result of a call that was given a short time, if %s", what).isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  default void required_A06a_noAnswerComes_endsAtItsTimeout() {
    endsUnknown("no answer comes", WireFault.silence());
  }

  @Test
  default void required_A06b_answerDripsForEver_endsAtItsTimeout() {
    endsUnknown("the body of the answer comes byte by byte", WireFault.drip());
    endsUnknown("the head of the answer comes byte by byte", WireFault.dripHead());
  }

  @Test
  default void required_A06c_answerIsMuchTooLong_isNotReadToItsEnd() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    harness().wire().next(WireFault.flood());

    ProviderResult<?> result = harness().within(() -> harness().client().place(harness().clientOrderId(), request, validity, harness().context()));

    assertThat(result).as("the result if 32 MiB of blanks come behind the answer").isInstanceOf(ProviderResult.Unknown.class);
  }
}
