package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activities;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.AutoPurchase;
import io.autopurchase.EventQuery;
import io.autopurchase.Events;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.PurchaseQuery;
import io.autopurchase.Purchases;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.Sessions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** What a host hands to the engine by mistake is refused by its name, before anything is done. */
class NullArgumentsTest extends Trading {
  /** With the places of these arguments. */
  private static final Set<String> MAY_BE_NULL = Set.of("completeAuthorization(URI,String,String) 1", "feed(String,int) 0");

  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(String.class, "1"),
          Map.entry(int.class, 1),
          Map.entry(URI.class, URI.create("https://shop.example/?state=1&code=1")),
          Map.entry(Duration.class, Duration.ofMillis(1)),
          Map.entry(Collection.class, List.of()),
          Map.entry(Map.class, Map.of()),
          Map.entry(byte[].class, new byte[0]),
          Map.entry(SessionId.class, Nodes.SESSION),
          Map.entry(LineKey.class, new LineKey("ORD-1", "1")),
          Map.entry(ActivityId.class, new ActivityId("1")),
          Map.entry(ReservationPlan.class, Nodes.plan("ORD-1")),
          Map.entry(ActivityQuery.class, ActivityQuery.builder().build()),
          Map.entry(PurchaseQuery.class, PurchaseQuery.builder().build()),
          Map.entry(EventQuery.class, EventQuery.builder().build()));

  @Test
  void callsOfAHost_refuseNullByName() {
    AutoPurchase engine = node.engine;
    Stream<String> answers =
        Stream.of(
                accepted(AutoPurchase.class, engine),
                accepted(Sessions.class, engine.sessions()),
                accepted(Activities.class, engine.activities()),
                accepted(Purchases.class, engine.purchases()),
                accepted(Events.class, engine.events()))
            .flatMap(each -> each);

    assertThat(answers).isEmpty();
  }

  private static Stream<String> accepted(Class<?> type, Object subject) {
    return Stream.of(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .flatMap(method -> IntStream.range(0, method.getParameterCount()).mapToObj(i -> accepted(method, subject, i)).flatMap(Stream::ofNullable));
  }

  /** How null is answered; null if it is refused by a name, or allowed. */
  @Nullable
  private static String accepted(Method method, Object subject, int argument) {
    Class<?>[] types = method.getParameterTypes();
    String signature = method.getName() + Stream.of(types).map(Class::getSimpleName).collect(Collectors.joining(",", "(", ")"));
    boolean mayBeNull = types[argument].isPrimitive() || MAY_BE_NULL.contains(signature + " " + argument);
    if (mayBeNull) {
      return null;
    }
    Object[] values = Stream.of(types).map(SAMPLES::get).toArray();
    values[argument] = null;
    String name = method.getDeclaringClass().getSimpleName() + "." + signature + ", argument " + (argument + 1) + ": ";
    try {
      return name + "taken, gives " + method.invoke(subject, values);
    } catch (InvocationTargetException e) {
      Throwable refusal = e.getCause();
      boolean isNamed = refusal instanceof NullPointerException && String.valueOf(refusal.getMessage()).matches("(?!null)[a-zA-Z]+");
      return isNamed || refusal instanceof InvalidInputException ? null : name + refusal;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
