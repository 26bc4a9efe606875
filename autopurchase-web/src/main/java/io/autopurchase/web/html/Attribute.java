package io.autopurchase.web.html;

/** An attribute of an element, its value escaped when it is written; one that is absent writes nothing. Made by {@link Html} alone. */
public final class Attribute implements Content {
  private final String name;
  private final String value;
  private final boolean present;

  Attribute(String name, String value, boolean present) {
    this.name = name;
    this.value = value;
    this.present = present;
  }

  void write(StringBuilder out) {
    if (present) {
      out.append(' ').append(name).append("=\"");
      Escape.escape(value, out);
      out.append('"');
    }
  }
}
