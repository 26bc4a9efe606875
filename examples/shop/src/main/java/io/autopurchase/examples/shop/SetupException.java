package io.autopurchase.examples.shop;

/** The shop cannot start as it was asked to. */
final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * @param message what is wrong
   * @param action what to do about it
   */
  SetupException(String message, String action) {
    super(message);
    this.action = action;
  }

  String action() {
    return action;
  }
}
