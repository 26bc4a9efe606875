package io.autopurchase.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/** Where the owner of an account says yes. With {@code auto=true} it says so itself, for programs. */
final class AuthorizePage {
  private final TaobaoSandbox.Builder options;
  private final TokenApi tokens;

  AuthorizePage(TaobaoSandbox.Builder options, TokenApi tokens) {
    this.options = options;
    this.tokens = tokens;
  }

  Answer handle(Request request) {
    Map<String, String> query = Parameters.form(request.query(), new ArrayList<>());
    String problem = problem(query);
    if (!problem.isEmpty()) {
      return Answer.of(400, Answer.TEXT, problem);
    }
    if (!query.getOrDefault("auto", "").equals("true")) {
      return Answer.of(200, Answer.HTML, page(query));
    }
    String account = query.getOrDefault("nick", options.account);
    String to = options.callback + (options.callback.contains("?") ? "&" : "?") + "code=" + encode(tokens.issueCode(account));
    return Answer.redirect(302, query.containsKey("state") ? to + "&state=" + encode(query.get("state")) : to);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
    StringBuilder form = new StringBuilder();
    query.forEach(
        (name, value) ->
            form.append("<input type=hidden name=\"").append(Html.escape(name)).append("\" value=\"").append(Html.escape(value)).append("\">"));
    return Html.page(
        "Authorize",
        "<p>An application asks to order in your name.</p><form method=get>"
            + form
            + "<label>Nickname <input name=nick value=\"" + Html.escape(options.account) + "\"></label>"
            + " <button name=auto value=true>Authorize</button></form>");
  }
}
