package io.autopurchase.sandbox;

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
 * The messages that the marketplace pushes to a shop when an order's status or price or a refund changes. Off until there is an
 * address. They are sent in the background, a thousand waiting at most, and never hold up a call. Thread-safe.
 */
@ThreadSafe
public final class Webhooks {
  private static final int MOST_WAITING = 1000;
  private static final int KEPT_DELIVERIES = 1000;
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Settings settings;
  private final WebhookWriter writer;
  private final ScheduledThreadPoolExecutor sender;
  /** Of the sender's one thread; made when it is first needed, as most sandboxes never send. */
  @Nullable private HttpClient http;

  private final List<Webhook> held = new ArrayList<>();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private int delivered;
  private int waiting;
  private int dropped;
  private Marketplace market;

  /**
   * One attempt to deliver a message.
   *
   * @param number from 1, by which it can be replayed
   * @param status of the shop's answer; 0 if there was none
   * @param problem why there was none; else empty
   */
  public record Delivery(int number, Instant at, URI url, Webhook message, int status, String problem) {}

  Webhooks(Settings settings, String appKey, String appSecret) {
    this.settings = settings;
    writer = new WebhookWriter(settings, appKey, appSecret);
    sender =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "taobao-sandbox-messages");
              thread.setDaemon(true);
              return thread;
            });
    sender.setRemoveOnCancelPolicy(true);
  }

  /** Changes that the market makes on its own are reported when they are due, and not only at the next access. */
  void watch(Marketplace watched) {
    market = watched;
    sender.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (isOn()) {
      market.look(state -> state.nextTask);
    }
  }

  /** The marketplace reports a change, under its lock. */
  void tell(OrderEvent event, State.Order order, @Nullable State.Line line, long now) {
    if (isOn()) {
      send(writer.write(event, order, line, now));
    }
  }

  /** Switches messages on. */
  public Webhooks sendTo(URI url) {
    settings.set("messageUrl", url.toString());
    return this;
  }

  public void off() {
    settings.messageUrl = "";
  }

  public boolean isOn() {
    return !settings.messageUrl.isEmpty();
  }

  /** How often each message is sent; 1 is usual. */
  public Webhooks repeat(int times) {
    settings.set("messageRepeat", Integer.toString(times));
    return this;
  }

  /** Out of order: so many messages are held back, and then sent last one first. 1 is usual. */
  public Webhooks reverse(int batch) {
    settings.set("messageBatch", Integer.toString(batch));
    return this;
  }

  public Webhooks delay(Duration delay) {
    settings.messageDelay = delay;
    return this;
  }

  /** Whether the envelope's timestamp is in milliseconds; by default it is in seconds. Both were seen. */
  public Webhooks timestampInMillis(boolean value) {
    settings.messageTimestampUnit = value ? Settings.Unit.MS : Settings.Unit.S;
    return this;
  }

  /** Whether the signature is made with another secret. */
  public Webhooks forge(boolean value) {
    settings.messageForged = value;
    return this;
  }

  /** The message (3) that reports an order's present status; it is only built. */
  public Webhook orderStatus(String purchaseId) {
    return build(OrderEvent.STATUS, purchaseId, "");
  }

  /** The message (8) that reports an order's present price; it is only built. */
  public Webhook priceChange(String purchaseId) {
    return build(OrderEvent.PRICE, purchaseId, "");
  }

  /** The message (9) that reports a refund of a sub-order; it is only built. */
  public Webhook refund(String purchaseId, String subOrderId) {
    return build(OrderEvent.REFUND, purchaseId, subOrderId);
  }

  /** Any body with its signature; it is only built. */
  public Webhook signed(String body) {
    return writer.sign(0, body);
  }

  private Webhook build(OrderEvent event, String purchaseId, String subOrderId) {
    return market.look(
        state -> {
          State.Order order =
              state.order(purchaseId).orElseThrow(() -> new IllegalArgumentException("there is no order " + purchaseId));
          return writer.write(event, order, order.line(subOrderId).orElse(null), market.now());
        });
  }

  /** Queues a message, repeated, reversed and delayed as set. If a thousand wait already, it is dropped. */
  public synchronized void send(Webhook message) {
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
    Webhook message =
        deliveries().stream()
            .filter(delivery -> delivery.number() == number)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no delivery " + number))
            .message();
    schedule(message, Duration.ZERO, 0);
  }

  /** The latest thousand attempts. */
  public synchronized List<Delivery> deliveries() {
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

  private synchronized void schedule(Webhook message, Duration delay, int retries) {
    if (waiting >= MOST_WAITING || !isOn()) {
      dropped++;
      return;
    }
    waiting++;
    URI url = URI.create(settings.messageUrl);
    sender.schedule(() -> deliver(message, url, retries), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deliver(Webhook message, URI url, int retries) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT).POST(HttpRequest.BodyPublishers.ofString(message.body()));
    message.headers().forEach(request::header);
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

  private synchronized void keep(Webhook message, URI url, int status, String problem) {
    waiting--;
    deliveries.add(new Delivery(++delivered, Instant.ofEpochMilli(market.now()), url, message, status, problem));
    if (deliveries.size() > KEPT_DELIVERIES) {
      deliveries.remove();
    }
  }

  void close() {
    sender.shutdownNow();
  }
}
