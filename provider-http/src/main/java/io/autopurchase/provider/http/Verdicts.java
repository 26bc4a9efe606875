package io.autopurchase.provider.http;

import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import javax.annotation.concurrent.Immutable;

/**
 * The table of outcomes of calls that have not clearly succeeded. The first row that fits decides; the last row of each
 * origin fits everything. A "no" and a "not sent" are in it by name; whatever is not, is unknown. Immutable.
 */
@Immutable
public final class Verdicts {
  /** Where a code comes from. */
  public enum Origin {
    /** From us: there is no whole answer, or none that can be read. */
    WIRE,
    /** The gateway has not let the call pass. */
    GATEWAY,
    /** The service behind the gateway said no. */
    BUSINESS
  }

  /** What a code means, as the SPI sees it. */
  public enum Meaning {
    /** The request was looked at, or not even that, and nothing was done. */
    REJECTED,
    /** Nothing was done; the token is not valid. */
    NEEDS_AUTHORIZATION,
    /** Nothing was done; nothing more may be asked for a while. */
    LIMITED,
    /** Nothing was done; the same request may be sent again later. */
    TOO_EARLY,
    /** Nothing has reached the gateway. */
    NOT_SENT,
    /** It is not known what was done; what only reads may be tried again. */
    UNKNOWN,
    /** As unknown; but it sounds like a no, and the same request would fare no better. */
    SEEMS_REJECTED
  }

  /** How a row names codes. */
  public enum Fits {
    /** The code as a whole. */
    EXACTLY,
    /** Contained in the code, in small letters. */
    WORD,
    /** Every code. */
    ALL
  }

  /**
   * A row of the table.
   *
   * @param fits how the code is compared
   * @param code empty for {@link Fits#ALL}
   * @param read what it means for a call that changes nothing
   * @param mutating what it means for a call that may change something
   * @param pause for {@link Meaning#LIMITED} and {@link Meaning#TOO_EARLY}, if the answer has none
   */
  public record Row(Origin origin, Fits fits, String code, Meaning read, Meaning mutating, Duration pause) {
    /**
     * One code, with the same meaning for all calls.
     *
     * @param code compared as a whole
     */
    public static Row exactly(Origin origin, String code, Meaning meaning) {
      return new Row(origin, Fits.EXACTLY, code, meaning, meaning, Duration.ZERO);
    }

    /**
     * A code of the gateway's that says that there are too many calls.
     *
     * @param code compared as a whole
     * @param pause unless the answer says how long
     */
    public static Row limit(String code, Duration pause) {
      return new Row(Origin.GATEWAY, Fits.EXACTLY, code, Meaning.LIMITED, Meaning.LIMITED, pause);
    }

    /**
     * All codes with a word.
     *
     * @param word in small letters
     * @param mutating never a clear no: that is earned by name
     */
    public static Row word(Origin origin, String word, Meaning read, Meaning mutating) {
      return new Row(origin, Fits.WORD, word, read, mutating, Duration.ZERO);
    }

    /**
     * All codes that no other row fits.
     *
     * @param mutating never a clear no: that is earned by name
     */
    public static Row rest(Origin origin, Meaning read, Meaning mutating) {
      return new Row(origin, Fits.ALL, "", read, mutating, Duration.ZERO);
    }

    private boolean matches(Origin where, String what) {
      String words = what.toLowerCase(Locale.ROOT);
      return origin == where
          && switch (fits) {
            case EXACTLY -> what.equals(code);
            case WORD -> words.contains(code);
            case ALL -> true;
          };
    }

    /**
     * @param isMutating whether the call may change something
     */
    public Meaning meaning(boolean isMutating) {
      return isMutating ? mutating : read;
    }
  }

  /** What a {@link Transport.Answer} says if there is none. */
  private static final List<Row> WIRE =
      List.of(
          Row.exactly(Origin.WIRE, "NOT_CONNECTED", Meaning.NOT_SENT),
          Row.exactly(Origin.WIRE, Transport.TLS_FAILED, Meaning.NOT_SENT),
          Row.exactly(Origin.WIRE, "CONNECT_TIMEOUT", Meaning.NOT_SENT),
          Row.exactly(Origin.WIRE, "TOO_LATE", Meaning.NOT_SENT),
          // TIMEOUT, CONNECTION_LOST, TOO_LONG, HTTP_503, UNREADABLE, NO_CODE, UNCLEAR, CONTRADICTION and the like.
          Row.rest(Origin.WIRE, Meaning.UNKNOWN, Meaning.UNKNOWN));

  private final List<Row> table;

  private Verdicts(List<Row> table) {
    this.table = table;
  }

  /**
   * A provider's table. That of {@link Origin#WIRE} is the same for all, and is added.
   *
   * @param rows in the order in which they are asked; the last one of each origin is {@link Row#rest}
   */
  public static Verdicts of(Row... rows) {
    return new Verdicts(Stream.concat(WIRE.stream(), Stream.of(rows)).toList());
  }

  /** All rows. */
  public List<Row> table() {
    return table;
  }

  /**
   * The row of a code.
   *
   * @param code may be empty
   */
  public Row find(Origin origin, String code) {
    return table.stream().filter(row -> row.matches(origin, code)).findFirst().orElseThrow();
  }

  /**
   * The outcome of a call that has not clearly succeeded.
   *
   * @param code the gateway's, or ours, without secrets
   * @param message without secrets
   * @param requestId the gateway's; null if there is none
   * @param pause for {@link Meaning#LIMITED} and {@link Meaning#TOO_EARLY}
   */
  public static <T> ProviderResult<T> result(Meaning meaning, String code, String message, @Nullable String requestId, Duration pause) {
    return switch (meaning) {
      case REJECTED -> new ProviderResult.Rejected<>(code, message, requestId);
      case NEEDS_AUTHORIZATION -> new ProviderResult.NeedsAuthorization<>(code, message, requestId);
      case LIMITED -> new ProviderResult.Limited<>(code, message, pause);
      case TOO_EARLY -> new ProviderResult.TooEarly<>(code, message, pause.isZero() ? null : pause);
      case NOT_SENT -> new ProviderResult.NotSent<>(code, message);
      case UNKNOWN -> new ProviderResult.Unknown<>(code, message, requestId, false);
      case SEEMS_REJECTED -> new ProviderResult.Unknown<>(code, message, requestId, true);
    };
  }
}
