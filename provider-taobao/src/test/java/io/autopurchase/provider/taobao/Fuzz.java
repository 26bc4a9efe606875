package io.autopurchase.provider.taobao;

import io.autopurchase.Secret;
import io.autopurchase.provider.http.Fuzzer;
import io.autopurchase.provider.http.WireLog;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Feeds every reader of answers, the reader of messages, and the log with damaged bytes: recorded ones, changed at random by a seed. */
final class Fuzz {
  private final long seed;
  private final Webhooks messages = new Webhooks(Secret.of("helloworld"), "123456");
  private final WireLog log = TaobaoLog.create();
  private final Signer signer = new Signer(Secret.of("helloworld"));
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
    return new Fuzzer(seed, seeds, this::feed).run(from, to);
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
