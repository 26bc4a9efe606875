package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.harness.Folder;
import io.autopurchase.web.AutoPurchaseServlet;
import io.autopurchase.web.WebConsole;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A console on a server that says how long the servlet has taken. One request at a time. */
final class TimedConsole implements AutoCloseable {
  private static final String NAME = "timed";

  private final Tomcat tomcat;
  private final Folder folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();

  /**
   * @param bytes of the page
   */
  record Answer(int status, int bytes, double serverMillis) {}

  private TimedConsole(Tomcat tomcat, Folder folder) {
    this.tomcat = tomcat;
    this.folder = folder;
  }

  static TimedConsole start(WebConsole console) throws IOException, LifecycleException {
    Folder folder = new Folder();
    TimedConsole timed = new TimedConsole(new Tomcat(), folder);
    timed.tomcat.setBaseDir(folder.path().toString());
    timed.tomcat.setHostname("127.0.0.1");
    timed.tomcat.setPort(0);
    Context context = timed.tomcat.addContext("", folder.path().toString());
    Tomcat.addServlet(context, "console", new AutoPurchaseServlet(console)).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "console");
    FilterDef filter = new FilterDef();
    filter.setFilterName(NAME);
    filter.setFilter(timed.new Watch());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap all = new FilterMap();
    all.setFilterName(NAME);
    all.addURLPattern("/*");
    context.addFilterMap(all);
    timed.tomcat.getConnector();
    timed.tomcat.start();
    return timed;
  }

  private final class Watch implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
      long start = System.nanoTime();
      chain.doFilter(request, response);
      nanos.add(System.nanoTime() - start);
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/" + path);
    HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.body().length, nanos.take() / 1e6);
  }

  @Override
  public void close() throws LifecycleException, IOException {
    tomcat.stop();
    tomcat.destroy();
    folder.close();
  }
}
