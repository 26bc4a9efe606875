package io.autopurchase.provider.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A server on the loopback that counts the requests that it reads, and fails as told. */
abstract class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread acceptor;
  private final Shape shape;
  private final int goodOnes;

  /**
   * @param goodOnes so many requests are answered well before it fails
   * @param protocol for the handshake of TLS
   */
  RawServer(ServerSocketFactory sockets, String protocol, Shape shape, int goodOnes) throws IOException {
    server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (server instanceof SSLServerSocket tls) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {protocol});
      tls.setSSLParameters(parameters);
    }
    this.shape = shape;
    this.goodOnes = goodOnes;
    acceptor = start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> talk(socket));
      } catch (IOException e) {
        continue; // closed, or the next connection counts as well
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      if (shape != Shape.UNREAD || requests.get() < goodOnes) {
        talk(socket, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
      }
    } catch (IOException e) {
      return; // the end of the connection
    }
  }

  /** Until the client ends the connection, or an exception ends it. */
  abstract void talk(Socket socket, InputStream in, OutputStream out) throws IOException;

  /** Counts a request; tells how to answer it. */
  final Shape next() {
    return requests.incrementAndGet() <= goodOnes ? null : shape;
  }

  /** Whether a connection is left after a good answer. */
  final boolean closesAfterGood() {
    return shape == Shape.IDLE_CLOSE || shape == Shape.UNREAD;
  }

  /** Waits a little; tells whether the server still runs. */
  final boolean goesOn(long millis) throws IOException {
    try {
      return !closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Ends a connection. */
  static final class End extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static byte[] read(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
