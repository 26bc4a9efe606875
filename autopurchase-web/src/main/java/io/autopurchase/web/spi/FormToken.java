package io.autopurchase.web.spi;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/**
 * The host's protection against forged requests: a hidden field that each form of the console carries, and its check. It comes on top of
 * the console's own check of {@code Sec-Fetch-Site} and {@code Origin}. Must be thread-safe.
 */
@FunctionalInterface
public interface FormToken {
  /**
   * The field for the forms of a page.
   *
   * @param request for which the page is shown
   * @return empty if forms need no field
   */
  Optional<Field> field(HttpServletRequest request);

  /**
   * Whether a form that was sent holds the right token. By default its value must be the one that {@link #field} gives for the request that
   * brings it. A host whose own filter has checked the token before, such as Spring Security's, returns true.
   *
   * @param request a POST
   */
  default boolean accepts(HttpServletRequest request) {
    Optional<Field> expected = field(request);
    if (expected.isEmpty()) {
      return true;
    }
    String sent = request.getParameter(expected.get().name());
    return sent != null
        && MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), expected.get().value().getBytes(StandardCharsets.UTF_8));
  }

  /** No field: the check of {@code Sec-Fetch-Site} and {@code Origin} alone. */
  static FormToken none() {
    return request -> Optional.empty();
  }

  /**
   * A hidden field of a form.
   *
   * @param name such as {@code _csrf}
   * @param value the token
   */
  record Field(String name, String value) {
    /** Checks that neither is null. */
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }
}
