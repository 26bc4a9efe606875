package io.autopurchase.core.record;

import io.autopurchase.spi.TimeSource;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * New ids: 26 characters that sort by time, 48 bits of milliseconds and 80 random bits (the layout of ULIDs). Those that are made in one
 * millisecond follow each other.
 */
public final class Ids {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int RANDOM_DIGITS = 16;

  private final TimeSource time;
  private final RandomGenerator random;

  /** The random part of the last id, in digits. */
  private final int[] digits = new int[RANDOM_DIGITS];

  private long lastMillis = -1;

  public Ids(TimeSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  public synchronized String next() {
    long millis = time.now().toEpochMilli();
    if (millis != lastMillis || !increment()) {
      for (int i = 0; i < RANDOM_DIGITS; i++) {
        digits[i] = random.nextInt(32);
      }
    }
    lastMillis = millis;
    StringBuilder id = timeOf(millis);
    for (int digit : digits) {
      id.append(ALPHABET.charAt(digit));
    }
    return id.toString();
  }

  /** Returns false if there is no higher number. */
  private boolean increment() {
    for (int i = RANDOM_DIGITS - 1; i >= 0; i--) {
      digits[i] = (digits[i] + 1) & 31;
      if (digits[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /** What every id that is made at this moment or later comes after, and every earlier one before. */
  public static String bound(Instant at) {
    return timeOf(at.toEpochMilli()).toString();
  }

  private static StringBuilder timeOf(long millis) {
    StringBuilder id = new StringBuilder(26);
    for (int shift = 45; shift >= 0; shift -= 5) {
      id.append(ALPHABET.charAt((int) (millis >>> shift) & 31));
    }
    return id;
  }

  /** When an id was made; the beginning of time if it is none of ours. */
  public static Instant time(String id) {
    long millis = 0;
    for (int i = 0; i < 10; i++) {
      int digit = i < id.length() ? ALPHABET.indexOf(id.charAt(i)) : -1;
      if (digit < 0) {
        return Instant.EPOCH;
      }
      millis = millis << 5 | digit;
    }
    return Instant.ofEpochMilli(millis);
  }

  /** 128 random bits in 32 characters, for what must not be guessed. */
  public synchronized String unguessable() {
    return String.format("%016x%016x", random.nextLong(), random.nextLong());
  }

  /** A random part of a length of time, between half of it and all of it. */
  public synchronized long jitter(long millis) {
    return millis / 2 + (millis < 2 ? 0 : random.nextLong(millis / 2 + 1));
  }
}
