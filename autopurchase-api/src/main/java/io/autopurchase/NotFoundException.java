package io.autopurchase;

/** There is nothing of that kind with that id. */
public final class NotFoundException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /**
   * @param kind what was looked for, such as {@code activity}
   * @param id the id that nothing has
   */
  public NotFoundException(String kind, String id) {
    super("NOT_FOUND", "no " + kind + " " + id, null);
  }
}
