package io.autopurchase.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Writes what goes over the wire to the log, at debug level. Only what is known to be harmless is shown: ids, codes, statuses,
 * quantities, amounts and times. Of all else there are stars: tokens and signatures, people's names, phones and addresses,
 * remarks, and words of the platform, which may quote any of these. Thread-safe.
 */
@ThreadSafe
public final class WireLog {
  private static final String HIDDEN = "***";
  private static final int LONGEST = 4000;

  /** Neither ends a line nor is any alphabet's trick. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+-]{0,64}");

  private final Logger log;
  private final Set<String> shownParameters;
  private final Set<String> shownMembers;

  /**
   * @param name of the logger
   * @param shownParameters of requests, in small letters: those whose values are harmless
   * @param shownMembers of answers, in small letters: those whose values are harmless
   */
  public WireLog(String name, Set<String> shownParameters, Set<String> shownMembers) {
    log = System.getLogger(name);
    this.shownParameters = Set.copyOf(shownParameters);
    this.shownMembers = Set.copyOf(shownMembers);
  }

  /**
   * Logs what is sent.
   *
   * @param path of the API
   * @param parameters those that are not shown are named only
   */
  public void request(String path, Map<String, String> parameters) {
    if (!log.isLoggable(Level.DEBUG)) {
      return;
    }
    StringBuilder text = new StringBuilder("POST ").append(path);
    parameters.forEach(
        (name, value) -> {
          boolean shown = shownParameters.contains(name.toLowerCase(Locale.ROOT));
          text.append(' ').append(name).append('=').append(shown ? plain(value.replaceAll("[\\[\\]\",]+", "+")) : HIDDEN);
        });
    log.log(Level.DEBUG, cut(text));
  }

  /**
   * Logs what came back.
   *
   * @param path of the API
   * @param answer whose redaction takes the secrets of the request out
   */
  public void answer(String path, Transport.Answer answer) {
    if (!log.isLoggable(Level.DEBUG)) {
      return;
    }
    StringBuilder text = new StringBuilder(path).append(" -> ");
    if (!answer.failure().isEmpty()) {
      log.log(Level.DEBUG, text + answer.failure() + (answer.left() ? "" : ", nothing was sent"));
      return;
    }
    text.append("HTTP ").append(answer.status()).append(", ").append(answer.body().length).append(" bytes ");
    log.log(Level.DEBUG, text + describe(answer.body(), answer.redaction()));
  }

  /**
   * An answer's body without what is secret or about a person.
   *
   * @param body anything
   * @param redaction of the request
   */
  public String describe(byte[] body, Redaction redaction) {
    StringBuilder text = new StringBuilder();
    try {
      JsonNode json = Json.read(body);
      append(text, json == null ? MissingNode.getInstance() : json, false, redaction);
    } catch (IOException e) {
      return "that are no JSON";
    }
    return cut(text);
  }

  private void append(StringBuilder text, JsonNode node, boolean shown, Redaction redaction) {
    if (text.length() > LONGEST) {
      return;
    }
    if (node.isObject()) {
      text.append('{');
      node.properties().forEach(
          member -> {
            boolean plain = PLAIN.matcher(member.getKey()).matches();
            text.append(plain ? redaction.clean(member.getKey()) : HIDDEN).append('=');
            append(text, member.getValue(), shownMembers.contains(member.getKey().toLowerCase(Locale.ROOT)), redaction);
            text.append(' ');
          });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      node.forEach(
          value -> {
            append(text, value, shown, redaction);
            text.append(' ');
          });
      text.append(']');
    } else {
      text.append(shown || node.isNull() || node.isBoolean() ? plain(redaction.clean(node.asText())) : HIDDEN);
    }
  }

  private static String plain(String value) {
    return PLAIN.matcher(value).matches() ? value : HIDDEN;
  }

  private static String cut(StringBuilder text) {
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "...";
  }
}
