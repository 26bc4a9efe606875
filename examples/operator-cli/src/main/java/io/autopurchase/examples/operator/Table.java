package io.autopurchase.examples.operator;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Columns of text, as wide as their widest cell. */
final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  Table(String... heads) {
    rows.add(heads);
  }

  /** A cell for each head; null is an empty one. */
  Table row(@Nullable String... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] == null ? "" : cells[i];
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).length];
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - width(row[i]))).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static void widen(int[] widths, String[] row) {
    for (int i = 0; i < row.length; i++) {
      widths[i] = Math.max(widths[i], width(row[i]));
    }
  }

  /** Terminals give ideographs two columns. */
  private static int width(String text) {
    return text.codePoints().map(point -> Character.isIdeographic(point) ? 2 : 1).sum();
  }
}
