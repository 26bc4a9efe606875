package io.autopurchase.examples.quarkus;

import io.autopurchase.AutoPurchase;
import io.autopurchase.web.AutoPurchaseServlet;
import io.autopurchase.web.WebConsole;
import io.autopurchase.web.spi.ConsoleUser;
import jakarta.inject.Inject;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.Optional;

/** The console, for the users of the application's own login. */
@WebServlet(name = "autopurchase", urlPatterns = "/autopurchase/*", asyncSupported = true)
public class QuarkusConsole extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient AutoPurchase autoPurchase;
  private transient AutoPurchaseServlet console;

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    console = new AutoPurchaseServlet(WebConsole.builder(autoPurchase).access((request, shop) -> Optional.ofNullable(request.getUserPrincipal())
        .map(user -> request.isUserInRole("BUYER") ? ConsoleUser.operator(user.getName()) : ConsoleUser.viewer(user.getName()))).build());
    console.init(config);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
    console.service(request, response);
  }

  @Override
  public void destroy() {
    console.destroy();
  }
}
