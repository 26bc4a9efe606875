package io.autopurchase.testkit;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules by which the tests of a contract are named. */
final class ContractRules {
  private static final Pattern NAME = Pattern.compile("(required|optional)_([SA]\\d\\d[a-z])_\\w+_\\w+");

  private ContractRules() {}

  static Set<String> tested(Class<?> contract) {
    return Arrays.stream(contract.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> NAME.matcher(method.getName()).results().findFirst().orElseThrow(() -> unnamed(method.getName())))
        .map((MatchResult match) -> match.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static AssertionError unnamed(String test) {
    return new AssertionError("the test " + test + " is not named after a rule");
  }
}
