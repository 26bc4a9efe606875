package io.autopurchase.provider.taobao;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the secrets that a request carried out of the words in which the gateway refuses it: some gateways quote them, and
 * such words end in journals, exceptions and logs. Immutable.
 */
final class Redaction {
  static final Redaction NOTHING = new Redaction(List.of());

  private static final Set<String> SECRET = Set.of("access_token", "refresh_token", "code", "sign");

  /** Shorter texts than any token would also be parts of harmless words. */
  private static final int SHORTEST = 6;

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  static Redaction of(Map<String, String> parameters) {
    List<String> secrets = new ArrayList<>();
    parameters.forEach(
        (name, value) -> {
          if (SECRET.contains(name) && value.length() >= SHORTEST) {
            secrets.add(value);
            secrets.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return new Redaction(secrets);
  }

  String clean(String words) {
    String clean = words;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }

  @Override
  public String toString() {
    return "redaction";
  }
}
