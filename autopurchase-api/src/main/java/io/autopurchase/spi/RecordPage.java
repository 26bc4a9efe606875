package io.autopurchase.spi;

import java.util.List;

/**
 * What a query found.
 *
 * @param records latest id first
 * @param total matches in all, whatever the offset and the limit
 */
public record RecordPage(List<StoredRecord> records, long total) {
  public RecordPage {
    records = List.copyOf(records);
  }
}
