package io.autopurchase.web.serve;

import io.autopurchase.web.html.Url;
import org.jspecify.annotations.Nullable;

/** An address of the console, relative to the page that shows it. Immutable. */
public final class Address {
  private final String value;

  private Address(String value) {
    this.value = value;
  }

  /**
   * An address below a root.
   *
   * @param root leads from the page to the shop's first page; empty, or ends with a slash
   * @param segments ids and words, encoded here
   */
  static Address of(String root, String... segments) {
    StringBuilder path = new StringBuilder(root.isEmpty() ? "./" : root);
    for (int i = 0; i < segments.length; i++) {
      path.append(i == 0 ? "" : "/").append(Segment.encode(segments[i]));
    }
    return new Address(path.toString());
  }

  /**
   * An address of the host's.
   *
   * @param value as the host has given it
   */
  static Address ofHost(String value) {
    return new Address(value);
  }

  /**
   * The same with a parameter.
   *
   * @param name encoded here
   * @param value encoded here; null adds nothing
   */
  public Address with(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return this;
    }
    return new Address(this.value + (this.value.indexOf('?') < 0 ? '?' : '&') + Segment.query(name) + '=' + Segment.query(value));
  }

  /** For a link or a form. */
  public Url url() {
    return Url.own(value);
  }

  /** For a redirect. */
  @Override
  public String toString() {
    return value;
  }
}
