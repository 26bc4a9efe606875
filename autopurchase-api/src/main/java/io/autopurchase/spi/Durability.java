package io.autopurchase.spi;

/** What survives. */
public enum Durability {
  /** A commit that was reported as applied survives the death of the process and of the database server. */
  DURABLE,
  /** It may be lost. The engine refuses to place orders on such a store unless the host overrides that by name. */
  VOLATILE
}
