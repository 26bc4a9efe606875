package io.autopurchase.provider.taobao;

import com.sun.management.ThreadMXBean;
import io.autopurchase.Secret;
import io.autopurchase.provider.http.WireLog;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Feeds every reader of answers, the reader of messages, and the log with damaged bytes: recorded ones, changed at random by a
 * seed. Nothing may be thrown, no input may cost more memory than the bound, and none may take for ever; an input that did is
 * replayed by its number and the seed.
 */
final class Fuzz {
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
  private final Webhooks messages = new Webhooks(Secret.of("helloworld"), "123456");
  private final WireLog log = TaobaoLog.create();
  private final Signer signer = new Signer(Secret.of("helloworld"));
  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<byte[]> seeds = new ArrayList<>();
  private final Map<String, Integer> ends = new TreeMap<>();

  Fuzz(long seed) {
    this.seed = seed;
    Recorded.all().forEach(recorded -> seeds.add(recorded.json()));
    seeds.add("{\"seller_id\":\"1\",\"message_type\":3,\"data\":{\"business_time\":1650939687564,\"outer_purchase_id\":\"FY1\",\"purchase_id\":200002638011},\"timestamp\":1650939687}".getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @return what was found; empty if nothing was
   */
  List<String> run(long from, long to) {
    List<String> findings = new ArrayList<>();
    for (long number = from; number < to && findings.size() < 20; number++) {
      byte[] input = input(number);
      long before = memory.getCurrentThreadAllocatedBytes();
      long begun = memory.getCurrentThreadCpuTime();
      try {
        feed(input);
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

  Map<String, Integer> ends() {
    return ends;
  }

  private void feed(byte[] input) {
    for (Recorded<?> recorded : Recorded.all()) {
      ProviderResult<?> result = recorded.judge(input);
      ends.merge(result.getClass().getSimpleName(), 1, Integer::sum);
    }
    String mac = HexFormat.of().formatHex(signer.mac("123456".getBytes(StandardCharsets.UTF_8), input));
    ProviderWebhook message = messages.read(Map.of("Authorization", List.of(mac)), input);
    ends.merge(message.getClass().getSimpleName(), 1, Integer::sum);
    messages.read(Map.of("Authorization", List.of(new String(input, StandardCharsets.ISO_8859_1))), input);
    log.describe(input, TaobaoLog.redaction(Map.of("access_token", "50000701d03canary")));
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

  /** Arguments: how many inputs, by default 1000000; the seed, by default 0. */
  public static void main(String[] arguments) {
    long inputs = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    Fuzz fuzz = new Fuzz(arguments.length > 1 ? Long.parseLong(arguments[1]) : 0);
    List<String> findings = fuzz.run(0, inputs);
    findings.forEach(System.out::println);
    System.out.println(inputs + " inputs, each to every reader: " + fuzz.ends() + ", " + findings.size() + " findings");
    System.exit(findings.isEmpty() ? 0 : 1);
  }
}
