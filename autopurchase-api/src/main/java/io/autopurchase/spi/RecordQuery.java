package io.autopurchase.spi;

import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Which records of a kind to find; what is not given does not matter, what is given must be equal, and an empty text is
 * equal to an empty text only. Immutable.
 */
public final class RecordQuery {
  private final String kind;
  private final RecordFields fields;
  private final int offset;
  private final int limit;

  private RecordQuery(String kind, RecordFields fields, int offset, int limit) {
    this.kind = kind;
    this.fields = fields;
    this.offset = offset;
    this.limit = limit;
  }

  /**
   * @param fields each that is present must be equal, except {@link RecordFields#text()}, which must be contained literally
   *     (no wildcards, capitals count), and {@link RecordFields#dueAt()}, which is ignored
   * @param offset matches to leave out, from 0
   * @param limit matches to return at most, from 1 to 1000
   */
  public static RecordQuery of(String kind, RecordFields fields, int offset, int limit) {
    return new RecordQuery(kind, fields, offset, limit);
  }

  public String kind() {
    return kind;
  }

  public RecordFields fields() {
    return fields;
  }

  public int offset() {
    return offset;
  }

  public int limit() {
    return limit;
  }

  /** Whether a record is a match; for stores that look at each. */
  public boolean matches(StoredRecord row) {
    RecordFields has = row.fields();
    return row.key().kind().equals(kind)
        && matches(fields.type().orElse(null), has.type())
        && matches(fields.state().orElse(null), has.state())
        && matches(fields.provider().orElse(null), has.provider())
        && matches(fields.login().orElse(null), has.login())
        && matches(fields.orderId().orElse(null), has.orderId())
        && matches(fields.reference().orElse(null), has.reference())
        && fields.text().map(wanted -> has.text().map(text -> text.contains(wanted)).orElse(false)).orElse(true);
  }

  private static boolean matches(@Nullable String wanted, Optional<String> actual) {
    return wanted == null || actual.isPresent() && actual.get().equals(wanted);
  }
}
