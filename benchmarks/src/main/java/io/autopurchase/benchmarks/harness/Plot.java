package io.autopurchase.benchmarks.harness;

import java.util.List;
import java.util.Locale;

/**
 * The plot of a report: of each case a bar for each contender, as long as the median of its figure, with a line from the least to the most
 * of the rounds. SVG without fonts or scripts of its own, readable on a light and on a dark page.
 */
final class Plot {
  private static final int WIDTH = 860;
  private static final int LABELS = 330;
  private static final int BARS = 400;
  private static final int ROW = 22;
  private static final int TITLE = 34;
  private static final int GAP = 14;
  private static final int MARGIN = 10;
  private static final String OURS = "#1f6feb";
  private static final String OTHERS = "#8b949e";

  private final StringBuilder svg = new StringBuilder();
  private int y = MARGIN;

  private Plot() {}

  static String of(Report report) {
    Plot plot = new Plot();
    report.cases().forEach(plot::add);
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" font-family=\"sans-serif\" font-size=\"12\">%n",
            WIDTH,
            plot.y + MARGIN,
            escaped("The benchmark " + report.name()))
        + "<style>text{fill:#57606a}.title{fill:#24292f;font-weight:bold}"
        + "@media(prefers-color-scheme:dark){text{fill:#9da7b1}.title{fill:#e6edf3}}</style>\n"
        + plot.svg
        + "</svg>\n";
  }

  private void add(Case one) {
    text(MARGIN, y + 20, "title", "start", one.name() + ": " + one.plotted());
    y += TITLE;
    double most = one.contenders().stream().flatMap(contender -> one.values(contender, one.plotted()).stream()).mapToDouble(value -> value).max().orElse(0);
    for (String contender : one.contenders()) {
      List<Double> values = one.values(contender, one.plotted());
      if (!values.isEmpty()) {
        bar(contender, Spread.of(values), most);
      }
    }
    y += GAP;
  }

  private void bar(String contender, Spread spread, double most) {
    double middle = y + ROW / 2.0;
    text(LABELS - 8, (int) middle + 4, "", "end", contender);
    rectangle(LABELS, y + 4, length(spread.median(), most), ROW - 8, contender.startsWith("autopurchase") ? OURS : OTHERS);
    if (spread.max() > spread.min()) {
      double from = LABELS + length(spread.min(), most);
      rectangle(from, middle - 1, length(spread.max(), most) - length(spread.min(), most), 2, "#d29922");
    }
    text((int) (LABELS + length(spread.max(), most)) + 8, (int) middle + 4, "", "start", Numbers.text(spread.median()));
    y += ROW;
  }

  private static double length(double value, double most) {
    return most == 0 ? 0 : BARS * value / most;
  }

  private void rectangle(double x, double top, double width, double height, String color) {
    svg.append(
        String.format(
            Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n", x, top, Math.max(1, width), height, color));
  }

  private void text(int x, int base, String style, String anchor, String text) {
    svg.append(
        String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" class=\"%s\" text-anchor=\"%s\">%s</text>%n", x, base, style, anchor, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
