package io.autopurchase.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Money;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * Reads members of JSON objects as what they mean: the gateway writes numbers as texts and texts as numbers, differently from
 * API to API. What cannot be read is null or empty, never a guess.
 */
public final class Fields {
  /** What becomes part of a key or another request. Some programs write null as a text. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Before it, a number of milliseconds lies in 1973, and as seconds in the year 5138. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private static final int LONGEST_WORDS = 1000;

  private Fields() {}

  /** A member as text, whether it is a whole number or a text; empty if it is missing or anything else. */
  public static String text(JsonNode node, String name) {
    return text(node.path(name));
  }

  private static String text(JsonNode value) {
    return value.isTextual() || value.isIntegralNumber() ? value.asText().strip() : "";
  }

  /** The first of these members that is not empty. */
  public static String first(JsonNode node, String... names) {
    for (String name : names) {
      String text = text(node, name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** What people read, or at least see: the first of these members that is not empty, cut if it is longer than any should be. */
  public static String words(JsonNode node, String... names) {
    String text = first(node, names);
    return text.length() <= LONGEST_WORDS ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_WORDS / 2)) + "...";
  }

  /** The objects in an array; none if it is missing or null, as often; null if it is something else. */
  @Nullable
  public static List<JsonNode> objects(JsonNode node, String name) {
    JsonNode array = node.path(name);
    if (array.isMissingNode() || array.isNull()) {
      return List.of();
    }
    List<JsonNode> objects = new ArrayList<>();
    array.forEach(objects::add);
    return array.isArray() && objects.stream().allMatch(JsonNode::isObject) ? objects : null;
  }

  /** An id of the platform's, exact whatever its size; empty if there is none, or one that no platform gives. */
  public static String id(JsonNode node, String... names) {
    return id(first(node, names));
  }

  private static String id(String text) {
    return ID.matcher(text).matches() && !text.equals("null") ? text : "";
  }

  /** An id of which the gateway says 0 if there is none. */
  public static Optional<String> optionalId(JsonNode node, String... names) {
    return Optional.of(id(node, names)).filter(id -> !id.isEmpty() && !id.equals("0"));
  }

  /** Ids in an array; none if it is missing or null; null if one cannot be read. */
  @Nullable
  public static List<String> ids(JsonNode node, String name) {
    JsonNode array = node.path(name);
    if (array.isMissingNode() || array.isNull()) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode value : array) {
      ids.add(id(text(value)));
    }
    return array.isArray() && !ids.contains("") ? ids : null;
  }

  /**
   * An amount in the smallest unit of its currency, as a number or as text; null if there is no such amount.
   *
   * @param name of the amount
   * @param currencyName of the currency; taken for yuan if it is empty
   */
  @Nullable
  public static Money minor(JsonNode node, String name, String currencyName) {
    return minor(text(node, name), text(node, currencyName));
  }

  /**
   * @param amount in the smallest unit
   * @param currency taken for yuan if it is empty
   */
  @Nullable
  public static Money minor(String amount, String currency) {
    try {
      return amount.isEmpty() ? null : Money.ofMinor(Long.parseLong(amount), currency.isEmpty() ? "CNY" : currency);
    } catch (NumberFormatException | InvalidInputException e) {
      return null;
    }
  }

  /** A number of units; null if there is none, or it is not above zero. */
  @Nullable
  public static Integer quantity(JsonNode node) {
    Integer quantity = integer(node, "quantity");
    return quantity == null || quantity < 1 ? null : quantity;
  }

  @Nullable
  public static Integer integer(JsonNode node, String name) {
    try {
      return Integer.valueOf(text(node, name));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A moment as seconds or milliseconds since the epoch: the gateway uses both. */
  @Nullable
  public static Instant instant(JsonNode node, String name) {
    try {
      long number = Long.parseLong(text(node, name));
      return number <= 0 ? null : number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Nullable
  public static URI uri(JsonNode node, String name) {
    String text = text(node, name);
    try {
      return text.isEmpty() ? null : URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Nullable
  public static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
