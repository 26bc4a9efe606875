package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.MessageSettings;
import java.time.Duration;
import java.time.ZoneOffset;

/** How the marketplace behaves; most of it stands for something that is not known of the real one. */
final class Settings extends MessageSettings {
  volatile Repeat repeat = Repeat.DUPLICATE;
  volatile OutOrderIds outOrderIds = OutOrderIds.ALL;
  volatile boolean outOrderIdFilter = true;
  volatile boolean outOrderIdInView = true;
  volatile boolean viewByOutOrderId;
  volatile MessageField messageField = MessageField.FEEDBACK;
  volatile boolean messageInList = true;
  volatile boolean messageFiltered;
  volatile EqualLines equalLines = EqualLines.MERGE;
  volatile Split split = Split.SELLER;
  volatile CreateForm createForm = CreateForm.WRAPPED;
  volatile boolean partialOrders;
  volatile PreviewErrors previewErrors = PreviewErrors.TOP;
  volatile String tradeModes = "assureTrade";
  volatile String defaultTradeType = "alipay";
  volatile ListOrder listOrder = ListOrder.NEWEST_FIRST;
  volatile int pageSizeLimit = 50;
  volatile Duration historyAfter = Duration.ofDays(90);
  volatile boolean inclusiveEnds = true;
  volatile IdTypes idTypes = IdTypes.DOCUMENTED;
  volatile ZoneOffset zone = Dates.CHINA;
  volatile long leastId;
  volatile Duration visibilityDelay = Duration.ZERO;
  volatile Duration paymentDeadline = Duration.ofDays(5);
  volatile Duration cancelAge = Duration.ofSeconds(10);
  volatile Duration payDelay = Duration.ZERO;
  volatile PayForm payForm = PayForm.WRAPPED;
  volatile boolean withholding = true;
  volatile Duration tokenLife = Duration.ofHours(10);
  volatile Duration refreshTokenLife = Duration.ofDays(180);
  volatile boolean refreshReturnsToken;
  volatile boolean refreshEndsOldToken;
  volatile OauthErrors oauthErrors = OauthErrors.OAUTH;
  volatile boolean timestampEnforced = true;
  volatile boolean timestampRequired;
  volatile Duration timestampWindow = Duration.ofMinutes(10);
  volatile ErrorStatus errorStatus = ErrorStatus.REAL;
  volatile String absentOrderCode = "ORDER_NOT_EXIST";
  volatile String repeatedCode = "OUT_ORDER_ID_REPEATED";
  volatile String unlistedCode = "500";
  volatile boolean quotesTokens;
  volatile int callsPerSecond;
  volatile MessageForm messageForm = MessageForm.MESSAGE;

  /** What a repeated outOrderId does. */
  enum Repeat {
    DUPLICATE,
    REPLAY,
    REJECT
  }

  /** Which create APIs keep an outOrderId. */
  enum OutOrderIds {
    ALL,
    CROSS,
    NONE
  }

  /** Which member of an order carries the message of its buyer. */
  enum MessageField {
    FEEDBACK,
    REMARK,
    BOTH,
    LOST
  }

  /** What becomes of lines of one variant. */
  enum EqualLines {
    MERGE,
    KEEP,
    REFUSE
  }

  /** Into what orders the lines of one request go. */
  enum Split {
    SELLER,
    LINE,
    REFUSE
  }

  /** How create answers. */
  enum CreateForm {
    WRAPPED,
    FLAT,
    FLAT_FALSE
  }

  /** Where a preview says what cannot be ordered. */
  enum PreviewErrors {
    TOP,
    CARGO
  }

  /** Of the list. */
  enum ListOrder {
    NEWEST_FIRST,
    OLDEST_FIRST,
    MODIFIED_FIRST,
    SCATTERED
  }

  /** The JSON types of ids. */
  enum IdTypes {
    DOCUMENTED,
    TEXT,
    NUMBER,
    ROUNDED
  }

  /** How preparePay answers. */
  enum PayForm {
    WRAPPED,
    FLAT
  }

  /** How the token APIs say what is wrong. */
  enum OauthErrors {
    OAUTH,
    GATEWAY
  }

  /** The HTTP status of errors of the gateway. */
  enum ErrorStatus {
    REAL,
    OK
  }

  /** How a webhook travels. */
  enum MessageForm {
    MESSAGE,
    FIELDS
  }

  Settings() {
    choice(
        "repeat",
        "what a repeated outOrderId does: make a DUPLICATE order, REPLAY the first answer, or REJECT it",
        Repeat.class,
        () -> repeat,
        value -> repeat = value);
    choice(
        "outOrderIds",
        "which create APIs keep an outOrderId: ALL, CROSS (createCrossOrder, as documented), or NONE",
        OutOrderIds.class,
        () -> outOrderIds,
        value -> outOrderIds = value);
    bool(
        "outOrderIdFilter",
        "whether the list looks for the outOrderId that it is asked for; otherwise it ignores it",
        () -> outOrderIdFilter,
        value -> outOrderIdFilter = value);
    bool("outOrderIdInView", "whether get.buyerView shows the outOrderId", () -> outOrderIdInView, value -> outOrderIdInView = value);
    bool(
        "viewByOutOrderId",
        "whether get.buyerView finds an order by its outOrderId without an orderId",
        () -> viewByOutOrderId,
        value -> viewByOutOrderId = value);
    choice(
        "messageField",
        "where the buyer's message comes back: FEEDBACK (buyerFeedback), REMARK, BOTH, or LOST",
        MessageField.class,
        () -> messageField,
        value -> messageField = value);
    bool("messageInList", "whether the list shows the buyer's message", () -> messageInList, value -> messageInList = value);
    bool("messageFiltered", "whether a word filter turns the digits of messages into *", () -> messageFiltered, value -> messageFiltered = value);
    choice(
        "equalLines",
        "what becomes of lines of one variant in a request: MERGE, KEEP, or REFUSE",
        EqualLines.class,
        () -> equalLines,
        value -> equalLines = value);
    choice(
        "split",
        "an order for each SELLER, for each LINE, or REFUSE (500_002) goods of several sellers",
        Split.class,
        () -> split,
        value -> split = value);
    choice(
        "createForm",
        "how create answers: WRAPPED in result, FLAT, or FLAT_FALSE (with success false, as in official samples)",
        CreateForm.class,
        () -> createForm,
        value -> createForm = value);
    bool(
        "partialOrders",
        "whether create orders what can be had and names the rest in failedOfferList, instead of refusing all",
        () -> partialOrders,
        value -> partialOrders = value);
    choice(
        "previewErrors",
        "where a preview says what cannot be ordered: at the TOP, or at each CARGO",
        PreviewErrors.class,
        () -> previewErrors,
        value -> previewErrors = value);
    setting(
        "tradeModes",
        "tradeModeNameList of previews, with commas; empty means that nothing can be ordered by API",
        () -> tradeModes,
        text -> tradeModes = text);
    setting(
        "defaultTradeType",
        "the trade type of an order whose request names none; creditBuy for an account with credit",
        () -> defaultTradeType,
        text -> defaultTradeType = text);
    choice(
        "listOrder",
        "order of the list: NEWEST_FIRST, OLDEST_FIRST, MODIFIED_FIRST, or SCATTERED",
        ListOrder.class,
        () -> listOrder,
        value -> listOrder = value);
    setting(
        "pageSizeLimit",
        "the longest page of the list; a longer one is cut to it",
        () -> "" + pageSizeLimit,
        text -> pageSizeLimit = whole(text, 1));
    millis("historyAfterMillis", "age from which an order is listed with isHis alone", () -> historyAfter, value -> historyAfter = value);
    bool("inclusiveEnds", "whether the ends of a window belong to it", () -> inclusiveEnds, value -> inclusiveEnds = value);
    choice(
        "idTypes",
        "JSON types of ids: DOCUMENTED, all as TEXT, all as NUMBER, or ROUNDED (numbers that went through a double)",
        IdTypes.class,
        () -> idTypes,
        value -> idTypes = value);
    setting("zone", "the zone of dates, such as +0800 or -0700", () -> zone.getId(), text -> zone = ZoneOffset.of(text));
    setting("leastId", "new orders and refunds get ids from here on", () -> "" + leastId, text -> leastId = number(text, 0));
    millis("visibilityDelayMillis", "until a new order shows in list and view", () -> visibilityDelay, value -> visibilityDelay = value);
    millis("paymentDeadlineMillis", "until an unpaid order is closed", () -> paymentDeadline, value -> paymentDeadline = value);
    millis("cancelAgeMillis", "age from which an order can be cancelled", () -> cancelAge, value -> cancelAge = value);
    millis("payDelayMillis", "from the acceptance of a withholding until the order is paid", () -> payDelay, value -> payDelay = value);
    choice(
        "payForm",
        "how preparePay answers: WRAPPED (success beside result.result), or FLAT",
        PayForm.class,
        () -> payForm,
        value -> payForm = value);
    bool("withholding", "whether the buyer has signed the contract for withholding", () -> withholding, value -> withholding = value);
    millis("tokenLifeMillis", "how long a new access token lives", () -> tokenLife, value -> tokenLife = value);
    millis("refreshTokenLifeMillis", "how long a new refresh token lives", () -> refreshTokenLife, value -> refreshTokenLife = value);
    bool(
        "refreshReturnsToken",
        "whether a refresh answers with a new refresh token, which ends the old one",
        () -> refreshReturnsToken,
        value -> refreshReturnsToken = value);
    bool("refreshEndsOldToken", "whether a refresh ends the old access token", () -> refreshEndsOldToken, value -> refreshEndsOldToken = value);
    choice(
        "oauthErrors",
        "members of errors of the token APIs: OAUTH (error, error_description), or GATEWAY (error_code, error_message)",
        OauthErrors.class,
        () -> oauthErrors,
        value -> oauthErrors = value);
    bool(
        "timestampEnforced",
        "whether a request is refused whose _aop_timestamp is off",
        () -> timestampEnforced,
        value -> timestampEnforced = value);
    bool(
        "timestampRequired",
        "whether create and pay are refused without _aop_timestamp",
        () -> timestampRequired,
        value -> timestampRequired = value);
    millis("timestampWindowMillis", "by how much _aop_timestamp may be off", () -> timestampWindow, value -> timestampWindow = value);
    choice(
        "errorStatus",
        "HTTP status of errors of the gateway: REAL (400, or 401 for tokens), or OK (200)",
        ErrorStatus.class,
        () -> errorStatus,
        value -> errorStatus = value);
    setting(
        "absentOrderCode",
        "the code of get.buyerView and changes for an order that is not there or of another account; documented for cancel alone",
        () -> absentOrderCode,
        text -> absentOrderCode = text);
    setting("repeatedCode", "the code with which a repeated outOrderId is refused; not known", () -> repeatedCode, text -> repeatedCode = text);
    setting("unlistedCode", "the code of refusals whose real code is not known", () -> unlistedCode, text -> unlistedCode = text);
    bool("quotesTokens", "whether refusals quote the token that they refuse", () -> quotesTokens, value -> quotesTokens = value);
    setting(
        "callsPerSecond",
        "how many calls an API takes in a second before it refuses; 0 means any",
        () -> "" + callsPerSecond,
        text -> callsPerSecond = whole(text, 0));
    choice(
        "messageForm",
        "how webhooks travel: as one MESSAGE, or as separate FIELDS",
        MessageForm.class,
        () -> messageForm,
        value -> messageForm = value);
    addMessageSettings();
  }
}
