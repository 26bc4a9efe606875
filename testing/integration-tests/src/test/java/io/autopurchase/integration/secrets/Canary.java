package io.autopurchase.integration.secrets;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A random text that is part of secrets, and is found wherever they went: as it is, in small letters, in UTF-16, in JSON,
 * encoded for URLs, in hexadecimal, and in Base64 wherever it begins.
 */
final class Canary {
  private final String text;

  /** By name; each as the characters that its bytes are in Latin-1. Those of the first map are found in any case. */
  private final Map<String, String> anyCase = new LinkedHashMap<>();

  private final Map<String, String> exact = new LinkedHashMap<>();

  private Canary(String text) {
    this.text = text;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    anyCase.put("plain", text);
    anyCase.put("URL", URLEncoder.encode(text, StandardCharsets.UTF_8));
    anyCase.put("JSON", text.replace("/", "\\/"));
    anyCase.put("hexadecimal", HexFormat.of().formatHex(bytes));
    // Without its first byte it is the same whichever of each two comes first.
    anyCase.put("UTF-16", latin(text.getBytes(StandardCharsets.UTF_16BE)).substring(1));
    anyCase.replaceAll((name, form) -> form.toLowerCase(Locale.ROOT));
    for (int offset = 0; offset < 3; offset++) {
      exact.put("Base64 at " + offset, base64(Base64.getEncoder(), bytes, offset));
      exact.put("Base64 for URLs at " + offset, base64(Base64.getUrlEncoder(), bytes, offset));
    }
  }

  /** With characters that encodings change. */
  static Canary random() {
    return new Canary("Canary+/~" + UUID.randomUUID().toString().replace("-", ""));
  }

  static Canary of(String text) {
    return new Canary(text);
  }

  String text() {
    return text;
  }

  /** Where it is in the evidence, and in which form; empty if it is nowhere. */
  List<String> hits(Map<String, byte[]> evidence) {
    List<String> hits = new ArrayList<>();
    evidence.forEach(
        (channel, bytes) -> {
          String haystack = latin(bytes);
          String small = haystack.toLowerCase(Locale.ROOT);
          anyCase.forEach((form, needle) -> look(channel, form, small, needle, hits));
          exact.forEach((form, needle) -> look(channel, form, haystack, needle, hits));
        });
    return hits;
  }

  private static void look(String channel, String form, String haystack, String needle, List<String> hits) {
    int at = haystack.indexOf(needle);
    if (at >= 0) {
      String before = haystack.substring(Math.max(0, at - 160), at).replaceAll("[^ -~]+", " ");
      hits.add(channel + ", " + form + ", at byte " + at + ", after: " + before);
    }
  }

  /** The characters that are the same whatever stands before and behind. */
  private static String base64(Base64.Encoder encoder, byte[] bytes, int offset) {
    byte[] shifted = new byte[bytes.length + offset];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    int first = (offset * 8 + 5) / 6;
    int whole = shifted.length * 8 / 6;
    return encoded.substring(first, whole);
  }

  private static String latin(byte[] bytes) {
    Charset oneToOne = StandardCharsets.ISO_8859_1;
    return new String(bytes, oneToOne);
  }
}
