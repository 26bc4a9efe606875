package io.autopurchase.web.serve;

/** A request that is not carried out: no right, no such page, forged. Shown as a page of its own. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  /**
   * A refusal.
   *
   * @param status of the response
   * @param code of the reason, as in the texts {@code error.CODE}
   */
  public Refusal(int status, String code) {
    super(code, null, false, false);
    this.status = status;
  }

  /** There is no such page. */
  public static Refusal notFound() {
    return new Refusal(404, "PAGE_NOT_FOUND");
  }

  /** Of the response. */
  public int status() {
    return status;
  }

  /** Of the reason. */
  public String code() {
    return String.valueOf(getMessage());
  }
}
