package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.Deliveries;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The messages that the marketplace pushes to a shop when an order's status or price or a refund changes. Off until there is an
 * address. They are sent in the background, a thousand waiting at most, and never hold up a call. Thread-safe.
 */
@ThreadSafe
public final class Webhooks {
  private final Settings settings;
  private final WebhookWriter writer;
  private final Deliveries<Webhook> deliveries;
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
    deliveries = new Deliveries<>("taobao-sandbox-messages", settings, new Wire());
  }

  private final class Wire implements Deliveries.Wire<Webhook> {
    @Override
    public void write(Webhook message, HttpRequest.Builder post) {
      message.headers().forEach(post::header);
      post.POST(HttpRequest.BodyPublishers.ofString(message.body()));
    }

    @Override
    public Instant now() {
      return Instant.ofEpochMilli(market.now());
    }
  }

  /** Changes that the market makes on its own are reported when they are due, and not only at the next access. */
  void watch(Marketplace watched) {
    market = watched;
    deliveries.watch(() -> market.look(state -> state.nextTask));
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
    return deliveries.isOn();
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
  public void send(Webhook message) {
    deliveries.send(message);
  }

  /** Sends what is held back. */
  public void flush() {
    deliveries.flush();
  }

  /**
   * Sends what was delivered before once more, as it was then.
   *
   * @throws IllegalArgumentException if there is no delivery of this number
   */
  public void replay(int number) {
    deliveries.replay(number);
  }

  /** The latest thousand attempts. */
  public List<Delivery> deliveries() {
    return deliveries.latest().stream().map(it -> new Delivery(it.number(), it.at(), it.url(), it.message(), it.status(), it.problem())).toList();
  }

  /** How many are under way or held back. */
  public int waiting() {
    return deliveries.waiting();
  }

  /** How many were given up because too many waited. */
  public int dropped() {
    return deliveries.dropped();
  }

  void close() {
    deliveries.close();
  }
}
