package io.autopurchase.core.record;

import io.autopurchase.SessionId;
import io.autopurchase.spi.RecordFields;
import java.util.Optional;
import javax.annotation.Nullable;

/** The part of records that can be shown if their body was written by another release, or is damaged: their fields. */
public final class Unreadable {
  /** Why an activity waits that only another release, or a repair, can let go on. */
  public static final String UNREADABLE = "UNREADABLE";

  public static final String DESCRIPTION =
      "Cannot be read: it was written by another release, or is damaged. It is left as it is.";

  /** Why an activity does nothing more for a line; reported once its result so far is known. */
  public static final String LINE = "what is stored of the line was written by another release, or is damaged";

  private Unreadable() {}

  /** The session that a row belongs to; null if it names none. */
  @Nullable
  public static SessionId session(RecordFields fields) {
    return fields.provider().isEmpty() || fields.login().isEmpty()
        ? null
        : new SessionId(fields.provider().get(), fields.login().get());
  }

  /** The constant that a row names. */
  public static <E extends Enum<E>> E word(Class<E> words, Optional<String> stored, E otherwise) {
    for (E known : words.getEnumConstants()) {
      if (stored.filter(known.name()::equals).isPresent()) {
        return known;
      }
    }
    return otherwise;
  }
}
