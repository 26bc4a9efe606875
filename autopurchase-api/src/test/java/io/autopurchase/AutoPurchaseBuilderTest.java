package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.engine.PlacementLimit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoPurchaseBuilderTest {
  static Stream<Method> optionsOfObjects() {
    return Arrays.stream(AutoPurchaseBuilder.class.getDeclaredMethods())
        .filter(method -> method.getReturnType() == AutoPurchaseBuilder.class && method.getParameterCount() == 1)
        .filter(method -> !method.getParameterTypes()[0].isPrimitive());
  }

  @ParameterizedTest
  @MethodSource("optionsOfObjects")
  void option_null_isRefusedByName(Method option) {
    assertThatThrownBy(() -> option.invoke(AutoPurchase.builder(), (Object) null))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(NullPointerException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void providerSettings_null_isRefusedByName() {
    assertThatThrownBy(() -> AutoPurchase.builder().providerSettings("taobao", null)).isInstanceOf(NullPointerException.class).hasMessage("settings");
    assertThatThrownBy(() -> AutoPurchase.builder().providerSettings(null, ProviderSettings.empty())).isInstanceOf(NullPointerException.class).hasMessage("providerId");
  }

  @Test
  void placementLimit_anyDuration_isCheckedAndNeverOverflows() {
    for (Duration per : new Duration[] {Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE), Duration.ofDays(32)}) {
      assertThatThrownBy(() -> AutoPurchase.builder().placementLimit(1, per)).isInstanceOf(ConfigurationException.class);
    }
    assertThat(new PlacementLimit(1, Duration.ofMillis(1)).orders()).isEqualTo(1);
  }

  /** As a shop does that reads them from an environment that lacks them. */
  @Test
  void settings_withoutAValue_areRefusedByName() {
    assertThatThrownBy(() -> ProviderSettings.builder().set("app-key", null)).isInstanceOf(ConfigurationException.class).hasMessageContaining("app-key");
    assertThatThrownBy(() -> ProviderSettings.builder().secret("app-secret", null)).isInstanceOf(ConfigurationException.class).hasMessageContaining("app-secret");
    assertThatThrownBy(() -> Secret.of(null)).isInstanceOf(NullPointerException.class).hasMessage("value");
    ProviderSettings blank = ProviderSettings.builder().set("app-key", " ").secret("app-secret", Secret.of("")).build();
    assertThatThrownBy(() -> blank.require("app-key")).isInstanceOf(ConfigurationException.class).hasMessageContaining("app-key is missing");
    assertThatThrownBy(() -> blank.requireSecret("app-secret")).isInstanceOf(ConfigurationException.class).hasMessageContaining("app-secret is missing");
  }

  @Test
  void plan_withoutAValue_isRefusedByName() {
    Recipient recipient =
        Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    SessionId session = new SessionId("taobao", "our-buyer");

    assertThatThrownBy(() -> ReservationPlan.builder(null, session, recipient)).isInstanceOf(NullPointerException.class).hasMessage("orderId");
    assertThatThrownBy(() -> ReservationPlan.builder("O", null, recipient)).isInstanceOf(NullPointerException.class).hasMessage("session");
    assertThatThrownBy(() -> ReservationPlan.builder("O", session, null)).isInstanceOf(NullPointerException.class).hasMessage("recipient");
    assertThatThrownBy(() -> PlanLine.of("1", Item.of("7"), 1, (Money) null)).isInstanceOf(NullPointerException.class).hasMessage("unitPrice");
    assertThatThrownBy(() -> PlanLine.of("1", null, 1, Money.cny("1.00"))).isInstanceOf(NullPointerException.class).hasMessage("item");
  }
}
