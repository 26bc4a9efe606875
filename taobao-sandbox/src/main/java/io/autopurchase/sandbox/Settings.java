package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.MessageSettings;
import java.time.Duration;

/** How the marketplace behaves. */
final class Settings extends MessageSettings {
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

  volatile Unit messageTimestampUnit = Unit.S;

  /** Of a message's timestamp. */
  enum Unit {
    S,
    MS
  }

  Settings() {
    choice(
        "repeat",
        "what a repeated outer_purchase_id does: REPLAY the first answer, REJECT it, or make a DUPLICATE order",
        Repeat.class,
        () -> repeat,
        value -> repeat = value);
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
    bool(
        "quotesTokens",
        "whether refusals quote the token that they refuse",
        () -> quotesTokens,
        value -> quotesTokens = value);
    bool(
        "requiresWarehouse",
        "whether a missing warehouse address is refused, and not only noted",
        () -> requiresWarehouse,
        value -> requiresWarehouse = value);
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
    choice(
        "jsonTypes",
        "JSON types of members in which the two differ: LIVE as the platform gives them, or DOCUMENTED as its pages name them",
        JsonTypes.class,
        () -> jsonTypes,
        value -> jsonTypes = value);
    addMessageSettings();
    choice(
        "messageTimestampUnit",
        "S or MS: the unit of a message's timestamp",
        Unit.class,
        () -> messageTimestampUnit,
        value -> messageTimestampUnit = value);
  }
}
