package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a host hands in by mistake is refused where it does so, and by its name. */
class NullArgumentsTest {
  private static final SessionId SESSION = new SessionId("taobao", "nick");
  private static final Recipient RECIPIENT =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  /** Values for the other arguments. */
  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(String.class, "1"),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(boolean.class, true),
          Map.entry(BigDecimal.class, BigDecimal.ONE),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(Duration.class, Duration.ofHours(1)),
          Map.entry(URI.class, URI.create("https://shop.example/")),
          Map.entry(Locale.class, Locale.ENGLISH),
          Map.entry(List.class, List.of()),
          Map.entry(Set.class, Set.of()),
          Map.entry(SessionId.class, SESSION),
          Map.entry(LineKey.class, new LineKey("ORD-1", "1")),
          Map.entry(ActivityId.class, new ActivityId("1")),
          Map.entry(Item.class, Item.of("1")),
          Map.entry(Money.class, Money.cny("1.00")),
          Map.entry(UnitPrice.class, UnitPrice.cny("1.00")),
          Map.entry(Secret.class, Secret.of("1")),
          Map.entry(Policy.class, Policy.when(Question.OUT_OF_STOCK).skipItem()),
          Map.entry(PlanLine.class, PlanLine.of("1", Item.of("1"), 1, Money.cny("1.00"))),
          Map.entry(Recipient.class, RECIPIENT));

  @Test
  void buildersOfRequests_refuseNullByName() {
    assertThat(
            Stream.<Supplier<Object>>of(
                    () -> ReservationPlan.builder("ORD-1", SESSION, RECIPIENT).line("0", Item.of("1"), 1, Money.cny("1.00")),
                    () -> BindingRequest.builder("ORD-1", SESSION, "1").line("0", Item.of("1"), 1),
                    () -> UnbindingRequest.builder("ORD-1"),
                    () -> PaymentRequest.builder(SESSION, Money.cny("1.00")).order("0"),
                    Recipient::builder,
                    ActivityQuery::builder,
                    PurchaseQuery::builder,
                    EventQuery::builder,
                    ProviderSettings::builder,
                    AutoPurchase::builder)
                .flatMap(subject -> accepted(subject.get().getClass(), subject)))
        .isEmpty();
  }

  @Test
  void factoriesOfWhatIsHandedIn_refuseNullByName() {
    assertThat(
            Stream.of(
                    ReservationPlan.class, PlanLine.class, BindingRequest.class, BindingRequest.Line.class, UnbindingRequest.class,
                    PaymentRequest.class, Item.class, Money.class, UnitPrice.class, PriceTolerance.class, SessionId.class, LineKey.class,
                    ActivityId.class, Secret.class, Policy.class, AnswerOption.class)
                .flatMap(type -> accepted(type, null)))
        .isEmpty();
  }

  /** The arguments that are not {@code @Nullable} and are taken as null, or refused without a name. */
  private static Stream<String> accepted(Class<?> type, @Nullable Supplier<Object> subject) {
    List<String> accepted = new ArrayList<>();
    List<Executable> all = new ArrayList<>(List.of(type.getConstructors()));
    Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !method.getName().equals("equals"))
        .filter(method -> Modifier.isStatic(method.getModifiers()) || subject != null)
        .forEach(all::add);
    for (Executable each : all) {
      for (int i = 0; i < each.getParameterCount(); i++) {
        boolean mayBeNull = each.getParameterTypes()[i].isPrimitive() || each.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class);
        String answer = mayBeNull ? null : answer(each, subject, i);
        if (answer != null) {
          accepted.add(each.getDeclaringClass().getName() + "." + each.getName() + ", argument " + (i + 1) + ": " + answer);
        }
      }
    }
    return accepted.stream();
  }

  /** How null is answered; null if it is refused by a name. */
  @Nullable
  private static String answer(Executable method, @Nullable Supplier<Object> subject, int argument) {
    try {
      Object[] values = Stream.of(method.getParameterTypes()).map(NullArgumentsTest::sample).toArray();
      values[argument] = null;
      Object result =
          method instanceof Constructor
              ? ((Constructor<?>) method).newInstance(values)
              : ((Method) method).invoke(Modifier.isStatic(method.getModifiers()) ? null : subject.get(), values);
      // Some builders report all that is wrong at the end.
      boolean isBuilder = subject != null && result != null && result.getClass() == subject.get().getClass();
      Object built = isBuilder ? result.getClass().getMethod("build").invoke(result) : result;
      return "taken, gives " + built;
    } catch (InvocationTargetException e) {
      Throwable refusal = e.getCause();
      boolean isNamed = refusal instanceof NullPointerException && String.valueOf(refusal.getMessage()).matches("(?!null)[a-zA-Z]+");
      return isNamed || refusal instanceof InvalidInputException || isOfSetting(refusal) ? null : refusal.toString();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOfSetting(Throwable refusal) {
    return refusal instanceof ConfigurationException wrong && wrong.setting().isPresent();
  }

  /** Null of a type that no method takes beside another one. */
  @Nullable
  private static Object sample(Class<?> type) {
    return type.isEnum() ? type.getEnumConstants()[0] : SAMPLES.get(type);
  }
}
