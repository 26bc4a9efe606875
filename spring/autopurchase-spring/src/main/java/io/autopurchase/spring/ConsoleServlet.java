package io.autopurchase.spring;

import io.autopurchase.web.AutoPurchaseServlet;
import io.autopurchase.web.WebConsole;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/**
 * The console in a context: its streams end before the web server waits for its requests, and a context that is started again has another
 * console behind the same servlet. Thread-safe.
 */
final class ConsoleServlet extends HttpServlet implements SmartLifecycle {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<WebConsole> consoles;
  private transient volatile WebConsole console;
  private transient volatile AutoPurchaseServlet servlet;
  private volatile boolean started;
  private boolean stopped;

  /** @param consoles makes a console of the engines of this context */
  ConsoleServlet(Supplier<WebConsole> consoles) {
    this.consoles = consoles;
    console = consoles.get();
    servlet = new AutoPurchaseServlet(console);
  }

  /** The console of this moment. */
  WebConsole console() {
    return console;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
    servlet.service(request, response);
  }

  @Override
  public void destroy() {
    console.close();
  }

  @Override
  public synchronized void start() {
    if (stopped) {
      console = consoles.get();
      servlet = new AutoPurchaseServlet(console);
      stopped = false;
    }
    started = true;
  }

  @Override
  public synchronized void stop() {
    console.close();
    stopped = true;
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** The last to start and the first to stop. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
