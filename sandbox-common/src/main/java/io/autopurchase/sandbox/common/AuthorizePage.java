package io.autopurchase.sandbox.common;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where the owner of an account says yes. With {@code auto=true} it says so itself, for programs. */
public final class AuthorizePage {
  private final String appKey;
  private final String callback;
  private final String account;
  private final String fixedName;
  private final String fixedValue;
  private final List<String> redirectNames;
  private final UnaryOperator<String> codes;

  /**
   * @param account who signs in unless another name is typed
   * @param fixedName a parameter that has to be there with one value
   * @param redirectNames the names that the parameter with the callback may have
   * @param codes gives the code for an account
   */
  public AuthorizePage(
      String appKey, String callback, String account, String fixedName, String fixedValue, List<String> redirectNames, UnaryOperator<String> codes) {
    this.appKey = appKey;
    this.callback = callback;
    this.account = account;
    this.fixedName = fixedName;
    this.fixedValue = fixedValue;
    this.redirectNames = redirectNames;
    this.codes = codes;
  }

  public Answer handle(Request request) {
    Map<String, String> query = Parameters.form(request.query(), new ArrayList<>());
    String problem = problem(query);
    if (!problem.isEmpty()) {
      return Answer.of(400, Answer.TEXT, problem);
    }
    if (!query.getOrDefault("auto", "").equals("true")) {
      return Answer.of(200, Answer.HTML, page(query));
    }
    String code = codes.apply(query.getOrDefault("nick", account));
    String to = callback + (callback.contains("?") ? "&" : "?") + "code=" + encode(code);
    return Answer.redirect(302, query.containsKey("state") ? to + "&state=" + encode(query.get("state")) : to);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String problem(Map<String, String> query) {
    if (!query.getOrDefault("client_id", "").equals(appKey)) {
      return "client_id is not the app key";
    }
    if (redirectNames.stream().filter(query::containsKey).findFirst().filter(name -> query.get(name).equals(callback)).isEmpty()) {
      return "redirect_uri is not the registered callback " + callback;
    }
    return query.getOrDefault(fixedName, "").equals(fixedValue) ? "" : fixedName + " is not " + fixedValue;
  }

  private String page(Map<String, String> query) {
    StringBuilder form = new StringBuilder();
    query.forEach((name, value) -> form.append(Html.hidden(name, value)));
    return Html.page(
        "Authorize",
        "<p>An application asks to order in your name.</p><form method=get>"
            + form
            + "<label>Nickname <input name=nick value=\"" + Html.escape(account) + "\"></label>"
            + " <button name=auto value=true>Authorize</button></form>");
  }
}
