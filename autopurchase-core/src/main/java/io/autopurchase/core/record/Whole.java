package io.autopurchase.core.record;

/** A record that knows which parts every such record has: one that has lost some is damaged, though it can be decoded. */
public interface Whole {
  boolean isWhole();
}
