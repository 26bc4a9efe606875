package io.autopurchase;

/** There is no object of that kind with that id. */
public final class NotFoundException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** As {@link #kind()} returns it. */
  private final String kind;

  /** As {@link #id()} returns it. */
  private final String id;

  /**
   * @param kind what was looked for, such as {@code activity}
   * @param id the id that was not found
   */
  public NotFoundException(String kind, String id) {
    super("NOT_FOUND", Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " " + id + " not found", null);
    this.kind = kind;
    this.id = id;
  }

  /** What was looked for: {@code session}, {@code activity}, {@code order}, {@code line}, {@code purchase}. */
  public String kind() {
    return kind;
  }

  /** The id that was not found: of a session {@code provider/login}, of a line or a purchase {@code order/line}. */
  public String id() {
    return id;
  }
}
