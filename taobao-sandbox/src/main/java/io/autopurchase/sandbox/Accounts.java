package io.autopurchase.sandbox;

/** The numbers by which the platform knows accounts, sellers and the like: made of their names, so that they stay. */
final class Accounts {
  private Accounts() {}

  /** Thirteen digits. */
  static long number(String name) {
    return 2_200_000_000_000L + Integer.toUnsignedLong(name.hashCode());
  }

  static String id(String name) {
    return Long.toString(number(name));
  }
}
