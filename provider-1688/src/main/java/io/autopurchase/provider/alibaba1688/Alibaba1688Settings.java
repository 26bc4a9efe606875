package io.autopurchase.provider.alibaba1688;

import static io.autopurchase.provider.http.HttpSettings.choice;
import static io.autopurchase.provider.http.HttpSettings.codes;
import static io.autopurchase.provider.http.HttpSettings.flag;

import io.autopurchase.ConfigurationException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.HttpSettings;
import io.autopurchase.provider.http.SignatureWindow;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderCapabilities.EqualLines;
import io.autopurchase.spi.ProviderCapabilities.PriceCheck;
import io.autopurchase.spi.ProviderCapabilities.RepeatedClientOrderId;
import io.autopurchase.spi.ProviderCapabilities.Verification;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings, read and checked. Not a record: records print their components. */
final class Alibaba1688Settings {
  private static final Map<String, String> EARLIER_NAMES = Map.of("request-ttl", "request-life", "duplicate-order-id", "repeat");
  private static final String GATEWAY = "https://gw.open.1688.com/openapi";
  private static final String AUTHORIZE = "https://auth.1688.com/oauth/authorize";

  /** A word of the platform's, as it travels. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** What is tried if the size of the window is not known. */
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(2));

  final HttpSettings http;
  final String appKey;
  final Secret appSecret;
  final String callback;
  final URI authorizeUrl;
  final boolean trustsDate;
  final boolean trustsEmptyList;
  final boolean probesTime;
  final Duration signatureWindow;
  final Duration requestTtl;
  final Duration accessTokenLife;
  final Duration refreshTokenLife;
  final Duration visibilityLag;
  final boolean marks;
  final Echo echo;
  final boolean filtersByClientOrderId;
  final Duration historyAfter;
  final int lookupPageSize;
  final int listRows;
  final Api create;
  final String flow;
  final TradeType tradeType;
  final boolean sendsDistrictCode;
  final String country;
  final boolean namesMembers;
  final Payment payment;
  final String payChannel;
  final Duration limitPause;
  final Set<String> refusedCodes;
  final Set<String> repeatedOrderCodes;
  final Set<String> refusedCancelCodes;
  final Set<String> earlyCancelCodes;
  final Set<String> refusedPaymentCodes;
  final Set<String> refusedTokenCodes;
  final Set<String> absentOrderCodes;
  final ProviderCapabilities capabilities;

  /** Where an order is known to show our id. */
  enum Echo {
    /** Not known: learned from the orders that this process reads. */
    LEARN,
    OUT_ORDER_ID,
    MESSAGE,
    BOTH
  }

  /** Where an order gets our id, beside {@code outOrderId}. */
  enum Marking {
    MESSAGE,
    NONE
  }

  /** How an order in doubt is looked up. */
  enum Lookup {
    /** All orders that were placed at the time are gone through. */
    WINDOW,
    /** The list is filtered by our id: proven for this application. */
    OUT_ORDER_ID
  }

  /** Whether a refused probe says that a create with an old time is refused, too. */
  enum TimeCheck {
    PROBE,
    NONE
  }

  /** By which API orders are placed. */
  enum CreateApi {
    CROSS,
    FAST
  }

  /** How an order is paid; never on credit. */
  enum TradeType {
    /** As the preview has offered it for these offers; {@code assureTrade} if that is not known. */
    ESCROW(""),
    ASSURE_TRADE("assureTrade"),
    FXASSURE("fxassure"),
    ALIPAY("alipay");

    final String word;

    TradeType(String word) {
      this.word = word;
    }
  }

  /** Whether the address has the code of its district beside the names. */
  enum AddressStyle {
    NAMES,
    DISTRICT_CODE
  }

  /** By what an account is known. */
  enum Account {
    /** What people sign in with. */
    LOGIN,
    MEMBER_ID
  }

  /** By which API orders are paid. */
  enum Payment {
    NONE,
    /** With the amount that was read: the platform refuses another. */
    PREPARE_PAY,
    /** Without an amount. */
    PROTOCOL_PAY
  }

  private Alibaba1688Settings(ProviderSettings settings) {
    http = HttpSettings.of(settings, GATEWAY, "/openapi");
    appKey = settings.require("app-key");
    appSecret = settings.requireSecret("app-secret");
    callback = HttpSettings.callback(settings);
    authorizeUrl = authorizeUrl(settings.getOrDefault("authorize-url", ""), http.gateway());
    trustsDate = flag(settings, "trust-date-header", true);
    trustsEmptyList = flag(settings, "trust-empty-list", false);
    probesTime = choice(settings, "timestamp-check", TimeCheck.PROBE) == TimeCheck.PROBE;
    signatureWindow = settings.seconds("signature-window", Duration.ZERO);
    requestTtl = settings.seconds("request-ttl", Duration.ZERO);
    if (!requestTtl.isZero() && requestTtl.compareTo(signatureWindow) >= 0) {
      throw ConfigurationException.ofSetting(settings.nameGiven("request-ttl"), "must be below signature-window, which has to be given as well");
    }
    accessTokenLife = settings.seconds("access-token-life", Duration.ofHours(10));
    refreshTokenLife = settings.seconds("refresh-token-life", Duration.ofDays(180));
    visibilityLag = settings.seconds("visibility-lag", Duration.ofMinutes(10));
    marks = choice(settings, "marker", Marking.MESSAGE) == Marking.MESSAGE;
    echo = choice(settings, "echo", Echo.LEARN);
    filtersByClientOrderId = choice(settings, "lookup", Lookup.WINDOW) == Lookup.OUT_ORDER_ID;
    historyAfter = settings.seconds("history-after", Duration.ofDays(30));
    lookupPageSize = settings.number("lookup-page-size", 20, 1, 50);
    listRows = settings.number("list-rows", 50, 1, 200);
    create = choice(settings, "create-api", CreateApi.CROSS) == CreateApi.CROSS ? Api.CREATE_CROSS : Api.CREATE_FAST;
    flow = word(settings, "flow", "general");
    tradeType = choice(settings, "trade-type", TradeType.ESCROW);
    sendsDistrictCode = choice(settings, "address-style", AddressStyle.NAMES) == AddressStyle.DISTRICT_CODE;
    country = word(settings, "country", "en");
    namesMembers = choice(settings, "account", Account.LOGIN) == Account.MEMBER_ID;
    payment = choice(settings, "payment", Payment.NONE);
    payChannel = settings.getOrDefault("pay-channel", "").strip();
    if (payment == Payment.PREPARE_PAY && !WORD.matcher(payChannel).matches()) {
      throw ConfigurationException.ofSetting("pay-channel", "is required with payment prepare-pay: the channel of the payment agreement");
    }
    limitPause = settings.seconds("limit-pause", Duration.ofMinutes(1));
    refusedCodes = codes(settings, "definitive-rejection-codes", "");
    repeatedOrderCodes = codes(settings, "repeated-order-codes", "");
    refusedCancelCodes = codes(settings, "refused-cancel-codes", "ORDER_STATUS_ERROR,ORDER_NOT_EXIST,400_3");
    earlyCancelCodes = codes(settings, "early-cancel-codes", "CLOSE_ORDER_TOO_FAST");
    refusedPaymentCodes = codes(settings, "refused-payment-codes", "");
    refusedTokenCodes = codes(settings, "refused-token-codes", "invalid_grant,invalid_request,invalid_client,unauthorized_client");
    absentOrderCodes = codes(settings, "absent-order-codes", "ORDER_NOT_EXIST,400_3");
    int pageSize = settings.number("page-size", 5, 1, 20);
    int listPageSize = settings.number("list-page-size", 5, 1, 20);
    capabilities =
        ProviderCapabilities.builder()
            .repeatedClientOrderId(choice(settings, "duplicate-order-id", RepeatedClientOrderId.UNKNOWN))
            .verification(Verification.BY_READING)
            .priceCheck(PriceCheck.AFTER_PLACING)
            .equalLines(EqualLines.SEPARATE)
            .callTimeout(http.callTimeout())
            .maxLines(settings.number("max-lines", 50, 1, 50))
            .maxOrdersPerRead(pageSize)
            .ordersPerPage(listPageSize)
            .maxRequestsPerRead(Math.max(Previews.MOST_SELLERS, Math.max(pageSize, OrderReads.MOST_LISTS + listPageSize)))
            .cancellation(choice(settings, "cancellation", Cancellation.ORDERS) == Cancellation.NONE ? Cancellation.NONE : Cancellation.ORDERS)
            .maxOrdersPerPayment(payment == Payment.NONE ? 0 : 1)
            .recipientRules(Recipients.RULES)
            .currency(Amounts.CURRENCY)
            .build();
  }

  static Alibaba1688Settings of(ProviderSettings settings) {
    return new Alibaba1688Settings(settings.withEarlierNames(EARLIER_NAMES));
  }

  /** How long a mutating request may live. */
  SignatureWindow window() {
    if (signatureWindow.isZero()) {
      return SignatureWindow.measured(WINDOWS, accessTokenLife, visibilityLag, trustsDate);
    }
    return requestTtl.isZero()
        ? SignatureWindow.measured(List.of(signatureWindow), accessTokenLife, visibilityLag, trustsDate)
        : SignatureWindow.of(signatureWindow, requestTtl, accessTokenLife, visibilityLag, trustsDate);
  }

  private static String word(ProviderSettings settings, String name, String standard) {
    String word = settings.getOrDefault(name, standard).strip();
    if (!WORD.matcher(word).matches()) {
      throw ConfigurationException.ofSetting(name, "is a word of the platform's, such as " + standard);
    }
    return word;
  }

  /** That of the platform has a host of its own; that of another gateway is on the gateway's. */
  private static URI authorizeUrl(String given, URI gateway) {
    if (given.isBlank()) {
      return gateway.toString().equals(GATEWAY) ? URI.create(AUTHORIZE) : gateway.resolve("/oauth/authorize");
    }
    try {
      URI url = URI.create(given.strip());
      boolean isPage = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && gateway.getScheme().equals("http");
      if (isPage && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw ConfigurationException.ofSetting("authorize-url", "must be an https URL without a query, such as " + AUTHORIZE);
  }
}
