package io.autopurchase.web.html;

/** A piece of a page: it knows how to write itself, escaped. Made by {@link Html} alone. */
public abstract non-sealed class Node implements Content {
  Node() {}

  abstract void write(StringBuilder out);

  /** The HTML. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(1024);
    write(out);
    return out.toString();
  }
}
