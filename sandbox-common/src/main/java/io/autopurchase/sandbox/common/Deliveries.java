package io.autopurchase.sandbox.common;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Sends webhooks to a shop: off until there is an address; in the background, a thousand waiting at most, so that a call is never held
 * up. Thread-safe.
 *
 * @param <M> a message
 */
@ThreadSafe
public final class Deliveries<M> implements AutoCloseable {
  private static final int MOST_WAITING = 1000;
  private static final int KEPT_DELIVERIES = 1000;
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final MessageSettings settings;
  private final Wire<M> wire;
  private final ScheduledThreadPoolExecutor sender;

  /** Of the sender's one thread; made when it is first needed, as most sandboxes never send. */
  @Nullable private HttpClient http;

  private final List<M> held = new ArrayList<>();
  private final Deque<Delivery<M>> deliveries = new ArrayDeque<>();
  private int delivered;
  private int waiting;
  private int dropped;

  /**
   * How a message travels.
   *
   * @param <M> a message
   */
  public interface Wire<M> {
    /** The headers and the body of a POST. */
    void write(M message, HttpRequest.Builder post);

    /** The marketplace's time. */
    Instant now();
  }

  /**
   * One attempt to deliver a message.
   *
   * @param number from 1, by which it can be replayed
   * @param status of the shop's answer; 0 if there was none
   * @param problem why there was none; else empty
   * @param <M> a message
   */
  public record Delivery<M>(int number, Instant at, URI url, M message, int status, String problem) {}

  /**
   * @param thread the name of the one that sends
   */
  public Deliveries(String thread, MessageSettings settings, Wire<M> wire) {
    this.settings = settings;
    this.wire = wire;
    sender =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(work, thread);
              made.setDaemon(true);
              return made;
            });
    sender.setRemoveOnCancelPolicy(true);
  }

  /**
   * Has something done every tenth of a second while there is an address.
   *
   * @param tick looks at the marketplace, so that changes that it makes on its own are reported when they are due
   */
  public void watch(Runnable tick) {
    sender.scheduleWithFixedDelay(() -> runIfOn(tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void runIfOn(Runnable tick) {
    if (isOn()) {
      tick.run();
    }
  }

  public boolean isOn() {
    return !settings.messageUrl.isEmpty();
  }

  /** Queues a message, repeated, reversed and delayed as set. If a thousand wait already, it is dropped. */
  public synchronized void send(M message) {
    for (int i = 0; i < settings.messageRepeat; i++) {
      held.add(message);
    }
    if (held.size() >= settings.messageBatch * settings.messageRepeat) {
      flush();
    }
  }

  /** Sends what is held back. */
  public synchronized void flush() {
    if (settings.messageBatch > 1) {
      Collections.reverse(held);
    }
    held.forEach(message -> schedule(message, settings.messageDelay, settings.messageRetries));
    held.clear();
  }

  /**
   * Sends what was delivered before once more, as it was then.
   *
   * @throws IllegalArgumentException if there is no delivery of this number
   */
  public void replay(int number) {
    M message =
        latest().stream()
            .filter(delivery -> delivery.number() == number)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no delivery " + number))
            .message();
    schedule(message, Duration.ZERO, 0);
  }

  /** The latest thousand attempts. */
  public synchronized List<Delivery<M>> latest() {
    return List.copyOf(deliveries);
  }

  /** How many are under way or held back. */
  public synchronized int waiting() {
    return waiting + held.size();
  }

  /** How many were given up because too many waited. */
  public synchronized int dropped() {
    return dropped;
  }

  private synchronized void schedule(M message, Duration delay, int retries) {
    if (waiting >= MOST_WAITING || !isOn()) {
      dropped++;
      return;
    }
    waiting++;
    URI url = URI.create(settings.messageUrl);
    sender.schedule(() -> deliver(message, url, retries), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deliver(M message, URI url, int retries) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT);
    wire.write(message, request);
    if (http == null) {
      http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    }
    int status = 0;
    String problem = "";
    try {
      status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      problem = e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem = "the sandbox closes";
    }
    keep(message, url, status, problem);
    if (status != 200 && retries > 0) {
      schedule(message, Duration.ofSeconds(1), retries - 1);
    }
  }

  private synchronized void keep(M message, URI url, int status, String problem) {
    waiting--;
    deliveries.add(new Delivery<>(++delivered, wire.now(), url, message, status, problem));
    if (deliveries.size() > KEPT_DELIVERIES) {
      deliveries.remove();
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
