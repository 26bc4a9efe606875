package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A02: what changes something leaves only if it still may, at the last moment. */
interface GateRules extends ProviderRules {
  @Test
  default void required_A02a_requestMayNoLongerLeave_nothingLeavesAndTheResultSaysSo() {
    for (int i = 0; i < harness().changes().size(); i++) {
      ProviderOperation operation = harness().changes().get(i);
      harness().context();
      int before = harness().wire().begun();
      AtomicInteger asked = new AtomicInteger();
      ProviderResult<?> result = operation.call().apply(harness().context().withGate(() -> asked.incrementAndGet() < 0));

      assertThat(asked.get()).as("how many times %s has asked whether it still may", operation).isPositive();
      assertThat(result).as("the result of %s that was not allowed to leave", operation).isInstanceOf(ProviderResult.NotSent.class);
      harness().client().close();
      harness().wire().awaitQuiet(harness().deadline().dividedBy(12));
      assertThat(harness().wire().begun() - before).as("requests of %s that was not allowed to leave", operation).isZero();
      harness().reopen();
    }
  }

  @Test
  default void required_A02b_connectionDoesNotStandYet_itIsAskedOnlyThen() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    try (Wire fresh = new Wire(harness().provider().address(), harness().time::now);
        ProviderClient client = harness().open(fresh.address())) {
      AtomicBoolean stood = new AtomicBoolean();
      AtomicInteger begun = new AtomicInteger();

      client.place(
          harness().clientOrderId(),
          request,
          validity,
          harness()
              .context()
              .withGate(
                  () -> {
                    stood.set(fresh.awaitConnection(harness().deadline().dividedBy(12)));
                    begun.set(fresh.begun());
                    return true;
                  }));

      assertThat(stood.get()).as("whether the connection stood when it was asked whether the request may leave").isTrue();
      assertThat(begun.get()).as("requests that had begun to leave before it was asked").isZero();
    }
  }
}
