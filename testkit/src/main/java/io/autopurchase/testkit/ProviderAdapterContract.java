package io.autopurchase.testkit;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that a {@link io.autopurchase.spi.ProviderAdapter} keeps the rules of {@code docs/provider-contract.md}. Extend it, and
 * write one method, which starts a fake of your provider's service:
 *
 * <pre>{@code
 * class MyAdapterTest extends ProviderAdapterContract {
 *   @Override
 *   protected ProviderUnderTest start(InstantSource clock) {
 *     return new MyFakeUnderTest(clock);
 *   }
 * }
 * }</pre>
 *
 * <p>The contract puts itself on the wire between the adapter and the fake, and loses, cuts, delays and changes what passes. Each test is
 * named after the rule that it proves, and its failure names the rule. {@code required} ones always run; {@code optional} ones run if the
 * adapter or the fake can do what they are about, and say what is left unproved if not.
 */
@ExtendWith(RuleReport.class)
public abstract class ProviderAdapterContract
    implements OneRequestRules,
        GateRules,
        PlacingRules,
        UnclearAnswerRules,
        RefusalRules,
        WaitingRules,
        LookupRules,
        ChangedOrdersRules,
        ValidityRules,
        TokenRules,
        ExactnessRules,
        ClientRules,
        DiscoveryRules,
        RecipientRules,
        WebhookRules,
        CancellationRules,
        PaymentRules,
        ParcelRules {
  private final ProviderHarness harness = new ProviderHarness(this);

  protected ProviderAdapterContract() {}

  /**
   * Starts a fake service without orders. Called once in a test at most; the contract closes it.
   *
   * @param clock the service's, and its only one. It shows times that are years away from the machine's, and moves when the
   *     contract says so
   */
  protected abstract ProviderUnderTest start(InstantSource clock) throws Exception;

  /** Within what time every call ends that should, come what may. A minute by default. */
  protected Duration deadline() {
    return Duration.ofMinutes(5);
  }

  /** For the rules alone. */
  @Override
  public final ProviderHarness harness() {
    return harness;
  }

  @AfterEach
  final void closeWhatWasStarted() {
    harness.close();
  }
}
