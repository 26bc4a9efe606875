package io.autopurchase.spi;

import java.util.List;

/**
 * What a query found.
 *
 * @param records latest id first
 * @param total matches, whatever the offset and the limit; all of them if {@code isTotalExact}, else there are at least so
 *     many
 * @param isTotalExact false if the store stopped counting, which it may do once it has looked at 10,000 records
 */
public record RecordPage(List<StoredRecord> records, long total, boolean isTotalExact) {
  /**
   * With a list of its own.
   *
   * @param records copied; may hold no null
   * @param total kept as it is
   * @param isTotalExact kept as it is
   */
  public RecordPage {
    records = List.copyOf(records);
  }

  /**
   * With all matches counted.
   *
   * @param records latest id first
   * @param total matches, whatever the offset and the limit
   */
  public RecordPage(List<StoredRecord> records, long total) {
    this(records, total, true);
  }
}
