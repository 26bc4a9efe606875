package io.autopurchase.sandbox.common;

import java.net.URI;
import java.time.Duration;

/** The settings of webhooks. */
public abstract class MessageSettings extends NamedSettings {
  /** Empty means nowhere. */
  public volatile String messageUrl = "";

  public volatile int messageRepeat = 1;
  public volatile int messageBatch = 1;
  public volatile Duration messageDelay = Duration.ZERO;
  public volatile int messageRetries;
  public volatile boolean messageForged;

  /** For constructors: the settings are listed in the order in which they are added. */
  protected final void addMessageSettings() {
    setting("messageUrl", "where messages are pushed to; empty means nowhere", () -> messageUrl, text -> messageUrl = url(text));
    setting("messageRepeat", "how often each message is sent", () -> "" + messageRepeat, text -> messageRepeat = whole(text, 1));
    setting(
        "messageBatch",
        "so many messages are held back and then sent last one first",
        () -> "" + messageBatch,
        text -> messageBatch = whole(text, 1));
    millis("messageDelayMillis", "until a message is sent", () -> messageDelay, value -> messageDelay = value);
    setting(
        "messageRetries",
        "how often a message is sent again, a second apart, that was not answered with 200",
        () -> "" + messageRetries,
        text -> messageRetries = whole(text, 0));
    bool("messageForged", "whether messages are signed with another secret", () -> messageForged, value -> messageForged = value);
  }

  private static String url(String text) {
    URI url = URI.create(text);
    if (!text.isEmpty() && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?"))) {
      throw new IllegalArgumentException("no address of the web");
    }
    return text;
  }
}
