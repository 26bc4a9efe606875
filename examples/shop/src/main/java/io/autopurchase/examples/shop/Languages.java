package io.autopurchase.examples.shop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/** The language of the shop's pages and of the console: the reader's choice ({@code ?lang=ru}), or what the browser prefers, or English. */
@Component("localeResolver")
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class Languages extends OncePerRequestFilter implements LocaleResolver {
  static final List<String> ALL = List.of("en", "ru", "zh");

  /** That of the console. */
  private static final String COOKIE = "autopurchase-language";

  /** For the shop, and for the console, whose own choice of before would win over the one for all. */
  private static final List<String> PATHS = List.of("/", "/autopurchase");

  private static final int HALF_A_YEAR = 180 * 24 * 60 * 60;

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
    Stream<String> kept = Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(COOKIE)).map(Cookie::getValue).filter(ALL::contains);
    Stream<String> preferred =
        request.getHeader("Accept-Language") == null
            ? Stream.empty() // the servlet API would name the language of the machine
            : Collections.list(request.getLocales()).stream().map(Locale::getLanguage).filter(ALL::contains);
    return Stream.of(chosen(request).stream(), kept, preferred).flatMap(each -> each).findFirst().map(Locale::forLanguageTag).orElse(Locale.ENGLISH);
  }

  private static Optional<String> chosen(HttpServletRequest request) {
    // Not of a form: reading its parameters here would read its body.
    return request.getMethod().equals("GET") ? Optional.ofNullable(request.getParameter("lang")).filter(ALL::contains) : Optional.empty();
  }

  @Override
  public void setLocale(HttpServletRequest request, HttpServletResponse response, Locale locale) {
    throw new UnsupportedOperationException("the reader chooses the language");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    chosen(request).ifPresent(language -> PATHS.forEach(path -> response.addCookie(cookie(request, language, path))));
    chain.doFilter(request, response);
  }

  private static Cookie cookie(HttpServletRequest request, String language, String path) {
    Cookie cookie = new Cookie(COOKIE, language);
    cookie.setPath(path);
    cookie.setMaxAge(HALF_A_YEAR);
    cookie.setSecure(request.isSecure());
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
