package io.autopurchase;

import java.util.List;

/**
 * A piece of a list.
 *
 * @param entries in the list's order
 * @param page from 1
 * @param size entries on a full page
 * @param total entries in the whole list
 */
public record Page<T>(List<T> entries, int page, int size, long total) {
  public Page {
    entries = List.copyOf(entries);
  }
}
