package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.provider.http.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * The platform's times: {@code yyyyMMddHHmmssSSSZ} with whatever zone (documented, {@code +0800} and {@code -0700} seen); and {@code
 * yyyy-MM-dd HH:mm:ss} without one, which is taken for China's (assumed).
 */
final class Dates {
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  /** Adjacent numbers are told apart by their widths. */
  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendValue(ChronoField.MONTH_OF_YEAR, 2)
          .appendValue(ChronoField.DAY_OF_MONTH, 2)
          .appendValue(ChronoField.HOUR_OF_DAY, 2)
          .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
          .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
          .appendValue(ChronoField.MILLI_OF_SECOND, 3)
          .appendOffset("+HHMM", "+0000")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Dates() {}

  /** As a parameter wants it, in China's zone. */
  static String write(Instant time) {
    return ZONED.format(time.atOffset(CHINA));
  }

  /** Null if there is none, or none that can be read. */
  @Nullable
  static Instant read(JsonNode node, String name) {
    return read(Fields.text(node, name));
  }

  @Nullable
  static Instant read(String text) {
    try {
      if (text.length() == 22) {
        return OffsetDateTime.parse(text, ZONED).toInstant();
      }
      if (text.length() == 19 && text.charAt(4) == '-') {
        return LocalDateTime.parse(text, PLAIN).toInstant(CHINA);
      }
      // 14 digits and a zone, as the end of a refresh token is written.
      return text.length() == 19 ? read(text.substring(0, 14) + "000" + text.substring(14)) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
