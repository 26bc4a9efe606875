package io.autopurchase.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Serves a {@link WebConsole}. Mount it behind the host's login at any path that ends with {@code /*}, with asynchronous requests supported:
 * live pages need them. All of its links are relative, so a proxy may put it anywhere else.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic console = context.addServlet("autopurchase", new AutoPurchaseServlet(webConsole));
 * console.setAsyncSupported(true);
 * console.addMapping("/autopurchase/*");
 * }</pre>
 */
public final class AutoPurchaseServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient WebConsole console;

  /**
   * A servlet.
   *
   * @param console what it serves; its streams are ended when the servlet is destroyed
   */
  public AutoPurchaseServlet(WebConsole console) {
    this.console = Objects.requireNonNull(console, "console");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
    console.service(request, response);
  }

  /** Ends the streams of open pages. */
  @Override
  public void destroy() {
    console.close();
  }
}
