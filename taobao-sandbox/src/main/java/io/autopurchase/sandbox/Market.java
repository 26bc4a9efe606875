package io.autopurchase.sandbox;

/** Where an item is sold; the name is the {@code source_market} of its orders. */
public enum Market {
  /** taobao.com. The value on the wire is assumed. */
  TAOBAO,
  /** tmall.com. The value on the wire is assumed. */
  TMALL,
  /** 1688.com. The value is documented. */
  CBU_MARKET
}
