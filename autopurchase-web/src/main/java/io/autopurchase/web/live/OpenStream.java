package io.autopurchase.web.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One browser that listens. Nothing here ever waits for it: what it does not take is kept, up to a bound, beyond which the browser is left
 * and comes back by itself. Thread-safe.
 */
final class OpenStream implements WriteListener, AsyncListener {
  private static final int MOST_WAITING = 200;

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final String user;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private boolean writable;
  private boolean unflushed;
  private boolean over;
  private boolean completed;
  private int age;
  private int silence;

  OpenStream(AsyncContext context, ServletOutputStream out, String user) {
    this.context = context;
    this.out = out;
    this.user = user;
  }

  String user() {
    return user;
  }

  /** Another second; whether it was the last one of this stream. */
  synchronized boolean grow(int heartbeat, int end) {
    if (over) {
      complete(); // for a server that did not notice that the browser has gone
      return true;
    }
    age++;
    silence++;
    if (silence >= heartbeat) {
      send(":\n\n");
    }
    if (age >= end) {
      end();
    }
    return completed;
  }

  synchronized void send(String message) {
    if (over) {
      return;
    }
    silence = 0;
    waiting.add(message.getBytes(StandardCharsets.UTF_8));
    if (waiting.size() > MOST_WAITING) {
      end();
      return;
    }
    try {
      drain();
    } catch (IOException | IllegalStateException e) {
      // The browser has gone. The server notices it, too, and says so; who completes the request before is a failure of the host's to it.
      over = true;
    }
  }

  @Override
  public synchronized void onWritePossible() throws IOException {
    writable = true;
    drain();
  }

  private void drain() throws IOException {
    while (writable && !over) {
      if (!out.isReady()) {
        writable = false; // the server calls again
      } else if (!waiting.isEmpty()) {
        out.write(waiting.remove());
        unflushed = true;
      } else if (unflushed) {
        out.flush();
        unflushed = false;
      } else {
        return;
      }
    }
  }

  @Override
  public synchronized void onError(Throwable e) {
    over = true; // the other method of this name is called next
  }

  /** Without an end here the server would show the host's page of errors. */
  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    over = true;
    completed = true;
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  synchronized boolean isOver() {
    return over;
  }

  /** The browser comes back after a while, with the id of what it was told last. */
  synchronized void end() {
    over = true;
    complete();
  }

  private void complete() {
    if (completed) {
      return;
    }
    completed = true;
    try {
      context.complete();
    } catch (IllegalStateException e) {
      waiting.clear(); // the server was faster
    }
  }
}
