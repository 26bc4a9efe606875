package io.autopurchase.core.record;

import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.SessionId;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.RecordKey;

/** The names under which things are stored. They are data: they never change. */
public final class Keys {
  public static final String ACTIVITY = "activity";
  public static final String SIGNAL = "signal";
  public static final String PURCHASE = "purchase";
  public static final String SESSION = "session";
  public static final String LIMITER = "limiter";

  /** A session that can be used again, until everything that has waited for it was woken. */
  public static final String SESSION_WAKE = "session-wake";

  /** A piece of a large activity. */
  public static final String PIECE = "piece";

  /** How far a session is synchronized. */
  static final String SYNCHRONIZATION_STATE = "synchronization";

  /** A host's line, while an unfinished activity deals with it. Owner: the activity. */
  public static final String LINE_SCOPE = "line";

  /** A line of a provider's order that is linked to a host's line. Owner: the host's line. */
  public static final String PROVIDER_LINE_SCOPE = "provider-line";

  /** A client order id, forever. Owner: the activity. */
  public static final String CLIENT_ORDER_ID_SCOPE = "client-order-id";

  /** An unfinished synchronization of a session. Owner: the activity. */
  public static final String SYNCHRONIZATION_SCOPE = "synchronization";

  /** One of the provider's orders, while an unfinished unbinding or payment deals with it. Owner: the activity. */
  public static final String ORDER_SCOPE = "order";

  /** One of the provider's orders whose link a person has wanted forgotten, forever. Owner: {@link #FORGOTTEN_SCOPE} itself. */
  public static final String FORGOTTEN_SCOPE = "forgotten-order";

  /** By what the keys of the store's secrets are known. */
  public static final RecordKey KEY_CHECK = new RecordKey("key-check", "value");

  private static final int LIMIT = 255;

  private Keys() {}

  public static RecordKey activity(String id) {
    return new RecordKey(ACTIVITY, id);
  }

  public static RecordKey signal(String activity, String what) {
    return new RecordKey(SIGNAL, activity + "/" + what);
  }

  /** Where the answer to a question is put down: the first one takes the place. */
  public static RecordKey answer(String activity, String question) {
    return signal(activity, "answer/" + question);
  }

  /** Where it is put down that an activity has something new to look at. */
  public static RecordKey wake(String activity) {
    return signal(activity, "wake");
  }

  public static RecordKey purchase(LineKey line) {
    return new RecordKey(PURCHASE, name(line));
  }

  public static RecordKey session(SessionId id) {
    return new RecordKey(SESSION, name(id));
  }

  public static RecordKey sessionWake(SessionId id) {
    return new RecordKey(SESSION_WAKE, name(id));
  }

  public static RecordKey limiter(SessionId id) {
    return new RecordKey(LIMITER, name(id));
  }

  /** Of an account, whatever its sessions are called; no login has a slash at its beginning there, as it is escaped. */
  public static RecordKey accountLimiter(String provider, String account) {
    return new RecordKey(LIMITER, escape(provider) + "//" + escape(account));
  }

  public static RecordKey synchronization(SessionId id) {
    return new RecordKey(SYNCHRONIZATION_STATE, name(id));
  }

  public static String name(LineKey line) {
    return join(line.orderId(), line.lineId());
  }

  public static String name(SessionId id) {
    return join(id.provider(), id.login());
  }

  public static String providerLine(String provider, String orderId, String lineId) {
    return join(provider, join(orderId, lineId));
  }

  public static String providerOrder(String provider, String orderId) {
    return join(provider, orderId);
  }

  /** The line of a purchase's key. */
  public static LineKey line(RecordKey key) {
    String[] parts = key.id().split("/", 2);
    return new LineKey(unescape(parts[0]), unescape(parts[1]));
  }

  /** The session of a session's key. */
  public static SessionId session(RecordKey key) {
    String[] parts = key.id().split("/", 2);
    return new SessionId(unescape(parts[0]), unescape(parts[1]));
  }

  private static String join(String first, String second) {
    String joined = escape(first) + "/" + escape(second);
    if (joined.length() > LIMIT) {
      throw new InvalidInputException("id", "LENGTH", Arguments.of("text", "tooLongTogether", "first", PlainText.quote(first), "second", PlainText.quote(second)));
    }
    return joined;
  }

  public static String escape(String part) {
    return part.replace("%", "%25").replace("/", "%2F");
  }

  private static String unescape(String part) {
    return part.replace("%2F", "/").replace("%25", "%");
  }
}
