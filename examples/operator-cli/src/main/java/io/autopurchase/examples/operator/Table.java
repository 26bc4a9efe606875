package io.autopurchase.examples.operator;

import io.autopurchase.spi.PlainText;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Columns of text, as wide as their widest cell. If a line of the terminal is too short, the last column is wrapped; if
 * that is not enough, each row becomes a block of lines.
 */
final class Table {
  private static final String GAP = "  ";

  /** A narrower column cannot be read. */
  private static final int NARROWEST = 24;

  private final String[] heads;
  private final List<String[]> rows = new ArrayList<>();

  Table(String... heads) {
    this.heads = heads;
  }

  /** A cell for each head; null is an empty one. */
  Table row(@Nullable String... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      // A line break within a cell would look like a row of its own.
      row[i] = cells[i] == null ? "" : PlainText.clean(cells[i]);
    }
    rows.add(row);
    return this;
  }

  /**
   * @param width of a line, in characters
   */
  String toString(int width) {
    int[] widths = new int[heads.length];
    widen(widths, heads);
    rows.forEach(row -> widen(widths, row));
    int last = heads.length - 1;
    int before = 0;
    for (int i = 0; i < last; i++) {
      before += widths[i] + GAP.length();
    }
    if (before + widths[last] > width) {
      if (width - before < NARROWEST) {
        return blocks(width);
      }
      widths[last] = width - before;
    }
    StringBuilder text = new StringBuilder();
    line(text, heads, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private static void widen(int[] widths, String[] row) {
    for (int i = 0; i < row.length; i++) {
      widths[i] = Math.max(widths[i], TextWidth.of(row[i]));
    }
  }

  private static void line(StringBuilder text, String[] row, int[] widths) {
    int last = row.length - 1;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      line.append(row[i]).append(" ".repeat(widths[i] - TextWidth.of(row[i]))).append(GAP);
    }
    String indent = " ".repeat(TextWidth.of(line));
    for (String part : TextWidth.wrap(row[last], widths[last])) {
      text.append((line + part).stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
  }

  private String blocks(int width) {
    int widest = 0;
    for (String head : heads) {
      widest = Math.max(widest, TextWidth.of(head));
    }
    int[] widths = {widest, Math.max(NARROWEST, width - widest - GAP.length())};
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      text.append(text.isEmpty() ? "" : "\n");
      for (int i = 0; i < row.length; i++) {
        if (!row[i].isEmpty()) {
          line(text, new String[] {heads[i], row[i]}, widths);
        }
      }
    }
    return text.toString();
  }
}
