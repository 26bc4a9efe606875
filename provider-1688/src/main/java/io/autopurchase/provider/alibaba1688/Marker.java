package io.autopurchase.provider.alibaba1688;

import io.autopurchase.spi.PlacementRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Our id within the message to the seller, at its front: {@code [#id]}. The platform may alter messages, and sellers read them. */
final class Marker {
  /** Of a message, in characters (documented). */
  static final int LONGEST_MESSAGE = 500;

  private static final Pattern MARKER = Pattern.compile("\\[#([A-Za-z0-9_-]{1,64})\\]");

  private Marker() {}

  /** The message of a placement: the marker, then as much of the notes as there is room for. */
  static String message(String clientOrderId, PlacementRequest request, boolean marks) {
    Set<String> notes = new LinkedHashSet<>();
    notes.add(request.note());
    request.lines().forEach(line -> notes.add(line.note()));
    String words = notes.stream().filter(note -> !note.isEmpty()).collect(Collectors.joining("; "));
    // A note that looks like a marker would be taken for one.
    String clean = MARKER.matcher(words).replaceAll("$1");
    String message = marks ? ("[#" + clientOrderId + "] " + clean).strip() : clean;
    return cut(message);
  }

  private static String cut(String message) {
    if (message.length() <= LONGEST_MESSAGE) {
      return message;
    }
    int end = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1)) ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE;
    return message.substring(0, end);
  }

  /** The id in any of these texts; empty if there is none, or if they have several. */
  static String find(String... texts) {
    Set<String> ids = new LinkedHashSet<>();
    for (String text : texts) {
      Matcher matcher = MARKER.matcher(text);
      while (matcher.find()) {
        ids.add(matcher.group(1));
      }
    }
    return ids.size() == 1 ? ids.iterator().next() : "";
  }
}
