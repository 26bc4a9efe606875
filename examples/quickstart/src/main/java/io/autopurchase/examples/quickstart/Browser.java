package io.autopurchase.examples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Stands for the account's owner, who opens the authorize page and says yes. */
final class Browser {
  private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /**
   * @return where the marketplace sends the browser back to: the shop's callback with code and state
   */
  URI authorize(URI page) throws IOException, InterruptedException {
    // The sandbox's page has a button; this parameter presses it.
    HttpRequest yes = HttpRequest.newBuilder(URI.create(page + "&auto=true&nick=our-buyer-nick")).build();
    HttpResponse<String> answer = http.send(yes, HttpResponse.BodyHandlers.ofString());
    return answer
        .headers()
        .firstValue("Location")
        .map(URI::create)
        .orElseThrow(() -> new IOException("the authorize page answered " + answer.statusCode() + ": " + answer.body()));
  }
}
