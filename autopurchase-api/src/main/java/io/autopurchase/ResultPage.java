package io.autopurchase;

import java.util.List;

/**
 * A piece of a list.
 *
 * @param <T> what is listed
 * @param entries in the list's order
 * @param page from 1
 * @param size entries on a full page
 * @param total entries in the whole list; where not {@code isTotalExact}, there are at least so many
 * @param isTotalExact false where the list is so long that counting all of it would cost more than reading the page
 */
public record ResultPage<T>(List<T> entries, int page, int size, long total, boolean isTotalExact) {
  /**
   * Copies the entries.
   *
   * @param entries in the list's order
   * @param page from 1
   * @param size entries on a full page
   * @param total entries in the whole list, or at least so many
   * @param isTotalExact whether {@code total} counts all entries
   */
  public ResultPage {
    entries = List.copyOf(entries);
  }

  /**
   * With all entries counted.
   *
   * @param entries in the list's order
   * @param page from 1
   * @param size entries on a full page
   * @param total entries in the whole list
   */
  public ResultPage(List<T> entries, int page, int size, long total) {
    this(entries, page, size, total, true);
  }
}
