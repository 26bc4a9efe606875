package io.autopurchase.web;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** A servlet on a real server. */
final class ConsoleServer implements AutoCloseable {
  private final Tomcat tomcat;
  private final String mount;

  private ConsoleServer(Tomcat tomcat, String mount) {
    this.tomcat = tomcat;
    this.mount = mount;
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
      tomcat.getConnector();
      tomcat.start();
      return new ConsoleServer(tomcat, mount);
    } catch (LifecycleException | IOException e) {
      throw new IllegalStateException(e);
    }
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
