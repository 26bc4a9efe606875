package io.autopurchase.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the owner of an account says yes. With {@code auto=true} it says so itself, for programs. */
final class AuthorizePage implements HttpHandler {
  private final TaobaoSandbox.Builder options;
  private final TokenApi tokens;

  AuthorizePage(TaobaoSandbox.Builder options, TokenApi tokens) {
    this.options = options;
    this.tokens = tokens;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    Parameters.addForm(query, exchange.getRequestURI().getRawQuery());
    String problem = problem(query);
    if (!problem.isEmpty()) {
      Answers.send(exchange, 400, "text/plain;charset=utf-8", problem.getBytes(StandardCharsets.UTF_8));
    } else if (query.getOrDefault("auto", "").equals("true")) {
      String account = query.getOrDefault("nick", options.account);
      String to = options.callback + (options.callback.contains("?") ? "&" : "?") + "code=" + URLEncoder.encode(tokens.issueCode(account), StandardCharsets.UTF_8);
      if (query.containsKey("state")) {
        to += "&state=" + URLEncoder.encode(query.get("state"), StandardCharsets.UTF_8);
      }
      exchange.getResponseHeaders().set("Location", to);
      Answers.send(exchange, 302, "text/plain", new byte[0]);
    } else {
      Answers.send(exchange, 200, "text/html;charset=utf-8", page(query).getBytes(StandardCharsets.UTF_8));
    }
  }

  private String problem(Map<String, String> query) {
    if (!query.getOrDefault("client_id", "").equals(options.appKey)) {
      return "client_id is not the app key";
    }
    if (!query.getOrDefault("redirect_uri", query.getOrDefault("redirect_url", "")).equals(options.callback)) {
      return "redirect_uri is not the registered callback " + options.callback;
    }
    return query.getOrDefault("response_type", "").equals("code") ? "" : "response_type is not code";
  }

  private String page(Map<String, String> query) {
    StringBuilder form = new StringBuilder("<!doctype html><title>Sandbox: authorize</title><h1>Authorize</h1>");
    form.append("<p>An application asks to order in your name.</p><form method=get>");
    query.forEach((name, value) -> form.append("<input type=hidden name=\"").append(ControlPages.escape(name)).append("\" value=\"").append(ControlPages.escape(value)).append("\">"));
    form.append("<label>Nickname <input name=nick value=\"").append(ControlPages.escape(options.account)).append("\"></label> ");
    return form.append("<button name=auto value=true>Authorize</button></form>").toString();
  }
}
