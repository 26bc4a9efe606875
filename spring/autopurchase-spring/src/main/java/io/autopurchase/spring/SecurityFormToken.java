package io.autopurchase.spring;

import io.autopurchase.web.spi.FormToken;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;

/** The token of Spring Security, whose filter has checked it before a form arrives. */
final class SecurityFormToken implements FormToken {
  @Override
  public Optional<Field> field(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? Optional.of(new Field(token.getParameterName(), token.getToken()))
        : Optional.empty();
  }

  @Override
  public boolean accepts(HttpServletRequest request) {
    return true;
  }
}
