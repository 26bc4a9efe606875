package io.autopurchase.web.serve;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets forms through that a page of this very site has sent. */
final class RequestGuard {
  private RequestGuard() {}

  /** Whether a POST may be carried out. Every browser of the last years says where a form comes from; what says nothing is refused. */
  static boolean accepts(HttpServletRequest request, Settings settings) {
    return isFromThisSite(request, settings.origins()) && settings.formToken().accepts(request);
  }

  private static boolean isFromThisSite(HttpServletRequest request, Set<String> origins) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    if (site != null) {
      return site.equals("same-origin") || origin != null && origins.contains(origin);
    }
    return origin != null && (origins.contains(origin) || isHost(origin, request.getHeader("Host")));
  }

  private static boolean isHost(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false; // such as the origin "null"
    }
  }
}
