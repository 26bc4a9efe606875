package io.autopurchase.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the number of the broken rule in front of what a test says. */
final class RuleReport implements TestExecutionExceptionHandler {
  private static final Pattern RULE = Pattern.compile("(?:required|optional)_(S\\d\\d[a-z]?)_\\w+");

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
    Matcher rule = RULE.matcher(context.getRequiredTestMethod().getName());
    if (failure instanceof TestAbortedException || !rule.matches()) {
      throw failure;
    }
    String what = failure instanceof AssertionError ? failure.getMessage() : "a call ended with " + failure;
    throw new AssertionError("Rule " + rule.group(1) + " of docs/store-contract.md is broken: " + what, failure);
  }
}
