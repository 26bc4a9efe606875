package io.autopurchase.web.serve;

import io.autopurchase.AuthorizationRequest;
import io.autopurchase.web.html.Url;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a browser keeps while the owner of an account signs in at the provider: the state by which the callback is recognized as this very
 * browser's, where to go on to, and the order to come back to. It has no path, so it is for the addresses beside the one that sets it,
 * behind any proxy. Each authorization has a cookie of its own, so that several tabs do not disturb each other.
 */
public final class AuthorizationCookie {
  private static final String PREFIX = "autopurchase-authorization-";
  private static final int HALF_AN_HOUR = 30 * 60;

  private AuthorizationCookie() {}

  /**
   * What was kept.
   *
   * @param state as the provider sends it back
   * @param url where the owner signs in
   * @param orderId to come back to; empty if none
   */
  public record Kept(String state, String url, String orderId) {}

  /**
   * Keeps an authorization that was begun.
   *
   * @param x the form
   * @param response to it
   * @param request what to keep of it
   * @param orderId to come back to; empty if none
   * @return by which it is found again
   */
  public static String keep(Exchange x, HttpServletResponse response, AuthorizationRequest request, String orderId) {
    String name = Integer.toHexString(request.state().hashCode());
    String text = request.state() + "\n" + request.url() + "\n" + orderId;
    Cookie cookie = new Cookie(PREFIX + name, Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    cookie.setHttpOnly(true);
    cookie.setSecure(x.request().isSecure());
    cookie.setMaxAge(HALF_AN_HOUR);
    // Lax: the browser sends it when the provider's site leads back here.
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
    return name;
  }

  /**
   * What {@link #keep} has kept under a name.
   *
   * @param request of the same browser
   * @param name as it returned it
   */
  public static Optional<Kept> find(HttpServletRequest request, String name) {
    return all(request).stream().filter(cookie -> cookie.getName().equals(PREFIX + name)).map(AuthorizationCookie::read).flatMap(Optional::stream).findFirst();
  }

  /**
   * What was kept of the authorization that a callback belongs to.
   *
   * @param request the callback
   * @return empty if this browser has begun none of that state
   */
  public static Optional<Kept> ofCallback(HttpServletRequest request) {
    List<String> values = request.getParameterMap().values().stream().flatMap(Arrays::stream).toList();
    return all(request).stream().map(AuthorizationCookie::read).flatMap(Optional::stream).filter(kept -> values.contains(kept.state())).findFirst();
  }

  private static List<Cookie> all(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null ? List.of() : Arrays.stream(cookies).filter(cookie -> cookie.getName().startsWith(PREFIX)).toList();
  }

  private static Optional<Kept> read(Cookie cookie) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8).split("\n", -1);
      boolean whole = parts.length == 3 && Url.external(parts[1]).isPresent();
      return whole ? Optional.of(new Kept(parts[0], parts[1], parts[2])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not one of ours
    }
  }
}
