package io.autopurchase.provider.http;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Damages bytes at random by a seed, and feeds them to readers. Nothing may be thrown, no input may cost more memory than the bound, and
 * none may take for ever; an input that did is replayed by its number and the seed.
 */
public final class Fuzzer {
  /** For one input; inputs have at most twice {@link #LONGEST} bytes. */
  private static final long MOST_MEMORY = 64L << 20;

  private static final long MOST_NANOS = 10_000_000_000L;
  private static final int LONGEST = 1 << 16;

  /** What parsers stumble over. */
  private static final List<String> PIECES =
      List.of(
          "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud800", "\u0000", "\uFEFF", "null", "true", "NaN", "-0", "1e9999",
          "1e999999999", "-1e-999999999", "9223372036854775808", "1".repeat(65), "0.0000001", "\"success\":true", "\"success\":false",
          "\"code\":\"0\"", "\"data\":{}", "\"result\":{}", "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "\"\"", "/*", "//", "'", "x".repeat(300));

  private final long seed;
  private final List<byte[]> seeds;
  private final Consumer<byte[]> readers;
  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * @param seeds undamaged inputs
   * @param readers get each input
   */
  public Fuzzer(long seed, List<byte[]> seeds, Consumer<byte[]> readers) {
    this.seed = seed;
    this.seeds = List.copyOf(seeds);
    this.readers = readers;
  }

  /**
   * @return what was found; empty if nothing was
   */
  public List<String> run(long from, long to) {
    List<String> findings = new ArrayList<>();
    for (long number = from; number < to && findings.size() < 20; number++) {
      byte[] input = input(number);
      long before = memory.getCurrentThreadAllocatedBytes();
      long begun = memory.getCurrentThreadCpuTime();
      try {
        readers.accept(input);
      } catch (RuntimeException | StackOverflowError e) {
        findings.add("input " + number + " of seed " + seed + ": " + e);
      }
      if (memory.getCurrentThreadAllocatedBytes() - before > MOST_MEMORY) {
        findings.add("input " + number + " of seed " + seed + " cost " + (memory.getCurrentThreadAllocatedBytes() - before) + " bytes");
      }
      long took = memory.getCurrentThreadCpuTime() - begun;
      if (took > MOST_NANOS) {
        findings.add("input " + number + " of seed " + seed + " took " + took / 1_000_000 + " ms of a processor");
      }
    }
    return findings;
  }

  private byte[] input(long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    byte[] bytes = seeds.get(random.nextInt(seeds.size()));
    for (int changes = random.nextBoolean() ? 1 : 2 + random.nextInt(7); changes > 0; changes--) {
      bytes = change(bytes, random);
    }
    return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
  }

  private byte[] change(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(1 + Math.min(200, bytes.length)));
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    return switch (random.nextInt(7)) {
      case 0 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
      case 1 -> join(bytes, at, new byte[0], end);
      case 2 -> join(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
      case 3 -> join(bytes, at, other, bytes.length);
      case 4 -> join(bytes, at, PIECES.get(random.nextInt(PIECES.size())).repeat(1 + random.nextInt(200)).getBytes(StandardCharsets.UTF_8), at);
      case 5 -> Arrays.copyOf(bytes, at);
      default -> join(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8), end);
    };
  }

  /** The bytes up to a place, others, and the bytes from another place on. */
  private static byte[] join(byte[] bytes, int until, byte[] between, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, until);
    joined.writeBytes(between);
    joined.write(bytes, from, bytes.length - from);
    return joined.toByteArray();
  }
}
