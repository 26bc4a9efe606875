package io.autopurchase.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** A servlet on a real server. */
final class ConsoleServer implements AutoCloseable {
  private final Tomcat tomcat;
  private final String mount;
  private final Queue<String> errorPages;

  private ConsoleServer(Tomcat tomcat, String mount, Queue<String> errorPages) {
    this.tomcat = tomcat;
    this.mount = mount;
    this.errorPages = errorPages;
  }

  /**
   * @param mount such as {@code /x/y}; empty for the root
   */
  static ConsoleServer start(String mount, Servlet servlet) {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "tomcat");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(folder.toString());
      tomcat.setHostname("127.0.0.1");
      tomcat.setPort(0);
      Context context = tomcat.addContext("", folder.toAbsolutePath().toString());
      Wrapper wrapper = Tomcat.addServlet(context, "console", servlet);
      wrapper.setAsyncSupported(true);
      context.addServletMappingDecoded(mount + "/*", "console");
      Queue<String> errorPages = new ConcurrentLinkedQueue<>();
      addErrorPage(context, errorPages);
      tomcat.getConnector();
      tomcat.start();
      return new ConsoleServer(tomcat, mount, errorPages);
    } catch (LifecycleException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As hosts have one: it stands for what the host's own pages answer when a request fails. */
  private static void addErrorPage(Context context, Queue<String> shown) {
    Tomcat.addServlet(
        context,
        "error",
        new HttpServlet() {
          private static final long serialVersionUID = 1L;

          @Override
          protected void service(HttpServletRequest request, HttpServletResponse response) {
            shown.add(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) + " " + request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
          }
        });
    context.addServletMappingDecoded("/host-error", "error");
    ErrorPage page = new ErrorPage();
    page.setExceptionType(Throwable.class.getName());
    page.setLocation("/host-error");
    context.addErrorPage(page);
  }

  /** What the host's page of errors was asked for; complete once the server is closed. */
  List<String> errorPages() {
    return List.copyOf(errorPages);
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /** Of the console, with a slash at its end. */
  URI address() {
    return URI.create("http://127.0.0.1:" + port() + mount + "/");
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
