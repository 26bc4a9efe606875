package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Money;
import io.autopurchase.provider.http.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Amounts in yuan and in fen: the platform uses both, by the API (documented). All are in CNY. */
final class Amounts {
  static final String CURRENCY = "CNY";

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,8})?");
  private static final int LONGEST = 24;

  private Amounts() {}

  /** Whole fen. */
  @Nullable
  static Money fen(JsonNode node, String name) {
    return Fields.minor(Fields.text(node, name), CURRENCY);
  }

  /** Yuan with decimals, as a number or as text; null if there is none, or it has a fraction of a fen. */
  @Nullable
  static Money yuan(JsonNode node, String name) {
    BigDecimal amount = decimal(node.path(name));
    try {
      return amount == null ? null : new Money(amount, CURRENCY);
    } catch (InvalidInputException e) {
      return null;
    }
  }

  /** As {@link #yuan}; a fraction of a fen counts as a whole one, so that no price looks lower than it is. */
  @Nullable
  static Money atMostYuan(JsonNode node, String name) {
    BigDecimal amount = decimal(node.path(name));
    return amount == null ? null : new Money(amount.setScale(2, RoundingMode.CEILING), CURRENCY);
  }

  @Nullable
  static BigDecimal decimal(JsonNode value) {
    if (!value.isNumber() && !value.isTextual()) {
      return null;
    }
    String text = value.isNumber() ? plain(value.decimalValue()) : value.textValue().strip();
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** Never longer than any amount: some numbers have a billion digits. */
  private static String plain(BigDecimal number) {
    return number.precision() <= LONGEST && Math.abs(number.scale()) <= LONGEST ? number.toPlainString() : "";
  }
}
