package io.autopurchase.provider.taobao;

import static io.autopurchase.provider.taobao.Verdicts.Meaning.LIMITED;
import static io.autopurchase.provider.taobao.Verdicts.Meaning.NEEDS_AUTHORIZATION;
import static io.autopurchase.provider.taobao.Verdicts.Meaning.NOT_SENT;
import static io.autopurchase.provider.taobao.Verdicts.Meaning.REJECTED;
import static io.autopurchase.provider.taobao.Verdicts.Meaning.SEEMS_REJECTED;
import static io.autopurchase.provider.taobao.Verdicts.Meaning.UNKNOWN;

import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The table of outcomes of calls that have not clearly succeeded. The first row that fits decides; the last row of each
 * origin fits everything. A "no" and a "not sent" are in it by name; whatever is not, is unknown.
 */
final class Verdicts {
  /** Where a code comes from. */
  enum Origin {
    /** From us: there is no whole answer, or none that can be read. */
    WIRE,
    /** The member {@code code}: the gateway has not let the call pass. */
    GATEWAY,
    /** The member {@code error_code}: the service behind the gateway said no. */
    BUSINESS
  }

  /** What a code means, as the SPI sees it. */
  enum Meaning {
    /** The request was looked at, or not even that, and nothing was done. */
    REJECTED,
    /** Nothing was done; the token is not valid. */
    NEEDS_AUTHORIZATION,
    /** Nothing was done; nothing more may be asked for a while. */
    LIMITED,
    /** Nothing has reached the gateway. */
    NOT_SENT,
    /** It is not known what was done; what only reads may be tried again. */
    UNKNOWN,
    /** As unknown; but it sounds like a no, and the same request would fare no better. */
    SEEMS_REJECTED
  }

  /**
   * A row of the table.
   *
   * @param fits how the code is compared: as a whole, or by the words in it
   * @param read what it means for a call that changes nothing
   * @param mutating what it means for a call that may change something
   * @param pause for {@link Meaning#LIMITED}, if the answer has none
   */
  record Row(Origin origin, Fits fits, String code, Meaning read, Meaning mutating, Duration pause) {
    private boolean matches(Origin where, String what) {
      String words = what.toLowerCase(Locale.ROOT);
      return origin == where
          && switch (fits) {
            case EXACTLY -> what.equals(code);
            case WORD -> words.contains(code);
            case ALL -> true;
          };
    }

    Meaning meaning(boolean isMutating) {
      return isMutating ? mutating : read;
    }
  }

  /** How a row names codes. */
  enum Fits {
    EXACTLY,
    /** Contained in the code, in small letters. */
    WORD,
    ALL
  }

  /** A call that was not made since it would have been one too many. */
  static final String OWN_LIMIT = ProviderResult.Limited.OWN_LIMIT;

  static final List<Row> TABLE =
      List.of(
          wire("NOT_CONNECTED", NOT_SENT),
          wire(Transport.TLS_FAILED, NOT_SENT),
          wire("CONNECT_TIMEOUT", NOT_SENT),
          wire("TOO_LATE", NOT_SENT),
          // TIMEOUT, CONNECTION_LOST, TOO_LONG, HTTP_503, UNREADABLE, NO_CODE, UNCLEAR, CONTRADICTION and the like.
          rest(Origin.WIRE, UNKNOWN, UNKNOWN),

          // Documented: the gateway checks these before the call reaches a service.
          gateway("MissingParameter", REJECTED),
          gateway("IncompleteSignature", REJECTED),
          gateway("InvalidAppKey", REJECTED),
          gateway("InvalidApi", REJECTED),
          gateway("InvalidApiPath", REJECTED),
          gateway("IllegalAccessToken", NEEDS_AUTHORIZATION),
          gateway("IllegalRefreshToken", REJECTED),
          gateway("InvalidCode", REJECTED),
          gateway("AUTH_TYPE_UNSUPPORTED", REJECTED),
          limit("ApiCallLimit", Duration.ofSeconds(1)),
          limit("AppCallLimit", Duration.ofMinutes(1)),
          limit("998", Duration.ofHours(1)),
          // ServiceTimeout, those of type ISP or SYSTEM, and all that are not known. Those of type ISV are the next row.
          rest(Origin.GATEWAY, UNKNOWN, UNKNOWN),

          // No table of business codes is known. What says "exists already" is there to be found; what speaks of trouble may
          // have happened; the rest sounds like a no.
          business("not_exist", REJECTED, SEEMS_REJECTED),
          business("notexist", REJECTED, SEEMS_REJECTED),
          business("exist", REJECTED, UNKNOWN),
          business("duplicate", REJECTED, UNKNOWN),
          business("repeat", REJECTED, UNKNOWN),
          business("system", UNKNOWN, UNKNOWN),
          business("timeout", UNKNOWN, UNKNOWN),
          business("service_unavailable", UNKNOWN, UNKNOWN),
          business("serviceunavailable", UNKNOWN, UNKNOWN),
          business("unavailable", REJECTED, UNKNOWN),
          rest(Origin.BUSINESS, REJECTED, SEEMS_REJECTED));

  /** A code of the gateway's that is in no row, if the gateway says that it is the caller's fault ({@code ISV}). */
  private static final Row CALLERS_FAULT = rest(Origin.GATEWAY, UNKNOWN, SEEMS_REJECTED);

  private Verdicts() {}

  static Row wire(String code) {
    return find(Origin.WIRE, code);
  }

  static Row gateway(String code, boolean isCallersFault) {
    Row row = find(Origin.GATEWAY, code);
    return row.fits == Fits.ALL && isCallersFault && !code.isEmpty() ? CALLERS_FAULT : row;
  }

  static Row business(String code) {
    return find(Origin.BUSINESS, code);
  }

  private static Row find(Origin origin, String code) {
    return TABLE.stream().filter(row -> row.matches(origin, code)).findFirst().orElseThrow();
  }

  private static Row wire(String code, Meaning meaning) {
    return new Row(Origin.WIRE, Fits.EXACTLY, code, meaning, meaning, Duration.ZERO);
  }

  private static Row gateway(String code, Meaning meaning) {
    return new Row(Origin.GATEWAY, Fits.EXACTLY, code, meaning, meaning, Duration.ZERO);
  }

  private static Row limit(String code, Duration pause) {
    return new Row(Origin.GATEWAY, Fits.EXACTLY, code, LIMITED, LIMITED, pause);
  }

  private static Row business(String word, Meaning read, Meaning mutating) {
    return new Row(Origin.BUSINESS, Fits.WORD, word, read, mutating, Duration.ZERO);
  }

  private static Row rest(Origin origin, Meaning read, Meaning mutating) {
    return new Row(origin, Fits.ALL, "", read, mutating, Duration.ZERO);
  }
}
