package io.autopurchase;

import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/**
 * A page of a list. Immutable.
 *
 * @param <T> what is listed
 */
@Immutable
public final class ResultPage<T> {
  private final List<T> entries;
  private final int page;
  private final int size;
  private final long total;
  private final boolean isTotalExact;

  private ResultPage(List<T> entries, int page, int size, long total, boolean isTotalExact) {
    this.entries = List.copyOf(entries);
    this.page = page;
    this.size = size;
    this.total = total;
    this.isTotalExact = isTotalExact;
  }

  /**
   * @param <T> what is listed
   * @param entries in the list's order
   * @param page from 1
   * @param size entries on a full page
   * @param total entries in the whole list; if not {@code isTotalExact}, there are at least so many
   * @param isTotalExact false if the list is so long that counting all of it would cost more than reading the page
   */
  public static <T> ResultPage<T> of(List<T> entries, int page, int size, long total, boolean isTotalExact) {
    return new ResultPage<>(entries, page, size, total, isTotalExact);
  }

  /** In the list's order. */
  public List<T> entries() {
    return entries;
  }

  /** From 1. */
  public int page() {
    return page;
  }

  /** Entries on a full page. */
  public int size() {
    return size;
  }

  /** Entries in the whole list; if not {@code isTotalExact}, there are at least so many. */
  public long total() {
    return total;
  }

  /** False if the list is so long that counting all of it would cost more than reading the page. */
  public boolean isTotalExact() {
    return isTotalExact;
  }

  /**
   * With all entries counted.
   *
   * @param <T> what is listed
   * @param entries in the list's order
   * @param page from 1
   * @param size entries on a full page
   * @param total entries in the whole list
   */
  public static <T> ResultPage<T> of(List<T> entries, int page, int size, long total) {
    return new ResultPage<>(entries, page, size, total, true);
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ResultPage && all().equals(((ResultPage<?>) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(entries, page, size, total, isTotalExact);
  }

  @Override
  public String toString() {
    return "ResultPage" + all();
  }
}
