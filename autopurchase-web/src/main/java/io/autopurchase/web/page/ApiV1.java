package io.autopurchase.web.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.InvalidInputException;
import io.autopurchase.json.AutoPurchaseModule;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads for programs, in the JSON form of the library. */
final class ApiV1 {
  private static final int LARGEST_PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new AutoPurchaseModule());

  private ApiV1() {}

  static Answer activities(Exchange x) {
    return json(200, x.engine().activities().summaries(ActivityFilter.of(x).page(1, size(x)).build()));
  }

  static Answer activity(Exchange x) {
    return json(200, x.engine().activities().get(new ActivityId(x.variable(0))));
  }

  static Answer questions(Exchange x) {
    return json(200, QuestionsPage.asking(x));
  }

  static Answer sessions(Exchange x) {
    return json(200, x.engine().sessions().list());
  }

  static Answer summary(Exchange x) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("format", AutoPurchaseModule.FORMAT);
    summary.put("activities", x.engine().activities().counts(ActivityQuery.builder().build()));
    summary.put("questions", x.engine().activities().counts(ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).build()).total());
    summary.put("sessions", x.engine().sessions().list());
    return json(200, summary);
  }

  /** What a program gets instead of an error page. */
  static Answer error(String code, Failure failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", failure.message());
    error.put("fields", failure.fields());
    return json(failure.status(), error);
  }

  private static int size(Exchange x) {
    String size = x.param("size").orElse("25");
    if (!size.matches("\\d{1,3}") || Integer.parseInt(size) < 1 || Integer.parseInt(size) > LARGEST_PAGE) {
      throw new InvalidInputException("size", "RANGE", Map.of("value", size, "min", "1", "max", Integer.toString(LARGEST_PAGE)));
    }
    return Integer.parseInt(size);
  }

  private static Answer json(int status, Object value) {
    try {
      return Answer.bytes(status, "application/json", JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON of " + value.getClass(), e);
    }
  }
}
