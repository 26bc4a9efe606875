package io.autopurchase.sandbox.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters of a request, merged by name from the query, a form body, and a flat JSON body; a later one wins. */
public final class Parameters {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> anomalies;

  private Parameters(List<String> anomalies) {
    this.anomalies = anomalies;
  }

  /**
   * @param anomalies gets what is strange about how they were sent
   */
  public static Map<String, String> of(Request request, List<String> anomalies) {
    Parameters parameters = new Parameters(anomalies);
    parameters.addAll(form(request.query(), anomalies));
    String type = request.header("content-type").toLowerCase(Locale.ROOT);
    if (type.startsWith("application/json")) {
      parameters.addJson(request.text());
    } else if (type.startsWith("multipart/form-data")) {
      anomalies.add("the body's type is multipart/form-data");
      parameters.addAll(Multipart.read(request.header("content-type"), request.text(), anomalies));
    } else if (request.body().length > 0) {
      if (!type.startsWith("application/x-www-form-urlencoded")) {
        anomalies.add("the body's type is " + (type.isEmpty() ? "missing" : type));
      }
      parameters.addAll(form(request.text(), anomalies));
    }
    return parameters.values;
  }

  /** For people's scripts, which seldom say of what type a body is: what looks like a JSON object is one. */
  public static Map<String, String> ofScript(Request request) {
    Parameters parameters = new Parameters(new ArrayList<>());
    parameters.addAll(form(request.query(), parameters.anomalies));
    if (request.text().stripLeading().startsWith("{")) {
      parameters.addJson(request.text());
    } else {
      parameters.addAll(form(request.text(), parameters.anomalies));
    }
    return parameters.values;
  }

  public static Map<String, String> form(String form, List<String> anomalies) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : form.isEmpty() ? new String[0] : form.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), anomalies);
      String value = decode(equals < 0 ? "" : pair.substring(equals + 1), anomalies);
      if (values.put(name, value) != null) {
        anomalies.add(name + " is there twice");
      }
    }
    return values;
  }

  private static String decode(String text, List<String> anomalies) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      anomalies.add("a parameter is not encoded as it should be");
      return text;
    }
  }

  private void addJson(String body) {
    Map<String, String> flat = new LinkedHashMap<>();
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      if (!json.isObject() && !body.isBlank()) {
        anomalies.add("the JSON body is not an object");
      }
      json.properties()
          .forEach(
              field -> {
                JsonNode value = field.getValue();
                if (!value.isTextual()) {
                  anomalies.add(field.getKey() + " is not a text in the JSON body");
                }
                flat.put(field.getKey(), value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText());
              });
    } catch (JsonProcessingException e) {
      anomalies.add("the JSON body cannot be read");
    }
    addAll(flat);
  }

  private void addAll(Map<String, String> more) {
    more.forEach(
        (name, value) -> {
          String old = values.put(name, value);
          if (old != null && !old.equals(value)) {
            anomalies.add(name + " contradicts itself in query and body");
          }
        });
  }
}
