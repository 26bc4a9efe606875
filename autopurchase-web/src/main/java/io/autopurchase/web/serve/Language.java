package io.autopurchase.web.serve;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which language a reader gets: the host's choice, or the reader's, or what the browser prefers. */
final class Language {
  private static final String COOKIE = "autopurchase-language";
  private static final int HALF_A_YEAR = 180 * 24 * 60 * 60;

  private Language() {}

  static Locale of(HttpServletRequest request, Settings settings) {
    return settings
        .locale()
        .map(host -> host.apply(request))
        .or(() -> chosen(request))
        .orElseGet(() -> preferred(request));
  }

  private static Optional<Locale> chosen(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
    return Arrays.stream(cookies)
        .filter(cookie -> cookie.getName().equals(COOKIE) && Texts.LANGUAGES.contains(cookie.getValue()))
        .map(cookie -> new Locale(cookie.getValue()))
        .findFirst();
  }

  private static Locale preferred(HttpServletRequest request) {
    if (request.getHeader("Accept-Language") == null) {
      return Locale.ENGLISH; // the servlet API would name the language of the machine
    }
    return Collections.list(request.getLocales()).stream()
        .filter(locale -> Texts.LANGUAGES.contains(locale.getLanguage()))
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** The language that a page is asked for by its address, if the reader may choose one. */
  static Optional<String> wanted(HttpServletRequest request, Settings settings) {
    return settings.locale().isPresent() ? Optional.empty() : language(request.getParameter("lang"));
  }

  /** The query of a request without the language. */
  static String queryWithout(HttpServletRequest request) {
    List<String> rest = new ArrayList<>();
    for (String pair : request.getQueryString() == null ? new String[0] : request.getQueryString().split("&")) {
      if (!pair.startsWith("lang=")) {
        rest.add(pair);
      }
    }
    return String.join("&", rest);
  }

  private static Optional<String> language(@Nullable String value) {
    return Optional.ofNullable(value).filter(Texts.LANGUAGES::contains);
  }

  /**
   * Keeps the choice in a cookie without a path, which the browser takes for all pages beside this address: so it is right behind any proxy.
   */
  static Answer keep(Exchange x) {
    String language = language(x.typed("lang")).orElseThrow(Refusal::notFound);
    String to = x.typed("to");
    // Only back to a page of the console: no address of its own, no way up.
    boolean own = to.matches("[a-z][!-~&&[^:\\\\]]*") && !to.contains("..") && !to.contains("//");
    return response -> {
      Cookie cookie = new Cookie(COOKIE, language);
      cookie.setMaxAge(HALF_A_YEAR);
      cookie.setSecure(x.request().isSecure());
      cookie.setHttpOnly(true);
      cookie.setAttribute("SameSite", "Lax");
      response.addCookie(cookie);
      Answer.seeOther(own ? Address.ofHost("./" + to) : x.at("activities")).send(response);
    };
  }
}
