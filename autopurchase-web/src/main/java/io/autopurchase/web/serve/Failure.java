package io.autopurchase.web.serve;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.StoreException;
import io.autopurchase.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a form was not carried out. The page that sent it is shown again, with what was typed.
 *
 * @param status of the response
 * @param message for the alert; empty if nothing has failed
 * @param fields what is wrong with which field
 * @param activity that stands in the way
 */
public record Failure(int status, String message, Map<String, String> fields, Optional<ActivityId> activity) {
  /** Nothing has failed. */
  public static final Failure NONE = new Failure(200, "", Map.of(), Optional.empty());

  /**
   * A wrong field.
   *
   * @param texts of the reader
   * @param field its name
   * @param message what is wrong with it
   */
  public static Failure ofField(Texts texts, String field, String message) {
    return new Failure(422, label(texts, field) + ": " + message, Map.of(field, message), Optional.empty());
  }

  /**
   * What the library has refused.
   *
   * @param texts of the reader
   * @param e its exception
   */
  public static Failure of(Texts texts, AutoPurchaseException e) {
    if (e instanceof InvalidInputException invalid) {
      return invalid(texts, invalid);
    }
    Optional<ActivityId> activity = e instanceof ConflictException conflict ? conflict.activity() : Optional.empty();
    return new Failure(status(e), texts.orElse("error." + e.code(), String.valueOf(e.getMessage())), Map.of(), activity);
  }

  private static Failure invalid(Texts texts, InvalidInputException e) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Violation problem : e.violations()) {
      fields.merge(problem.field(), texts.messages().text(problem), (a, b) -> a + "; " + b);
    }
    String message = fields.entrySet().stream().map(field -> label(texts, field.getKey()) + ": " + field.getValue()).collect(Collectors.joining("; "));
    return new Failure(422, message, fields, Optional.empty());
  }

  private static String label(Texts texts, String field) {
    return texts.orElse("field." + field, field);
  }

  private static int status(AutoPurchaseException e) {
    if (e instanceof NotFoundException) {
      return 404;
    }
    return e instanceof StoreException ? 503 : 409;
  }

  /** Whether something has failed. */
  public boolean isPresent() {
    return !message.isEmpty();
  }

  /**
   * What is wrong with a field.
   *
   * @param name of the field
   */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
