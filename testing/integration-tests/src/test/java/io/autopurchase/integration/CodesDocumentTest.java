package io.autopurchase.integration;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Health;
import io.autopurchase.WaitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each code that the library produces is on its page, in the table of its kind, and no code that it does not produce. */
class CodesDocumentTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path PAGE = PROJECT.resolve("docs/codes.md");
  private static final Path QUESTIONS = PROJECT.resolve("docs/questions.md");

  /** Words in capitals that no host meets as a code, and why. */
  private static final Map<String, String> NO_CODES =
      Map.ofEntries(
          entry("INFO", "level of the journal"),
          entry("WARN", "level of the journal"),
          entry("ERROR", "level of the journal"),
          entry("AES", "name of an algorithm"),
          entry("CNY", "currency"),
          entry("TMALL", "market of an item, as an adapter names it to the engine"),
          entry("ANSWER", "type of a stored signal"),
          entry("WAKE", "type of a stored signal"),
          entry("OPEN", "state of a purchase in the store's index"),
          entry("IN_DOUBT", "what is searched for in the store's index of activities"),
          entry("MINOR", "what is searched for in the store's index of purchases"),
          entry("OTHERS", "earlier name in stored records"),
          entry("CREATING", "earlier name in stored records"),
          entry("PARTLY_SHIPPED", "earlier name in stored records"),
          entry("SMALL", "earlier name in stored records"),
          entry("BIG", "earlier name in stored records"),
          entry("CANCELLING", "earlier name in stored records"),
          entry("LOOKING_UP", "earlier name in stored records"),
          entry("PAYING", "earlier name in stored records"),
          entry("REFRESHING", "earlier name in stored records"),
          entry("SETTLING", "earlier name in stored records"));

  /** The journal has the state in which an activity ended as a code. */
  private static final Set<String> END_STATES = Set.of("COMPLETED", "FAILED", "INTERRUPTED");

  /** Why a line is rejected; the journal says it of the line with the text of its result. */
  private static final Set<String> REFUSALS = Set.of("CURRENCY", "TMALL_EXCLUDED");

  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z_]{2,})\"");
  private static final Pattern QUOTED = Pattern.compile("`([A-Z][A-Z_]{2,})[:`]");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|");

  /** A code in the sources: a literal, or a constant, whose name is its value. */
  private static final String CODE = "(?:\"|\\w+\\.)?([A-Z][A-Z_]{2,})\"?";

  @Test
  void everyCodeOfTheSources_isOnThePageOrAmongTheQuestions() throws IOException {
    Set<String> documented = all(QUOTED, Files.readString(PAGE));
    documented.addAll(all(QUOTED, Files.readString(QUESTIONS)));
    documented.addAll(NO_CODES.keySet());

    assertThat(documented).containsAll(all(LITERAL, sources()));
  }

  @Test
  void exceptionsOfThisTest_areInTheSourcesAndNotOnThePage() throws IOException {
    assertThat(all(LITERAL, sources())).containsAll(NO_CODES.keySet());
    assertThat(rows(Files.readString(PAGE)).keySet()).doesNotContainAnyElementsOf(NO_CODES.keySet());
  }

  @Test
  void everyCodeOfTheTables_isInTheSources() throws IOException {
    Set<String> known = all(LITERAL, sources());
    known.addAll(constantsOf(Health.Code.class));
    known.addAll(END_STATES);
    known.addAll(constantsOf(WaitReason.class));

    Set<String> tables = rows(Files.readString(PAGE)).keySet();

    assertThat(known).containsAll(tables);
    assertThat(tables).hasSizeGreaterThan(100);
  }

  @Test
  void constantsOfCodes_areCalledAsTheirValues() throws IOException {
    Map<String, String> constants = new TreeMap<>();
    Pattern.compile("String ([A-Z][A-Z_]{2,}) = \"([A-Z][A-Z_]{2,})\"")
        .matcher(sources())
        .results()
        .filter(constant -> !constant.group(1).equals(constant.group(2)))
        .forEach(constant -> constants.put(constant.group(1), constant.group(2)));

    assertThat(constants).as("nowhere beside a level or an outcome").isEqualTo(Map.of("CODE", "PLAN_CHANGED"));
  }

  @Test
  void conflicts_areInTheirTable() throws IOException {
    assertThat(rows(section("### ConflictException")).keySet())
        .isEqualTo(all(Pattern.compile("new ConflictException\\(\\s*" + CODE), sources()));
  }

  @Test
  void rulesOfInput_areInTheirTable() throws IOException {
    Set<String> rules = all(Pattern.compile("new InvalidInputException\\(\\s*[^,;]+,\\s*" + CODE), sources());
    rules.addAll(all(Pattern.compile("Violation\\.error\\(\\s*[^,;]+,\\s*" + CODE), sources()));
    assertThat(rules).contains("LENGTH", "PLAN_CHANGED", "DUPLICATE", "CODE").contains("UNKNOWN_QUESTION");
    rules.remove("CODE"); // the constant whose value is PLAN_CHANGED
    rules.add("FORMAT"); // of recipients, in RecipientRule

    assertThat(rows(section("### InvalidInputException")).keySet()).isEqualTo(rules);
  }

  @Test
  void otherExceptions_areInTheirTable() throws IOException {
    Set<String> codes = all(Pattern.compile("super\\(\"([A-Z_]+)\", "), sources());
    codes.addAll(all(Pattern.compile("new ProviderException\\(\\s*[^,;]+,\\s*" + CODE), sources()));
    assertThat(codes).contains("NOT_FOUND", "STORE_UNKNOWN", "UNREADABLE", "BUSY", "LIMIT");

    assertThat(rows(section("### Other exceptions")).keySet()).containsAll(codes);
  }

  @Test
  void reasons_areInTheirTable() throws IOException {
    assertThat(rows(section("## Reasons why an activity waits")).keySet()).isEqualTo(constantsOf(WaitReason.class));
  }

  @Test
  void resultsOfLines_areInTheirTableWithTheirOutcome() throws IOException {
    Map<String, List<String>> rows = rows(section("## Results of lines"));
    List<MatchResult> results = Pattern.compile("LineOutcome\\.([A-Z]+),\\s*" + CODE).matcher(sources()).results().toList();

    assertThat(results).hasSizeGreaterThan(30);
    assertThat(results).allSatisfy(result -> assertHas(rows, result.group(2), result.group(1)));
  }

  /** In English; the other languages have the same texts. */
  @Test
  void codesForPeople_eachHasAText() throws IOException {
    Set<String> texts = texts();
    Set<String> journal = new TreeSet<>(rows(section("## Journal")).keySet());
    journal.removeAll(END_STATES); // what they say depends on the type of the activity
    journal.removeAll(REFUSALS);

    assertThat(texts).containsAll(prefixed("line.", rows(section("## Results of lines")).keySet()));
    assertThat(texts).as("only in previews").contains("line.LINE_HELD", "line.PLAN_INVALID");
    assertThat(texts).containsAll(prefixed("journal.", journal));
    assertThat(texts).containsAll(prefixed("violation.", rows(section("### InvalidInputException")).keySet()));
  }

  @Test
  void sentencesOfCodesWithSeveral_areThoseThatTheSourcesName() throws IOException {
    Set<String> sentences =
        texts().stream().map(key -> key.substring(key.indexOf('.') + 1)).filter(name -> Character.isLowerCase(name.charAt(0))).collect(Collectors.toSet());

    assertThat(sentences)
        .hasSizeGreaterThan(50)
        .isEqualTo(all(Pattern.compile("(?:\"text\",\\s*|\\.within\\(\\s*|\\.ofLine\\([^,;]+, )\"(\\w+)\""), sources()));
  }

  /** Also of texts that no test of the engine produces: behind the code stands each value that its sentence needs. */
  @Test
  void valuesOfSentences_areGivenWithTheCode() throws IOException {
    String rule = "(?:InvalidInputException|Violation\\.(?:error|warning))\\(\\s*[^,;]+,\\s*" + CODE + ",\\s*(Map\\.of|Arguments\\.of[^;]*)";
    String entry = "(?:journal\\(\\s*(?:body\\.createdAt, )?\"[A-Z]+\",|markUncertain\\(\\s*step, \\w+,)\\s*(?:Text\\.of\\()?" + CODE + "([^;]*)";
    Map<String, String> written = Map.of("violation.", rule, "journal.", entry, "line.", "LineOutcome\\.[A-Z]+,\\s*" + CODE + "([^;]*)");
    ResourceBundle english = ResourceBundle.getBundle("io.autopurchase.messages", Locale.ROOT);
    String sources = sources().replace("CODE, ", "\"PLAN_CHANGED\", ");

    written.forEach(
        (kind, pattern) -> {
          List<MatchResult> places = Pattern.compile(pattern).matcher(sources).results().toList();
          assertThat(places).as(kind).hasSizeGreaterThan(30);
          for (MatchResult place : places) {
            String sentence = all(Pattern.compile("\"text\",\\s*\"(\\w+)\""), place.group(2)).stream().findFirst().orElse(place.group(1));
            assertThat(all(Pattern.compile("\"(\\w+)\","), place.group(2)))
                .as(place.group())
                .containsAll(all(Pattern.compile("\\{(\\w+)}"), english.getString(kind + sentence)));
          }
        });
  }

  private static Set<String> texts() {
    return ResourceBundle.getBundle("io.autopurchase.messages", Locale.ROOT).keySet();
  }

  private static List<String> prefixed(String kind, Set<String> codes) {
    return codes.stream().map(kind::concat).toList();
  }

  @Test
  void entriesOfTheJournal_areInTheirTableWithTheirLevel() throws IOException {
    Map<String, List<String>> rows = rows(section("## Journal"));
    List<MatchResult> entries =
        Pattern.compile("journal\\(\\s*(?:body\\.createdAt, )?\"([A-Z]+)\",\\s*(?:Text\\.of\\()?" + CODE).matcher(sources()).results().toList();

    assertThat(entries).hasSizeGreaterThan(30);
    assertThat(entries)
        .allSatisfy(entry -> assertHas(rows, entry.group(2).equals("REASON") ? "UNREADABLE" : entry.group(2), entry.group(1)));
    assertThat(rows).containsKeys(END_STATES.toArray(String[]::new));
    Set<String> warnings = all(Pattern.compile("(?:\\bpause\\(|markUncertain\\(\\s*step, \\w+, Text\\.of\\()\"([A-Z_]+)\""), sources());
    Set<String> errors =
        all(Pattern.compile("(?:failAll\\(step, LineOutcome\\.[A-Z]+, |refuse\\(step, \\w+, Text\\.of\\()\"([A-Z_]+)\""), sources());
    assertThat(warnings).contains("NO_TERMS", "EARLIER_ATTEMPT", "NODE_STOPPED").allSatisfy(code -> assertHas(rows, code, "WARN"));
    assertThat(errors).contains("ORDER_HELD", "NOT_SUPPORTED").allSatisfy(code -> assertHas(rows, code, "ERROR"));
  }

  @Test
  void events_areInTheirTable() throws IOException {
    Set<String> types = constantsOf(AutoPurchaseEvent.class);
    types.removeAll(Set.of(AutoPurchaseEvent.POLICY_ACTOR, AutoPurchaseEvent.DEADLINE_ACTOR));

    assertThat(rows(section("## Events")).keySet()).isEqualTo(types);
  }

  /** The names in each literal map beside a type of event are its attributes. */
  @Test
  void attributesOfEvents_areInTheRowOfTheirType() throws IOException {
    Map<String, List<String>> rows = rows(section("## Events"));
    List<MatchResult> events =
        Pattern.compile("AutoPurchaseEvent\\.([A-Z_]+),[^;]*?Map\\.of\\(([^;]*);").matcher(sources()).results().toList();

    assertThat(events).hasSizeGreaterThan(5);
    for (MatchResult event : events) {
      for (String name : all(Pattern.compile("(?:^|, |Map\\.of\\()\"([a-zA-Z]+)\", "), event.group(2))) {
        assertHas(rows, event.group(1), name);
      }
    }
  }

  @Test
  void codesOfHealth_areInTheirTable() throws IOException {
    assertThat(rows(section("## Health")).keySet()).isEqualTo(constantsOf(Health.Code.class));
  }

  @Test
  void previews_areInTheirTable() throws IOException {
    String previewer = Files.readString(PROJECT.resolve("autopurchase-core/src/main/java/io/autopurchase/core/booking/PlanPreviewer.java"));
    Set<String> codes = all(LITERAL, previewer);
    codes.addAll(all(Pattern.compile("Violation\\.warning\\(\\s*[^,;]+,\\s*" + CODE), sources()));
    assertThat(codes).contains("PLAN_INVALID", "SAME_ITEM", "SPEND_CAP");

    assertThat(rows(section("## Previews")).keySet()).containsAll(codes);
  }

  private static void assertHas(Map<String, List<String>> rows, String code, String word) {
    assertThat(rows).containsKey(code);
    assertThat(rows.get(code)).as(code + " with " + word).anyMatch(row -> row.contains("`" + word + "`"));
  }

  /** From a heading to the next one. */
  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(heading + "\n");
    assertThat(start).as(heading).isNotNegative();
    int end = page.indexOf("\n#", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  /** The rows of tables, by the code in their first cell. */
  private static Map<String, List<String>> rows(String text) {
    return text.lines()
        .filter(line -> FIRST_CELL.matcher(line).find())
        .collect(Collectors.groupingBy(line -> all(FIRST_CELL, line).iterator().next(), TreeMap::new, Collectors.toList()));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of an enum, or values of the public constants that are texts. */
  private static Set<String> constantsOf(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.isEnumConstant() || Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
        .map(field -> field.isEnumConstant() ? field.getName() : value(field))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String module : List.of("autopurchase-api", "autopurchase-core")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main"))) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().map(CodesDocumentTest::text).forEach(all::append);
      }
    }
    return all.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
