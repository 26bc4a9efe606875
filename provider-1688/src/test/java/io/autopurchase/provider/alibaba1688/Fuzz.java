package io.autopurchase.provider.alibaba1688;

import io.autopurchase.Secret;
import io.autopurchase.provider.http.Fuzzer;
import io.autopurchase.provider.http.WireLog;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderWebhook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Feeds every reader of answers, the reader of messages, and the log with damaged bytes: recorded ones, changed at random by a seed. */
final class Fuzz {
  private final long seed;
  private final Webhooks webhooks = new Webhooks(Secret.of("helloworld"));
  private final WireLog log = Alibaba1688Log.create();
  private final Signer signer = new Signer(Secret.of("helloworld"));
  private final List<byte[]> seeds = new ArrayList<>();
  private final Map<String, Integer> ends = new TreeMap<>();

  Fuzz(long seed) {
    this.seed = seed;
    Recorded.all().forEach(recorded -> seeds.add(recorded.json()));
    seeds.add("{\"msgId\":1,\"type\":\"ORDER_BUYER_VIEW_BUYER_MAKE\",\"data\":{\"orderId\":4158000000001317637},\"gmtBorn\":1764230400000}".getBytes(StandardCharsets.UTF_8));
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
    String message = new String(input, StandardCharsets.UTF_8);
    String form = "message=" + URLEncoder.encode(message, StandardCharsets.UTF_8) + "&_aop_signature=" + signer.sign("", Map.of("message", message));
    ProviderWebhook webhook = webhooks.read(form.getBytes(StandardCharsets.UTF_8));
    ends.merge(webhook.getClass().getSimpleName(), 1, Integer::sum);
    webhooks.read(input);
    log.describe(input, Alibaba1688Log.redaction(Map.of("access_token", "50000701d03canary")));
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
