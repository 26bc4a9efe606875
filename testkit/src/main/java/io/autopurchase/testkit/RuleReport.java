package io.autopurchase.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the number of the broken rule in front of what a test says. */
final class RuleReport implements TestExecutionExceptionHandler {
  private static final Pattern RULE = Pattern.compile("(?:required|optional)_([SA]\\d\\d[a-z]?)_\\w+");

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
    Matcher rule = RULE.matcher(context.getRequiredTestMethod().getName());
    if (failure instanceof TestAbortedException || !rule.matches()) {
      throw failure;
    }
    String what = failure instanceof AssertionError ? failure.getMessage() : "a call ended with " + failure;
    String document = rule.group(1).startsWith("S") ? "docs/store-contract.md" : "docs/provider-contract.md";
    throw new AssertionError("Rule " + rule.group(1) + " of " + document + " is broken: " + what, failure);
  }
}
