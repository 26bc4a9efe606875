package io.autopurchase.core.record;

import io.autopurchase.spi.TimeSource;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** New ids: 26 characters that sort by time, 48 bits of milliseconds and 80 random bits (the layout of ULIDs). */
public final class Ids {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final TimeSource time;
  private final RandomGenerator random;

  public Ids(TimeSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  public synchronized String next() {
    StringBuilder id = timeOf(time.now().toEpochMilli());
    for (int i = 0; i < 16; i++) {
      id.append(ALPHABET.charAt(random.nextInt(32)));
    }
    return id.toString();
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
