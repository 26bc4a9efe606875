package io.autopurchase.sandbox.alibaba1688;

/** The ids by which the platform knows accounts and sellers: made of their login names, so that they stay. */
final class Names {
  private Names() {}

  /** Ten digits. */
  static long userId(String login) {
    return 2_200_000_000L + Integer.toUnsignedLong(login.hashCode()) % 700_000_000L;
  }

  /** Such as {@code b2b-2248544159}. */
  static String memberId(String login) {
    return "b2b-" + userId(login);
  }
}
