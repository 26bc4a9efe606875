package io.autopurchase.sandbox.alibaba1688;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The platform's dates: with milliseconds and a zone nearly everywhere, and in China's time without a zone in a few members. */
final class Dates {
  static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private static final DateTimeFormatter WITH_ZONE = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSxx", Locale.ROOT);
  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT);

  private Dates() {}

  /** Such as {@code 20240131120000000+0800}. */
  static String withZone(long millis, ZoneOffset zone) {
    return WITH_ZONE.format(Instant.ofEpochMilli(millis).atOffset(zone));
  }

  /** Such as {@code 2024-01-31 12:00:00}, in China's time. */
  static String plain(long millis) {
    return PLAIN.format(Instant.ofEpochMilli(millis).atOffset(CHINA));
  }

  /** A date of a request; one without a zone is taken for China's time, which is assumed. Empty if it is not a date. */
  static Optional<Long> read(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, WITH_ZONE).toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      return readWithoutZone(text);
    }
  }

  private static Optional<Long> readWithoutZone(String text) {
    for (DateTimeFormatter format : new DateTimeFormatter[] {DIGITS, PLAIN}) {
      try {
        return Optional.of(LocalDateTime.parse(text, format).toInstant(CHINA).toEpochMilli());
      } catch (DateTimeParseException e) {
        continue;
      }
    }
    return Optional.empty();
  }
}
