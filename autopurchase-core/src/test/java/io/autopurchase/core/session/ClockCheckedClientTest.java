package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Item;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.TokenSet;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.FakeProvider.Operation;
import io.autopurchase.testkit.ManualTime;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Terms are given only by what was learned of the provider's clock while ours was right. */
class ClockCheckedClientTest {
  private final ManualTime time = new ManualTime();
  private final FakeProvider provider = new FakeProvider("fake");
  private final ProviderClient client =
      new ClockCheckedClient(provider.open(ProviderSettings.empty()), new ClockWatch(time));
  private final Instant real = time.now();
  private final Secret token =
      ((ProviderResult.Success<TokenSet>) client.exchangeCode("code", CallContext.of(real, Duration.ofSeconds(10)))).value().accessToken();

  private CallContext context() {
    return context(time.now());
  }

  private CallContext context(Instant now) {
    return CallContext.of(now, Duration.ofSeconds(10)).withAccessToken(token);
  }

  private void readItem(CallContext context) {
    client.item(Item.of("4711"), context);
  }

  private void prepare() {
    client.prepare(context());
  }

  private boolean givesTerms() {
    return client.validity(time.now()).isPresent();
  }

  private void wrongBy(Duration difference) {
    time.setWallClock(real.plus(difference));
  }

  @Test
  void terms_clockGoesSteadily_areTheClients() {
    assertThat(givesTerms()).isTrue();
  }

  @Test
  void terms_callWhileTheClockWasWrong_onlyAfterPreparation() {
    wrongBy(Duration.ofDays(22));
    readItem(context());
    wrongBy(Duration.ZERO);
    assertThat(givesTerms()).isFalse();

    prepare();

    assertThat(givesTerms()).isTrue();
  }

  /** No other thread has looked at the clock while it was wrong. */
  @Test
  void terms_callThatBeganWithAWrongTime_onlyAfterPreparation() {
    readItem(context(real.minus(Duration.ofDays(3))));
    assertThat(givesTerms()).isFalse();

    prepare();

    assertThat(givesTerms()).isTrue();
  }

  @Test
  void terms_clockJumpsDuringPreparation_onlyAfterAnotherOne() {
    provider.beforeNext(Operation.PREPARE, () -> wrongBy(Duration.ofDays(-5)));
    prepare();
    assertThat(givesTerms()).isFalse();

    prepare();

    assertThat(givesTerms()).isTrue();
  }

  @Test
  void terms_answerToACallFromBeforeTheJumpComesAfterPreparation_onlyAfterAnotherOne() {
    wrongBy(Duration.ofDays(22));
    provider.beforeNext(
        Operation.ITEM,
        () -> {
          wrongBy(Duration.ZERO);
          prepare();
          assertThat(givesTerms()).as("while the other call is under way").isFalse();
        });
    readItem(context());
    assertThat(givesTerms()).isFalse();

    prepare();

    assertThat(givesTerms()).isTrue();
  }

  @Test
  void terms_preparationFails_stillNone() {
    wrongBy(Duration.ofDays(22));
    provider.fail(Operation.PREPARE, FakeProvider.Fault.notSent());

    assertThat(client.prepare(context())).isInstanceOf(ProviderResult.NotSent.class);

    assertThat(givesTerms()).isFalse();
  }

  /** A default method that is not passed on would take a function away from every provider. */
  @Test
  void client_passesEveryMethodOn() {
    assertThat(Arrays.stream(ProviderClient.class.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers())))
        .allSatisfy(method -> assertThat(own(method).getDeclaringClass()).isEqualTo(ClockCheckedClient.class));
  }

  private static Method own(Method method) throws NoSuchMethodException {
    return ClockCheckedClient.class.getMethod(method.getName(), method.getParameterTypes());
  }
}
