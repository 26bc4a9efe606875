package io.autopurchase.web.spi;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Says who sends a request. The console has no login of its own: the host's filters have let the request through, and know the user. Called
 * on the threads of requests, once or more for each; must be thread-safe and quick.
 */
@FunctionalInterface
public interface Access {
  /**
   * The user behind a request.
   *
   * @param request as it reached the servlet
   * @param shop the id of the shop that the request is about; empty if the console has only one
   * @return empty if no user is signed in, or the user has nothing to do with this shop
   */
  Optional<ConsoleUser> user(HttpServletRequest request, String shop);
}
