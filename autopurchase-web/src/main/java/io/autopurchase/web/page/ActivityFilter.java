package io.autopurchase.web.page;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.InvalidInputException;
import io.autopurchase.web.serve.Exchange;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which activities an address asks for. */
final class ActivityFilter {
  /** The parameters. */
  static final List<String> NAMES = List.of("q", "state", "type", "provider", "login", "order");
  /** Of the state: all that are not finished. */
  static final String UNFINISHED = "UNFINISHED";
  /** Of the state: all that a person should look at. */
  static final String ATTENTION = "ATTENTION";

  private ActivityFilter() {}

  /**
   * A query.
   *
   * @throws InvalidInputException if a parameter has no value that it can have
   */
  static ActivityQuery.Builder of(Exchange x) {
    ActivityQuery.Builder query = ActivityQuery.builder().states(states(x));
    x.param("type").ifPresent(value -> query.type(constant(x, "type", ActivityType.class, value)));
    x.param("provider").ifPresent(query::provider);
    x.param("login").ifPresent(query::login);
    x.param("order").ifPresent(query::orderId);
    x.param("q").ifPresent(query::text);
    x.param("before").ifPresent(value -> query.before(new ActivityId(value)));
    return query;
  }

  private static Set<ActivityState> states(Exchange x) {
    return switch (x.typed("state")) {
      case "" -> Set.of();
      case UNFINISHED -> ActivityQuery.builder().finished(false).build().states();
      case ATTENTION -> ActivityQuery.builder().needsAttention().build().states();
      default -> Set.of(constant(x, "state", ActivityState.class, x.typed("state")));
    };
  }

  private static <E extends Enum<E>> E constant(Exchange x, String field, Class<E> type, String value) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(value))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(field, "UNKNOWN_VALUE", x.t("error.unknownValue")));
  }
}
