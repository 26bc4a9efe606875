package io.autopurchase.web;

import io.autopurchase.AutoPurchase;
import io.autopurchase.web.spi.ConsoleUser;
import io.autopurchase.web.spi.OrderSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** How a host mounts the console, as docs/console.md shows it. */
final class MountedConsole {
  private MountedConsole() {}

  static WebConsole mount(ServletContext context, AutoPurchase autoPurchase, OrderSource orders) {
    WebConsole console =
        WebConsole.builder(autoPurchase)
            .access((request, shop) -> Optional.ofNullable(request.getUserPrincipal()).map(user -> userOf(request, user.getName())))
            .orders(orders)
            .build();
    ServletRegistration.Dynamic servlet = context.addServlet("autopurchase", new AutoPurchaseServlet(console));
    servlet.setAsyncSupported(true);
    servlet.addMapping("/autopurchase/*");
    return console;
  }

  private static ConsoleUser userOf(HttpServletRequest request, String name) {
    return request.isUserInRole("BUYER") ? ConsoleUser.operator(name) : ConsoleUser.viewer(name);
  }

  static String page(WebConsole console, HttpServletRequest request, String orderId) {
    PurchasePanel panel = console.panel("/autopurchase/");
    String head = panel.head(request);
    String html = panel.render(request, orderId, request.getLocale());
    return "<html><head>" + head + "</head><body>" + html + "</body></html>";
  }
}
