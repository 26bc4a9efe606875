package io.autopurchase.sandbox;

/** The gateway does not let a call through, or the business refuses it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code ISV}, {@code ISP} or {@code SYSTEM}; empty if the business refuses. */
  final String type;

  final String code;

  private Refusal(String type, String code, String message) {
    super(message, null, false, false);
    this.type = type;
    this.code = code;
  }

  static Refusal gateway(String type, String code, String message) {
    return new Refusal(type, code, message);
  }

  static Refusal missing(String parameter) {
    return gateway(
        "ISV",
        "MissingParameter",
        "The input parameter \"" + parameter + "\" that is mandatory for processing this request is not supplied");
  }

  static Refusal business(String code, String message) {
    return new Refusal("", code, message);
  }
}
