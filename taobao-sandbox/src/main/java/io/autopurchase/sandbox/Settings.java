package io.autopurchase.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How the marketplace behaves: each setting has a name, by which it is also set over HTTP and from the command line. */
final class Settings {
  volatile Repeat repeat = Repeat.REPLAY;
  volatile JsonTypes jsonTypes = JsonTypes.LIVE;
  volatile Duration visibilityDelay = Duration.ZERO;
  volatile Duration buildingDelay = Duration.ZERO;
  volatile Duration paymentDeadline = Duration.ofHours(24);
  volatile Duration cancelDelay = Duration.ZERO;
  volatile Duration payDelay = Duration.ZERO;
  volatile Duration mainStatusDelay = Duration.ZERO;
  volatile Duration tokenLife = Duration.ofDays(30);
  volatile Duration refreshTokenLife = Duration.ofDays(180);
  volatile Duration signatureWindow = Duration.ofSeconds(7200);
  volatile String staleTimestampCode = "IllegalTimestamp";
  volatile boolean quotesTokens;
  volatile boolean requiresWarehouse;
  volatile int callsPerSecond;
  volatile int pageSizeLimit = 100;
  volatile long leastId;

  volatile String messageUrl = "";
  volatile int messageRepeat = 1;
  volatile int messageBatch = 1;
  volatile Duration messageDelay = Duration.ZERO;
  volatile int messageRetries;
  volatile Unit messageTimestampUnit = Unit.S;
  volatile boolean messageForged;

  /** Of a message's timestamp. */
  enum Unit {
    S,
    MS
  }

  private final Map<String, Setting> byName = new LinkedHashMap<>();

  private record Setting(String description, Supplier<String> value, Consumer<String> change) {}

  Settings() {
    setting(
        "repeat",
        "what a repeated outer_purchase_id does: REPLAY the first answer, REJECT it, or make a DUPLICATE order",
        () -> repeat.name(),
        text -> repeat = Repeat.valueOf(text.toUpperCase(Locale.ROOT)));
    millis(
        "visibilityDelayMillis",
        "until a new order shows in the query",
        () -> visibilityDelay,
        value -> visibilityDelay = value);
    millis("buildingDelayMillis", "how long a new order is BULIDING", () -> buildingDelay, value -> buildingDelay = value);
    millis("paymentDeadlineMillis", "until an unpaid order is closed", () -> paymentDeadline, value -> paymentDeadline = value);
    millis(
        "cancelDelayMillis",
        "from the acceptance of a cancel until the order is closed",
        () -> cancelDelay,
        value -> cancelDelay = value);
    millis(
        "payDelayMillis",
        "from the acceptance of a payment until status and pay_time show it",
        () -> payDelay,
        value -> payDelay = value);
    millis(
        "mainStatusDelayMillis",
        "by which an order's own status lags behind its lines",
        () -> mainStatusDelay,
        value -> mainStatusDelay = value);
    millis("tokenLifeMillis", "how long a new access token lives", () -> tokenLife, value -> tokenLife = value);
    millis(
        "refreshTokenLifeMillis",
        "how long a new refresh token lives",
        () -> refreshTokenLife,
        value -> refreshTokenLife = value);
    millis(
        "signatureWindowMillis",
        "by how much a request's timestamp may be off",
        () -> signatureWindow,
        value -> signatureWindow = value);
    setting(
        "staleTimestampCode",
        "the gateway's code for a timestamp that is off (the real one is unknown)",
        () -> staleTimestampCode,
        text -> staleTimestampCode = text);
    setting(
        "quotesTokens",
        "whether refusals quote the token that they refuse",
        () -> "" + quotesTokens,
        text -> quotesTokens = bool(text));
    setting(
        "requiresWarehouse",
        "whether a missing warehouse address is refused, and not only noted",
        () -> "" + requiresWarehouse,
        text -> requiresWarehouse = bool(text));
    setting(
        "callsPerSecond",
        "how many calls an API takes in a second before it bans for one; 0 means any",
        () -> "" + callsPerSecond,
        text -> callsPerSecond = whole(text, 0));
    setting(
        "pageSizeLimit",
        "the longest page of the query; a longer one is cut to it",
        () -> "" + pageSizeLimit,
        text -> pageSizeLimit = whole(text, 1));
    setting(
        "leastId",
        "new orders, sub-orders and refunds get ids from here on; above 2^53 for clients that count in doubles",
        () -> "" + leastId,
        text -> leastId = number(text, 0));
    setting(
        "jsonTypes",
        "JSON types of members in which the two differ: LIVE as the platform gives them, or DOCUMENTED as its pages name them",
        () -> jsonTypes.name(),
        text -> jsonTypes = JsonTypes.valueOf(text.toUpperCase(Locale.ROOT)));
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
    setting(
        "messageTimestampUnit",
        "S or MS: the unit of a message's timestamp",
        () -> messageTimestampUnit.name(),
        text -> messageTimestampUnit = Unit.valueOf(text.toUpperCase(Locale.ROOT)));
    setting(
        "messageForged",
        "whether messages are signed with another secret",
        () -> "" + messageForged,
        text -> messageForged = bool(text));
  }

  /**
   * Sets one by its name.
   *
   * @throws IllegalArgumentException if there is no such setting, or the value does not fit
   */
  void set(String name, String value) {
    Setting setting = byName.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("there is no setting " + name + "; there are " + String.join(", ", byName.keySet()));
    }
    try {
      setting.change.accept(value.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " cannot be " + value + ": " + setting.description, e);
    }
  }

  /** All names with their values. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    byName.forEach((name, setting) -> values.put(name, setting.value.get()));
    return values;
  }

  /** All names with what they are for. */
  Map<String, String> descriptions() {
    Map<String, String> texts = new LinkedHashMap<>();
    byName.forEach((name, setting) -> texts.put(name, setting.description));
    return texts;
  }

  private void setting(String name, String description, Supplier<String> value, Consumer<String> change) {
    byName.put(name, new Setting(description, value, change));
  }

  private void millis(String name, String description, Supplier<Duration> value, Consumer<Duration> change) {
    setting(name, description + ", in ms", () -> "" + value.get().toMillis(), text -> change.accept(Duration.ofMillis(number(text, 0))));
  }

  private static String url(String text) {
    URI url = URI.create(text);
    if (!text.isEmpty() && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?"))) {
      throw new IllegalArgumentException("no address of the web");
    }
    return text;
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("neither true nor false");
    }
    return text.equals("true");
  }

  private static int whole(String text, int least) {
    return (int) Math.min(Integer.MAX_VALUE, number(text, least));
  }

  private static long number(String text, int least) {
    long value = Long.parseLong(text);
    if (value < least) {
      throw new IllegalArgumentException("below " + least);
    }
    return value;
  }
}
