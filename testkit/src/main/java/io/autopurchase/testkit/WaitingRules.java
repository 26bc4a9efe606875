package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A06: every wait has an end, and so has every answer. */
interface WaitingRules extends ProviderRules {
  private void endsUnknown(String what, WireFault fault) {
    PlacementRequest request = bench().request();
    RequestValidity validity = bench().validity();
    Secret token = bench().grant().accessToken();
    bench().wire().next(fault);
    ProviderResult<?> result;
    Duration timeout = Duration.ofMillis(300);
    do {
      CallContext context = CallContext.of(bench().time.now(), timeout).withAccessToken(token);
      result = bench().within(() -> bench().client().place(bench().clientOrderId(), request, validity, context));
      timeout = timeout.multipliedBy(3);
      // On a busy machine not even the request may leave in so short a time.
    } while (result instanceof ProviderResult.NotSent && timeout.compareTo(ProviderBench.AMPLE) < 0);

    assertThat(result).as("the result of a call that was given a short time, where %s", what).isInstanceOf(ProviderResult.Unknown.class);
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
    PlacementRequest request = bench().request();
    RequestValidity validity = bench().validity();
    bench().wire().next(WireFault.flood());

    ProviderResult<?> result = bench().within(() -> bench().client().place(bench().clientOrderId(), request, validity, bench().context()));

    assertThat(result).as("the result where 32 MiB of blanks come behind the answer").isInstanceOf(ProviderResult.Unknown.class);
  }
}
