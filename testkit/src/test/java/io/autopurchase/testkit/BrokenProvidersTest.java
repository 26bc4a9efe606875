package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Tracking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract notices every wrong provider, by the tests of the rule that it breaks, and says which rule that is. */
class BrokenProvidersTest {
  static Stream<BrokenProvider> wrongProviders() {
    return Stream.of(BrokenTransports.all(), BrokenAnswers.all(), BrokenReadings.all(), BrokenLookups.all(), BrokenDuties.all(), BrokenOffers.all()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("wrongProviders")
  void contract_wrongProvider_failsByTheRuleThatItBreaks(BrokenProvider wrong) {
    Candidate.wrong = wrong;

    Map<String, String> failures = ContractRun.of(Candidate.class, "_" + wrong.rule() + "_").failed();

    assertThat(failures).as("failed tests of rule %s, of a provider that %s", wrong.rule(), wrong.name()).isNotEmpty();
    assertThat(failures.values())
        .as("what they say")
        .allMatch(message -> message.startsWith("Rule " + wrong.rule() + " of docs/provider-contract.md is broken: "));
  }

  @Test
  void wrongProviders_everyRuleThatTheContractTests_isBrokenByOne() {
    assertThat(wrongProviders().map(BrokenProvider::rule)).containsAll(ContractRules.tested(ProviderAdapterContract.class));
  }

  @Test
  void contract_fakeCanDoTheLeastOnly_optionalTestsSayWhatTheyLeaveOut() {
    ContractRun run = ContractRun.of(TheLeast.class, "optional_");

    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped().values())
        .allMatch(message -> message.startsWith("Not proved: A"))
        .anyMatch(message -> message.contains("limitNextCall()"))
        .anyMatch(message -> message.contains("tooEarlyToCancel()"))
        .anyMatch(message -> message.contains("messageAbout()"))
        .anyMatch(message -> message.contains("ship()"));
  }

  /** The contract, on whichever provider it is the turn of. */
  static class Candidate extends ProviderAdapterContract {
    private static BrokenProvider wrong;

    @Override
    protected ProviderUnderTest start(InstantSource clock) {
      return new ExampleMarketService(clock, () -> wrong.adapter().apply(clock));
    }

    @Override
    protected Duration deadline() {
      return Duration.ofSeconds(3);
    }
  }

  /** The contract, if the fake has nothing that it need not have. */
  static class TheLeast extends ProviderAdapterContract {
    @Override
    protected ProviderUnderTest start(InstantSource clock) {
      return new BareService(clock);
    }
  }

  private static final class BareService extends ExampleMarketService {
    BareService(InstantSource clock) {
      super(clock, ExampleMarketAdapter::new);
    }

    @Override
    public boolean ship(String orderId, Tracking parcel) {
      return false;
    }

    @Override
    public Optional<Duration> tooEarlyToCancel() {
      return Optional.empty();
    }

    @Override
    public boolean limitNextCall(int seconds) {
      return false;
    }

    @Override
    public Optional<PushedMessage> messageAbout(String orderId) {
      return Optional.empty();
    }
  }
}
