package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.ConfigurationException;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.Violation;
import java.util.Locale;
import javax.annotation.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports failures in one way: a code, a message, the field, and an exit code. Never a stack trace. */
final class Failures {
  private Failures() {}

  /**
   * @return the exit code
   */
  static int report(Throwable failure, Output output) {
    if (failure instanceof InvalidInputException invalid) {
      Violation first = invalid.violations().get(0);
      ObjectNode error = Documents.error(first.code(), text(invalid), FieldNames.inFile(first.field()));
      error.set("problems", Documents.violations(invalid.violations()));
      output.fail(error, text(invalid));
      return ExitCode.INVALID;
    }
    String field = field(failure);
    String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    output.fail(Documents.error(code(failure), message, field), named(field, message));
    return exitCode(failure);
  }

  static int exitCode(Throwable failure) {
    if (failure instanceof OperatorException refusal) {
      return refusal.exitCode();
    }
    if (failure instanceof SessionUnavailableException unavailable) {
      return unavailable.state() == SessionState.DISABLED ? ExitCode.INVALID : ExitCode.NEEDS_AUTHORIZATION;
    }
    return failure instanceof ParameterException
            || failure instanceof InvalidInputException
            || failure instanceof NotFoundException
            || failure instanceof ConflictException
            || failure instanceof ConfigurationException
        ? ExitCode.INVALID
        : ExitCode.UNEXPECTED;
  }

  private static String code(Throwable failure) {
    if (failure instanceof OperatorException refusal) {
      return refusal.code();
    }
    if (failure instanceof AutoPurchaseException known) {
      return known.code();
    }
    return failure instanceof ParameterException ? "USAGE" : "UNEXPECTED";
  }

  @Nullable
  private static String field(Throwable failure) {
    if (failure instanceof OperatorException refusal) {
      return refusal.field();
    }
    if (failure instanceof SessionUnavailableException) {
      return "session";
    }
    if (failure instanceof ConfigurationException wrong) {
      return wrong.setting().map(name -> OperatorCommand.DEFAULT_PROVIDER + "." + name).orElse(null);
    }
    if (failure instanceof NotFoundException missing) {
      return FieldNames.ofMissing(missing.kind());
    }
    if (failure instanceof ConflictException conflict) {
      return FieldNames.ofConflict(conflict.code());
    }
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return name(missing.getMissing().get(0));
    }
    if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched.getUnmatched().get(0);
    }
    return failure instanceof ParameterException usage && usage.getArgSpec() != null ? name(usage.getArgSpec()) : null;
  }

  private static String name(ArgSpec argument) {
    String label = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    return label.replaceAll("^-+|[<>]", "").toLowerCase(Locale.ROOT);
  }

  private static String text(InvalidInputException invalid) {
    return Texts.violations(invalid.violations()).strip();
  }

  private static String named(@Nullable String field, String message) {
    return field == null || message.contains(field) ? message : field + ": " + message;
  }
}
