package io.autopurchase.sandbox.common;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pieces of pages. */
public final class Html {
  /** How many of a kind a page shows. */
  public static final int SHOWN = 50;

  private static final String STYLE =
      "body{font:15px/1.4 system-ui,sans-serif;margin:1.5em 2em;color:#222}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.8em}"
          + "table{border-collapse:collapse;width:100%}td,th{padding:.35em .7em;text-align:left;border-bottom:1px solid #ddd;vertical-align:top}"
          + "th{background:#f5f5f5;font-weight:600}form{display:inline-block;margin:0 .4em .3em 0}input{width:8em}"
          + ".n{text-align:right;white-space:nowrap}.dim{color:#777}.bad{color:#b00020}code{background:#f5f5f5;padding:0 .2em;overflow-wrap:anywhere}"
          + "nav a{margin-right:1em}details{margin:.3em 0}";

  private Html() {}

  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  /**
   * @param body is taken as it is
   */
  public static String page(String title, String body) {
    return "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>"
        + escape(title) + "</title><style>" + STYLE + "</style><h1>" + escape(title) + "</h1>" + body + "</html>";
  }

  /** A table's row; the cells are taken as they are. */
  public static String row(List<String> cells) {
    return "<tr><td>" + String.join("<td>", cells) + "</tr>";
  }

  /**
   * A table, or a sentence if there are no rows.
   *
   * @param cells makes a row's cells, which are taken as they are
   */
  public static <T> String table(List<T> rows, String none, Function<T, List<String>> cells, String... names) {
    if (rows.isEmpty()) {
      return "<p class=dim>" + none + "</p>";
    }
    StringBuilder table = new StringBuilder(head(names));
    rows.forEach(row -> table.append(row(cells.apply(row))));
    return table.append("</table>").toString();
  }

  /** The last fifty, last one first. */
  public static <T> List<T> latest(List<T> all) {
    List<T> latest = new ArrayList<>(all.subList(Math.max(0, all.size() - SHOWN), all.size()));
    Collections.reverse(latest);
    return latest;
  }

  public static String bad(String text) {
    return "<span class=bad>" + escape(text) + "</span>";
  }

  /** All settings, each with a form that sets it. */
  public static String settings(NamedSettings settings) {
    Map<String, String> descriptions = settings.descriptions();
    StringBuilder table = new StringBuilder("<table>");
    settings
        .values()
        .forEach(
            (name, value) ->
                table.append(
                    row(
                        List.of(
                            "<code>" + name + "</code>",
                            form("/sandbox/settings", input(name, name, value), "set"),
                            escape(descriptions.get(name))))));
    return table.append("</table>").toString();
  }

  public static String head(String... names) {
    return "<table><tr><th>" + String.join("<th>", names) + "</tr>";
  }

  /**
   * A form with a button that comes back to the page.
   *
   * @param fields is taken as it is
   */
  public static String form(String action, String fields, String button) {
    return "<form method=post action=\"" + escape(action) + "\">" + fields + " <button name=back value=1>" + escape(button) + "</button></form>";
  }

  public static String input(String name, String hint) {
    return input(name, hint, "");
  }

  public static String input(String name, String hint, String value) {
    String label = escape(hint);
    return "<input name=\"" + escape(name) + "\" placeholder=\"" + label + "\" aria-label=\"" + label + "\" value=\"" + escape(value) + "\">";
  }

  public static String hidden(String name, String value) {
    return "<input type=hidden name=\"" + escape(name) + "\" value=\"" + escape(value) + "\">";
  }

  /** Fen as yuan. */
  public static String yuan(long fen) {
    return (fen < 0 ? "-" : "") + Math.abs(fen) / 100 + "." + String.format("%02d", Math.abs(fen) % 100);
  }
}
