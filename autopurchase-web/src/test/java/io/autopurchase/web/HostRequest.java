package io.autopurchase.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a page of the host's, of which only the user matters. */
final class HostRequest {
  private final HttpServletRequest value;

  HostRequest(@Nullable String user) {
    value =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getHeader" -> "X-User".equals(arguments[0]) ? user : null;
                      case "getParameterMap" -> Map.of();
                      default -> null;
                    });
  }

  HttpServletRequest value() {
    return value;
  }
}
