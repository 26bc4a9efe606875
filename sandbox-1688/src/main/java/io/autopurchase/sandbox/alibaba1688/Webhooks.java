package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.Deliveries;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The messages that the marketplace pushes to a shop when an order or a refund changes. Off until there is an address. They are sent in
 * the background, a thousand waiting at most, and never hold up a call. Thread-safe.
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

  Webhooks(Settings settings, String appSecret) {
    this.settings = settings;
    writer = new WebhookWriter(settings, appSecret);
    deliveries = new Deliveries<>("sandbox-1688-messages", settings, new Wire());
  }

  private final class Wire implements Deliveries.Wire<Webhook> {
    @Override
    public void write(Webhook message, HttpRequest.Builder post) {
      post.header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8").POST(HttpRequest.BodyPublishers.ofString(message.body()));
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
  void tell(OrderEvent event, State state, State.Order order, @Nullable State.Refund refund, long now) {
    if (isOn()) {
      send(writer.write(event, order, refund, state.nextMessage++, now));
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

  /** Whether the envelope's members travel as separate fields of the form; by default they are one JSON text. Both were seen. */
  public Webhooks separateFields(boolean value) {
    settings.messageForm = value ? Settings.MessageForm.FIELDS : Settings.MessageForm.MESSAGE;
    return this;
  }

  /** Whether the signature is made with another secret. */
  public Webhooks forge(boolean value) {
    settings.messageForged = value;
    return this;
  }

  /** A message about an order as it is now, of the type that reports new orders; it is only built. */
  public Webhook about(String orderId) {
    return market.change(
        state -> {
          State.Order order = state.order(orderId).orElseThrow(() -> new IllegalArgumentException("there is no order " + orderId));
          return writer.write(OrderEvent.MADE, order, null, state.nextMessage++, market.now());
        });
  }

  /** Any fields with their signature; only built. */
  public Webhook signed(Map<String, String> fields) {
    return writer.sign("", fields);
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
