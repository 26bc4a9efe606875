package io.autopurchase.sandbox.alibaba1688;

import java.math.BigDecimal;

/** Fen as the yuan that some members have. */
final class Yuan {
  private Yuan() {}

  /** As a JSON number is written: without zeros at the end. */
  static BigDecimal number(long fen) {
    BigDecimal yuan = BigDecimal.valueOf(fen, 2).stripTrailingZeros();
    return yuan.scale() < 0 ? yuan.setScale(0) : yuan;
  }

  static String text(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }
}
