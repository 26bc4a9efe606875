package io.autopurchase.sandbox.common;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A small HTTP/1.1 server on the loopback. It is our own because the faults need the socket, which the JDK's server hides: a
 * connection that is reset, a body that drips.
 */
public final class HttpListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.autopurchase.sandbox");
  private static final int MOST_CONNECTIONS = 512;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final Delays delays;
  private final Function<Request, Answer> handler;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /**
   * @param name of its threads
   * @param port 0 takes any free one
   * @param clock of the {@code Date} that answers carry
   */
  public HttpListener(String name, int port, InstantSource clock, Delays delays, Function<Request, Answer> handler) {
    this.clock = clock;
    this.delays = delays;
    this.handler = handler;
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 256);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be opened", e);
    }
    threads =
        new ThreadPoolExecutor(
            0,
            MOST_CONNECTIONS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        try {
          threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
          end(socket);
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.log(System.Logger.Level.WARNING, "a connection was not accepted", e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) IDLE.toMillis());
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
      boolean goesOn = true;
      while (goesOn) {
        Request request = RequestReader.read(in, out);
        goesOn = request != null && deliver(socket, out, request, answer(request));
      }
    } catch (RequestReader.Unreadable e) {
      LOG.log(System.Logger.Level.DEBUG, "a request cannot be read: {0}", e.getMessage());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection ended: {0}", e.getMessage());
    } finally {
      end(socket);
    }
  }

  private Answer answer(Request request) {
    try {
      return handler.apply(request);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the sandbox failed at " + request.path(), e);
      return Answer.of(500, Answer.TEXT, "the sandbox failed: " + e);
    }
  }

  /** Whether the connection goes on. */
  private boolean deliver(Socket socket, OutputStream out, Request request, Answer answer) throws IOException {
    if (answer.delivery == Answer.Delivery.NOTHING) {
      return false;
    }
    if (answer.delivery == Answer.Delivery.RESET) {
      socket.setSoLinger(true, 0);
      return false;
    }
    boolean whole = answer.delivery == Answer.Delivery.WHOLE;
    boolean goesOn = whole && !request.isLast();
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status).append(' ').append(reason(answer.status)).append("\r\n");
    head.append("Date: ").append(DATE.format(Instant.ofEpochMilli(clock.millis()))).append("\r\n");
    answer.headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(answer.length).append("\r\n");
    if (!goesOn) {
      head.append("Connection: close\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    if (!request.method().equals("HEAD")) {
      switch (answer.delivery) {
        case HALF -> answer.body.writeTo(new CutStream(out, answer.length / 2));
        case DRIP -> answer.body.writeTo(new DripStream(out, answer.pause, delays));
        default -> answer.body.writeTo(out);
      }
    }
    out.flush();
    return goesOn;
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 302 -> "Found";
      case 303 -> "See Other";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Status " + status;
    };
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection did not close: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
      open.forEach(this::end);
    }
  }

  /** Swallows what comes after so many bytes. */
  private static final class CutStream extends OutputStream {
    private final OutputStream out;
    private long left;

    CutStream(OutputStream out, long left) {
      this.out = out;
      this.left = left;
    }

    @Override
    public void write(int b) throws IOException {
      if (left-- > 0) {
        out.write(b);
      }
    }
  }

  /** Sends each byte by itself, after a pause. */
  private static final class DripStream extends OutputStream {
    private final OutputStream out;
    private final Duration pause;
    private final Delays delays;

    DripStream(OutputStream out, Duration pause, Delays delays) {
      this.out = out;
      this.pause = pause;
      this.delays = delays;
    }

    @Override
    public void write(int b) throws IOException {
      if (!delays.pass(pause)) {
        throw new IOException("the sandbox closes");
      }
      out.write(b);
      out.flush();
    }
  }
}
