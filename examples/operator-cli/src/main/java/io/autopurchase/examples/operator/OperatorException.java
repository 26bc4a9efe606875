package io.autopurchase.examples.operator;

import io.autopurchase.ConfigurationException;
import javax.annotation.Nullable;

/** A refusal by the command line itself, with the exit code that it ends in. */
final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String code;
  @Nullable private final String field;

  private OperatorException(int exitCode, String code, @Nullable String field, String message) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.field = field;
  }

  /** What was handed in is wrong. */
  static OperatorException invalid(String field, String code, String message) {
    return new OperatorException(ExitCode.INVALID, code, field, message);
  }

  /** A setting of a provider is wrong, or several are. */
  static RuntimeException ofSetting(String provider, ConfigurationException wrong) {
    return wrong.setting().<RuntimeException>map(name -> invalid(provider + "." + name, wrong.code(), wrong.getMessage())).orElse(wrong);
  }

  /** There is nothing of that name. */
  static OperatorException notFound(String field, String message) {
    return invalid(field, "NOT_FOUND", message);
  }

  int exitCode() {
    return exitCode;
  }

  String code() {
    return code;
  }

  @Nullable
  String field() {
    return field;
  }
}
