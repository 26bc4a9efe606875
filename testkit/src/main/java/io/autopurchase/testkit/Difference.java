package io.autopurchase.testkit;

import io.autopurchase.spi.RecordFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What differs between what was stored and what came back, in a line that a person can read; nothing if nothing does. */
final class Difference {
  private static final int SHOWN = 40;

  private Difference() {}

  static List<String> of(byte[] stored, byte[] back) {
    int at = Arrays.mismatch(stored, back);
    if (at < 0) {
      return List.of();
    }
    String where =
        at < Math.min(stored.length, back.length)
            ? "byte " + at + " was " + stored[at] + " and came back as " + back[at]
            : "they agree up to byte " + at;
    return List.of(stored.length + " bytes were stored, " + back.length + " came back; " + where);
  }

  static List<String> of(RecordFields stored, RecordFields back) {
    List<String> differences = new ArrayList<>();
    compare(differences, "type", stored.type(), back.type());
    compare(differences, "state", stored.state(), back.state());
    compare(differences, "provider", stored.provider(), back.provider());
    compare(differences, "login", stored.login(), back.login());
    compare(differences, "orderId", stored.orderId(), back.orderId());
    compare(differences, "reference", stored.reference(), back.reference());
    compare(differences, "text", stored.text(), back.text());
    compare(differences, "dueAt", stored.dueAt().map(Object::toString), back.dueAt().map(Object::toString));
    compare(differences, "startedAt", stored.startedAt().map(Object::toString), back.startedAt().map(Object::toString));
    compare(differences, "changedAt", stored.changedAt().map(Object::toString), back.changedAt().map(Object::toString));
    return differences;
  }

  private static void compare(List<String> differences, String field, Optional<String> stored, Optional<String> back) {
    if (!stored.equals(back)) {
      differences.add(field + ": " + shown(stored) + " was stored, " + shown(back) + " came back");
    }
  }

  private static String shown(Optional<String> text) {
    if (text.isEmpty()) {
      return "nothing";
    }
    String all = text.get();
    return all.length() <= SHOWN
        ? "'" + all + "'"
        : "'" + all.substring(0, all.offsetByCodePoints(0, SHOWN / 2)) + "...' of " + all.length() + " characters";
  }
}
