package io.autopurchase.spi;

/**
 * Names a record within a shop.
 *
 * @param kind what it is, up to 32 characters, such as {@code activity}
 * @param id unique within its kind, up to 255 characters of any kind; compared exactly, capitals included
 */
public record RecordKey(String kind, String id) implements Comparable<RecordKey> {
  /** By kind and id: the order in which stores lock records, so that two commits never wait for each other. */
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
