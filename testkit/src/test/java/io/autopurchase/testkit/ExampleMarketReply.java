package io.autopurchase.testkit;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An answer of the service, line by line. */
final class ExampleMarketReply {
  private final List<String> lines;

  private ExampleMarketReply(List<String> lines) {
    this.lines = lines;
  }

  /**
   * @throws IllegalArgumentException if it is none, or not whole
   */
  static ExampleMarketReply of(byte[] body, boolean whole) {
    List<String> lines = new String(body, StandardCharsets.UTF_8).stripTrailing().lines().toList();
    if (lines.size() < 2 || !lines.get(0).startsWith("asof ") || whole && !lines.get(lines.size() - 1).equals("end")) {
      throw new IllegalArgumentException("no whole answer");
    }
    return new ExampleMarketReply(lines);
  }

  Instant asOf() {
    return Instant.ofEpochMilli(Long.parseLong(lines.get(0).substring(5)));
  }

  /** yes; no CODE WORDS; token WORDS; limit SECONDS. */
  String[] verdict() {
    return lines.get(1).split(" ", 3);
  }

  boolean has(String line) {
    return lines.contains(line);
  }

  Stream<String[]> all(String word) {
    return lines.stream().filter(line -> line.startsWith(word + " ")).map(line -> line.split(" "));
  }

  List<ProviderOrder> orders() {
    List<ProviderOrder> orders = new ArrayList<>();
    for (int i = 2; i < lines.size(); i++) {
      if (lines.get(i).startsWith("order ")) {
        String[] words = lines.get(i).split(" ");
        List<ProviderOrder.Line> own = new ArrayList<>();
        while (i + 1 < lines.size() && lines.get(i + 1).startsWith("line ")) {
          own.add(line(lines.get(++i).split(" ")));
        }
        orders.add(
            ProviderOrder.builder(words[1], words[2], status(words[3]), words[3])
                .modifiedAt(Instant.ofEpochMilli(Long.parseLong(words[4])))
                .total(own.stream().map(line -> line.amount().orElseThrow()).reduce(Money::plus).orElse(null))
                .lines(own)
                .build());
      }
    }
    return orders;
  }

  private static ProviderOrder.Line line(String[] words) {
    return ProviderOrder.Line.builder(words[1], words[3], "", Integer.parseInt(words[4]), status(words[6]), words[6])
        .lineNo(words[2])
        .amount(Money.ofMinor(Long.parseLong(words[5]), "CNY"))
        .tracking(words[7].equals("-") ? List.of() : List.of(Tracking.of(words[7], words[8])))
        .build();
  }

  private static PurchaseStatus status(String word) {
    return switch (word) {
      case "UNPAID" -> PurchaseStatus.AWAITING_PAYMENT;
      case "PAID" -> PurchaseStatus.AWAITING_SHIPMENT;
      case "SHIPPED" -> PurchaseStatus.SHIPPED;
      case "CLOSED" -> PurchaseStatus.CLOSED;
      default -> PurchaseStatus.UNKNOWN;
    };
  }
}
