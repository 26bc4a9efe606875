package io.autopurchase.sandbox;

import java.math.BigInteger;

/**
 * Ids of the distribution pool. The real ones bear no relation to the ids of the marketplace's
 * pages; here they are derived, so that a log can be read, and differ, so that a mix-up fails.
 */
final class DistributionIds {
  private static final BigInteger ITEMS = BigInteger.valueOf(2_000_000_000_000_000L);
  private static final BigInteger SKUS = BigInteger.valueOf(3_000_000_000_000_000L);

  private DistributionIds() {}

  static String ofItem(String itemId) {
    return shifted(itemId, ITEMS);
  }

  static String ofSku(String skuId) {
    return shifted(skuId, SKUS);
  }

  private static String shifted(String id, BigInteger base) {
    if (!id.matches("[0-9]{1,15}")) {
      throw new IllegalArgumentException("an id of 1 to 15 digits is needed, not \"" + id + "\"");
    }
    return base.add(new BigInteger(id)).toString();
  }
}
