package io.autopurchase.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * What lies between a client and the fake service: it counts what passes, and breaks it on request. Answers are dated by the service's
 * clock, which servers of the JDK don't let one set. Thread-safe.
 */
@ThreadSafe
final class Wire implements AutoCloseable {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final URI service;
  private final Supplier<Instant> clock;
  private final ServerSocket listener;
  private final Deque<WireFault> faults = new ArrayDeque<>();
  private final List<HttpText> requests = new ArrayList<>();
  private final Set<Socket> open = new HashSet<>();
  private int connections;
  private int begun;
  @Nullable private HttpText lastAnswer;

  Wire(URI service, Supplier<Instant> clock) {
    this.service = service;
    this.clock = clock;
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StoreHarness.daemon(this::accept).start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Faults of the next requests, one after the other; later requests pass as they are. */
  synchronized void next(WireFault... next) {
    faults.addAll(List.of(next));
  }

  /** Of how many requests a first byte has come. */
  synchronized int begun() {
    return begun;
  }

  /** Requests that have come whole. */
  synchronized List<HttpText> requests() {
    return List.copyOf(requests);
  }

  synchronized HttpText lastRequest() {
    return requests.get(requests.size() - 1);
  }

  /** The service's last answer, before anything became of it. */
  synchronized HttpText lastAnswer() {
    return Objects.requireNonNull(lastAnswer, "nothing was answered yet");
  }

  /** Waits until a connection was made, however long its first byte takes. */
  synchronized boolean awaitConnection(Duration time) {
    return await(() -> connections > 0, time);
  }

  /** Waits until all connections have ended: what they were to bring has come. Gives up if a client keeps them. */
  void awaitQuiet(Duration time) {
    try (Socket last = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
      // Connections are accepted in their order: once this one is seen to have ended, those before it are counted.
      last.shutdownOutput();
      last.setSoTimeout((int) time.toMillis());
      last.getInputStream().readAllBytes();
      await(open::isEmpty, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized boolean await(Supplier<Boolean> condition, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); !condition.get() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return condition.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        synchronized (this) {
          connections++;
          open.add(socket);
          notifyAll();
        }
        StoreHarness.daemon(() -> serve(socket)).start();
      } catch (IOException e) {
        continue; // the listener is closed, or this client has gone already
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Line line = new Line(socket);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        int first = in.read();
        if (first < 0) {
          return;
        }
        count(null);
        HttpText request = HttpText.readRequest(in, first);
        if (request == null) {
          return;
        }
        count(request).pass(request, line);
      }
    } catch (IOException e) {
      // One of both sides has ended the connection: that is what this test wants to know.
      return;
    } finally {
      synchronized (this) {
        open.remove(socket);
        notifyAll();
      }
    }
  }

  /** Counts a first byte, or a whole request; returns its outcome. */
  private synchronized WireFault count(@Nullable HttpText request) {
    if (request == null) {
      begun++;
      return WireFault.none();
    }
    requests.add(request);
    return faults.isEmpty() ? WireFault.none() : faults.remove();
  }

  @Override
  public void close() {
    List<Socket> left;
    synchronized (this) {
      left = List.copyOf(open);
    }
    try {
      listener.close();
      for (Socket socket : left) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection of a client. */
  final class Line {
    private final Socket client;

    private Line(Socket client) {
      this.client = client;
    }

    /** Lets the service answer. */
    HttpText forward(HttpText request) throws IOException {
      try (Socket socket = new Socket(service.getHost(), service.getPort())) {
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(request.bytes());
        socket.getOutputStream().flush();
        HttpText answer = HttpText.readAnswer(new BufferedInputStream(socket.getInputStream()));
        HttpText dated = answer.with("Date", DATE.format(clock.get()));
        synchronized (Wire.this) {
          lastAnswer = dated;
        }
        return dated;
      }
    }

    void send(HttpText answer) throws IOException {
      write(answer.bytes());
    }

    void write(byte[] bytes) throws IOException {
      client.getOutputStream().write(bytes);
      client.getOutputStream().flush();
    }

    void hangUp() throws IOException {
      client.close();
    }

    void untilClientLeaves() throws IOException {
      while (client.getInputStream().read() >= 0) {
        continue; // it may send what it likes
      }
    }
  }
}
