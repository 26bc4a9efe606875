package io.autopurchase.examples.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A person at a browser without a script. */
final class Visitor {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI shop;
  private String token = "";

  Visitor(URI shop) {
    this.shop = shop;
  }

  static Visitor signedIn(URI shop, String user) throws IOException, InterruptedException {
    Visitor visitor = new Visitor(shop);
    visitor.signIn(user, user);
    visitor.get("orders");
    return visitor;
  }

  HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
    get("login");
    return post("login", "username=" + user + "&password=" + password);
  }

  /** Keeps the token of the page's forms. */
  HttpResponse<String> get(String address) throws IOException, InterruptedException {
    HttpResponse<String> page = client.send(HttpRequest.newBuilder(shop.resolve(address)).build(), HttpResponse.BodyHandlers.ofString());
    Matcher field = TOKEN.matcher(page.body());
    if (field.find()) {
      token = field.group(1);
    }
    return page;
  }

  /** With the token of the last page, and from this site. */
  HttpResponse<String> post(String address, String form) throws IOException, InterruptedException {
    String body = form + (form.isEmpty() ? "" : "&") + "_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return postAsIs(address, body);
  }

  HttpResponse<String> postAsIs(String address, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(shop.resolve(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String address) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(address).body());
  }

  /** Where an answer leads to, from the page that gave it. */
  static URI target(HttpResponse<String> answer) {
    return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body())));
  }

  /** The activity when it asks or has ended, of which the open stream hears. */
  JsonNode resting(String activity) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> stream =
        client.send(HttpRequest.newBuilder(shop.resolve("autopurchase/stream")).header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = stream.body()) {
      JsonNode now = json("autopurchase/api/v1/activities/" + activity);
      if (rests(now)) {
        return now;
      }
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.isEmpty()) { // the end of an event
          now = json("autopurchase/api/v1/activities/" + activity);
          if (rests(now)) {
            return now;
          }
        }
      }
    }
    throw new AssertionError("the stream has ended before activity " + activity + " rested: " + json("autopurchase/api/v1/activities/" + activity));
  }

  private static boolean rests(JsonNode activity) {
    return switch (activity.path("state").asText()) {
      case "WAITING_FOR_ANSWER", "COMPLETED", "FAILED", "INTERRUPTED" -> true;
      default -> false;
    };
  }
}
