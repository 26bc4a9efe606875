package io.autopurchase.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.concurrent.Immutable;

/**
 * Takes the secrets that a request carried out of the answer: some gateways quote them, and their words end in journals, exceptions,
 * logs and databases. Whole secrets are found and parts of them, in any case, as they are or encoded for a URL: a quotation may be cut.
 * Immutable.
 */
@Immutable
public final class Redaction {
  /** Takes nothing out. */
  public static final Redaction NOTHING = new Redaction(Set.of(), List.of());

  /** Shorter texts than any token would also be parts of harmless words. */
  private static final int SHORTEST = 6;

  /** So many characters in a row that are also in a secret come from it; fewer may be a word, or a part of an id. */
  private static final int PART = 12;

  private static final String HIDDEN = "***";

  /** Every part of so many characters of each secret, in small letters. */
  private final Set<String> parts;

  /** Secrets that are shorter than a part: only the whole is found. */
  private final List<Pattern> shorts;

  /** By their first two characters, whether any part begins so: most text is passed by without a look into the set. */
  private final boolean[] beginnings = new boolean[1 << 16];

  private Redaction(Set<String> parts, List<Pattern> shorts) {
    this.parts = parts;
    this.shorts = shorts;
    parts.forEach(part -> beginnings[beginning(part, 0)] = true);
  }

  /**
   * Of a request.
   *
   * @param parameters of the request, by name
   * @param secretNames names of those that are secret
   */
  public static Redaction of(Map<String, String> parameters, Set<String> secretNames) {
    List<String> secrets =
        parameters.entrySet().stream()
            .filter(parameter -> secretNames.contains(parameter.getKey()) && parameter.getValue().length() >= SHORTEST)
            .flatMap(
                parameter ->
                    List.of(parameter.getValue(), URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)).stream())
            .map(secret -> secret.toLowerCase(Locale.ROOT))
            .toList();
    Set<String> parts = new HashSet<>();
    List<Pattern> shorts = new ArrayList<>();
    for (String secret : secrets) {
      for (int i = 0; i + PART <= secret.length(); i++) {
        parts.add(secret.substring(i, i + PART));
      }
      if (secret.length() < PART) {
        shorts.add(Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE));
      }
    }
    return secrets.isEmpty() ? NOTHING : new Redaction(parts, List.copyOf(shorts));
  }

  /**
   * A text without the secrets.
   *
   * @param words of the answer
   */
  public String clean(String words) {
    String clean = parts.isEmpty() ? words : withoutParts(words);
    for (Pattern secret : shorts) {
      clean = secret.matcher(clean).replaceAll(HIDDEN);
    }
    return clean;
  }

  private String withoutParts(String words) {
    StringBuilder clean = null;
    int kept = 0;
    int i = 0;
    while (i + PART <= words.length()) {
      if (!isPart(words, i)) {
        i++;
        continue;
      }
      int end = i + PART;
      while (end < words.length() && isPart(words, end + 1 - PART)) {
        end++;
      }
      clean = clean == null ? new StringBuilder() : clean;
      clean.append(words, kept, i).append(HIDDEN);
      kept = end;
      i = end;
    }
    return clean == null ? words : clean.append(words, kept, words.length()).toString();
  }

  /**
   * Cleans all texts of an answer, before any of them is cut or taken for anything.
   *
   * @param node is changed
   */
  public void clean(JsonNode node) {
    if (this == NOTHING) {
      return;
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(
          member -> {
            if (member.getValue().isTextual()) {
              member.setValue(TextNode.valueOf(clean(member.getValue().textValue())));
            } else {
              clean(member.getValue());
            }
          });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isTextual()) {
          array.set(i, TextNode.valueOf(clean(array.get(i).textValue())));
        } else {
          clean(array.get(i));
        }
      }
    }
  }

  private boolean isPart(String words, int at) {
    return beginnings[beginning(words, at)] && parts.contains(words.substring(at, at + PART).toLowerCase(Locale.ROOT));
  }

  private static int beginning(String text, int at) {
    return (Character.toLowerCase(text.charAt(at)) * 251 + Character.toLowerCase(text.charAt(at + 1))) & 0xFFFF;
  }

  @Override
  public String toString() {
    return "redaction";
  }
}
