package io.autopurchase.spi;

/**
 * Names a record within a shop. Ids are compared exactly: capitals, accents, trailing blanks and the form of composed characters all
 * count. Queries order them totally: ASCII by the characters' codes; with other characters a store may choose the order, as long as it is
 * the same in every query.
 *
 * @param kind what it is, 1 to 32 characters of ASCII, such as {@code activity}
 * @param id unique within its kind, 1 to 255 characters, as {@link String#length()} counts them, of well-formed Unicode
 *     without U+0000
 */
public record RecordKey(String kind, String id) implements Comparable<RecordKey> {
  /** By kind and id: an order in which to lock records, so that two commits never wait for each other in a circle. */
  @Override
  public int compareTo(RecordKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return kind + ":" + id;
  }
}
