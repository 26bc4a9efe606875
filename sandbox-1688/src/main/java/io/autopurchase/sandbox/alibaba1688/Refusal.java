package io.autopurchase.sandbox.alibaba1688;

/** The gateway does not let a call through, or the business refuses it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final boolean isGateway;
  final String code;

  /** The class name that the gateway gives beside some codes; empty if none. */
  final String exception;

  private Refusal(boolean isGateway, String code, String message, String exception) {
    super(message, null, false, false);
    this.isGateway = isGateway;
    this.code = code;
    this.exception = exception;
  }

  static Refusal gateway(String code, String message) {
    return new Refusal(true, code, message, "");
  }

  /** Code 400 with a {@code RequestValidateException}. */
  static Refusal invalid(String message) {
    return new Refusal(true, "400", message, "RequestValidateException");
  }

  static Refusal unauthorized(String message) {
    return new Refusal(true, "401", message, "");
  }

  static Refusal missing(String parameter) {
    return gateway("gw.ParamMissing", "The request parameter " + parameter + " is missing");
  }

  static Refusal business(String code, String message) {
    return new Refusal(false, code, message, "");
  }
}
