package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.ConfigurationException;
import io.autopurchase.KeyRing;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcherBuilder;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PriceVarianceLevels;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of options has every option with its default and range as the code has them, and its programs compile. */
class ConfigurationDocumentTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CLASS = Pattern.compile("^(?:final )?class (\\w+)", Pattern.MULTILINE);
  private static final Pattern VALUE = Pattern.compile("(\\d+) ?(ms|s|min|days?|)\\b");
  private static final Pattern RANGE = Pattern.compile("(?:from )?\\d.*");
  private static final Pattern LOGGER = Pattern.compile("(?:getLogger|new WireLog)\\((\\w+)(\\.class)?");
  private static final Pattern LOGGER_NAME = Pattern.compile("\"(io\\.autopurchase[\\w.]*)\"");

  /** Annotations and methods of Spring that the page's third program uses. */
  private static final Map<String, String> SPRING =
      Map.of(
          "org.springframework.context.annotation.Bean", "public @interface Bean { String initMethod(); String destroyMethod(); }",
          "org.springframework.context.annotation.Configuration", "public @interface Configuration {}",
          "org.springframework.stereotype.Service", "public @interface Service {}",
          "org.springframework.transaction.annotation.Transactional", "public @interface Transactional {}",
          "org.springframework.transaction.support.TransactionSynchronization",
          "public interface TransactionSynchronization { default void afterCommit() {} }",
          "org.springframework.transaction.support.TransactionSynchronizationManager",
          "public class TransactionSynchronizationManager { public static void registerSynchronization(TransactionSynchronization each) {} }",
          "org.springframework.jdbc.datasource.DataSourceUtils",
          "public abstract class DataSourceUtils {"
              + " public static java.sql.Connection getConnection(javax.sql.DataSource from) { throw new AssertionError(); }"
              + " public static void releaseConnection(java.sql.Connection connection, javax.sql.DataSource to) {} }");

  @TempDir
  Path folder;

  /** A builder with its part of the page. */
  private enum Part {
    ENGINE("Engine", AutoPurchaseBuilder.class, () -> AutoPurchase.builder().store(new InMemoryActivityStore()).discoverProviders(false)),
    STORE("JDBC store", JdbcActivityStore.Builder.class, () -> JdbcActivityStore.builder(noDatabase())),
    DISPATCHER("Dispatcher for several nodes", DbSchedulerDispatcherBuilder.class, () -> DbSchedulerDispatcher.builder(noDatabase()));

    final String heading;
    final Class<?> builder;
    final Supplier<Object> valid;

    Part(String heading, Class<?> builder, Supplier<Object> valid) {
      this.heading = heading;
      this.builder = builder;
      this.valid = valid;
    }

    /** Throws when a connection is taken: the builders check their options before. */
    private static DataSource noDatabase() {
      return (DataSource)
          Proxy.newProxyInstance(
              Part.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> {
                throw new SQLException("no database");
              });
    }
  }

  private record Row(String option, String argument, String standard, String range) {
    static Row of(String line) {
      String[] cells = line.split("\\|");
      return new Row(cells[1].replaceAll("[` ]", ""), cells[2].strip(), cells[3].strip(), cells[4].strip());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tables_haveEachOptionAndNoOther(Part part) {
    assertThat(rows(part).keySet()).isEqualTo(options(part.builder));
  }

  @Test
  void tableOfSeveralNodes_hasEachOptionOfTheEngine() {
    Set<String> named =
        tableLines(section("Several nodes")).flatMap(line -> CODE.matcher(line.split(" \\| ")[0]).results()).map(code -> code.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(options(AutoPurchaseBuilder.class));
  }

  @Test
  void tableOfKeys_hasEachMethodOfTheKeyRing() {
    Set<String> methods =
        Arrays.stream(KeyRing.class.getDeclaredMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
            .map(method -> "KeyRing." + method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named =
        tableLines(section("Keys")).map(line -> line.replaceAll("^\\| `([^(]+)\\(.*", "$1")).collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(methods);
  }

  @Test
  void defaultsOfTheEngine_areThoseOfTheCode() throws ReflectiveOperationException {
    EngineOptions options = EngineOptions.builder().build();
    Map<String, Object> inCode = new TreeMap<>();
    for (Method accessor : EngineOptions.class.getMethods()) {
      if (accessor.getParameterCount() == 0 && isComparable(accessor.getReturnType()) && rows(Part.ENGINE).containsKey(accessor.getName())) {
        inCode.put(accessor.getName(), accessor.invoke(options));
      }
    }

    assertThat(inCode).hasSize(10);
    assertThat(defaults(Part.ENGINE, inCode)).isEqualTo(inCode);
  }

  @Test
  void defaultOfPriceVariance_isThatOfTheCode() {
    PriceVarianceLevels levels = EngineOptions.builder().build().priceVarianceLevels();

    assertThat(rows(Part.ENGINE).get("priceVariance").standard()).isEqualTo(levels.minor() + " and " + levels.major());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGINE")
  void defaultsOfOtherBuilders_areThoseOfTheCode(Part part) throws ReflectiveOperationException {
    Object builder = part.valid.get();
    Map<String, Object> inCode = new TreeMap<>();
    for (Field field : part.builder.getDeclaredFields()) {
      if (isComparable(field.getType()) && rows(part).containsKey(field.getName()) && !field.getName().equals("nodeName")) {
        field.setAccessible(true);
        inCode.put(field.getName(), field.get(builder));
      }
    }

    assertThat(inCode).hasSizeGreaterThanOrEqualTo(5);
    assertThat(defaults(part, inCode)).isEqualTo(inCode);
  }

  static Stream<Arguments> ranges() {
    return Stream.of(Part.values())
        .flatMap(
            part ->
                rows(part).values().stream()
                    .filter(row -> RANGE.matcher(row.range()).matches() && !row.argument().contains(","))
                    .map(row -> Arguments.of(part, row.option(), row.range())));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("ranges")
  void range_isThatOfTheCode(Part part, String option, String range) {
    List<Long> values = values(range);
    boolean isOpen = range.startsWith("from");
    long least = values.get(isOpen ? 0 : values.size() - 2);

    for (long value : values) {
      assertThat(failure(part, option, value) instanceof ConfigurationException).as("%s(%d) is refused", option, value).isFalse();
    }
    assertThat(failure(part, option, least - 1)).as("%s(%d)", option, least - 1).isInstanceOf(ConfigurationException.class);
    if (!isOpen) {
      long tooMuch = values.get(values.size() - 1) + 1;
      assertThat(failure(part, option, tooMuch)).as("%s(%d)", option, tooMuch).isInstanceOf(ConfigurationException.class);
    }
    if (part == Part.ENGINE) {
      assertThat(failure(part, option, least - 1)).hasMessageContaining(option);
    }
  }

  @Test
  void ranges_areCheckedForAllDurationsAndCounts() {
    List<String> checked = ranges().map(arguments -> (String) arguments.get()[1]).toList();

    assertThat(checked)
        .contains("workers", "synchronizeEvery", "retention", "questionTimeout", "expiryWarning", "eventTakeoverDelay")
        .contains("threads", "pollInterval", "sweepInterval", "heartbeatInterval", "missedHeartbeats", "closeTimeout", "shop", "tablePrefix");
  }

  @Test
  void rangeOfPlacementLimit_isThatOfTheCode() {
    List<Long> values = values(rows(Part.ENGINE).get("placementLimit").range());
    int fewest = values.get(0).intValue();
    int most = values.get(1).intValue();
    Duration shortest = Duration.ofMillis(values.get(2));
    Duration longest = Duration.ofMillis(values.get(3));

    assertThat(catchThrowable(() -> AutoPurchase.builder().placementLimit(fewest, shortest).placementLimit(most, longest))).isNull();
    assertThat(values).hasSize(4);
    for (Function<AutoPurchaseBuilder, AutoPurchaseBuilder> wrong :
        List.<Function<AutoPurchaseBuilder, AutoPurchaseBuilder>>of(
            builder -> builder.placementLimit(fewest - 1, longest),
            builder -> builder.placementLimit(most + 1, longest),
            builder -> builder.placementLimit(most, shortest.minusNanos(1)),
            builder -> builder.placementLimit(most, longest.plusNanos(1)))) {
      assertThat(catchThrowable(() -> wrong.apply(AutoPurchase.builder()))).isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void programs_compileWithoutAWarning() throws IOException {
    List<String> blocks = BLOCK.matcher(page()).results().map((MatchResult block) -> block.group(1)).toList();
    Map<String, String> sources = new TreeMap<>();
    for (String block : blocks) {
      sources.put(CLASS.matcher(block).results().findFirst().orElseThrow().group(1), block);
    }
    SPRING.forEach((name, body) -> sources.put(name, "package " + name.substring(0, name.lastIndexOf('.')) + ";\n" + body));

    assertThat(blocks).hasSize(3);
    assertThat(Snippets.compile(sources, folder)).isEmpty();
  }

  @Test
  void tableOfLoggers_hasEachLoggerOfTheLibrary() throws IOException {
    Set<String> named =
        tableLines(section("Logging")).map(line -> line.split("`")[1]).filter(name -> name.startsWith("io.")).collect(Collectors.toCollection(TreeSet::new));
    Set<String> used = new TreeSet<>();
    for (String module : List.of("autopurchase-api", "autopurchase-core", "store-jdbc", "cluster-db-scheduler", "provider-http", "provider-taobao", "provider-1688")) {
      used.addAll(loggers(PROJECT.resolve(module).resolve("src/main/java")));
    }

    assertThat(used).hasSizeGreaterThan(10).allMatch(name -> named.stream().anyMatch(each -> isBelow(name, each)));
    assertThat(named).allMatch(each -> used.stream().anyMatch(name -> isBelow(name, each)));
  }

  private static boolean isBelow(String logger, String name) {
    return logger.equals(name) || logger.startsWith(name + ".");
  }

  private static Set<String> loggers(Path sources) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        LOGGER.matcher(text).results().forEach(found -> names.addAll(found.group(2) == null ? constant(text) : Set.of(className(sources, file))));
      }
    }
    return names;
  }

  /** None if the name is handed in. */
  private static Set<String> constant(String text) {
    return LOGGER_NAME.matcher(text).results().limit(1).map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private static String className(Path sources, Path file) {
    return sources.relativize(file).toString().replace(".java", "").replace(file.getFileSystem().getSeparator(), ".");
  }

  private static Set<String> options(Class<?> builder) {
    return Arrays.stream(builder.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .filter(name -> !name.equals("build"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isComparable(Class<?> type) {
    return type == Duration.class || type == int.class || type == boolean.class || type == String.class;
  }

  /** What the page says of the options that a map names, as values of the same types. */
  private static Map<String, Object> defaults(Part part, Map<String, Object> inCode) {
    Map<String, Object> onPage = new TreeMap<>();
    inCode.forEach((option, value) -> onPage.put(option, parse(rows(part).get(option).standard(), value.getClass())));
    return onPage;
  }

  private static Object parse(String cell, Class<?> type) {
    if (type == Boolean.class) {
      return cell.equals("`true`") ? Boolean.TRUE : cell.equals("`false`") ? Boolean.FALSE : cell;
    }
    if (type == String.class) {
      return cell.replace("`", "");
    }
    long value = values(cell).get(0);
    return type == Duration.class ? Duration.ofMillis(value) : (Object) (int) value;
  }

  /** Times in milliseconds, and numbers. */
  private static List<Long> values(String cell) {
    return VALUE.matcher(cell).results().map(value -> Long.parseLong(value.group(1)) * millis(value.group(2))).toList();
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "s" -> 1000;
      case "min" -> 60_000;
      case "day", "days" -> 86_400_000;
      default -> 1;
    };
  }

  /**
   * Sets one option of a valid builder, and builds; null if that works. Builders without a database get as far as their first
   * connection.
   */
  @Nullable
  private static Throwable failure(Part part, String option, long value) {
    Object builder = part.valid.get();
    Method setter =
        Arrays.stream(part.builder.getMethods()).filter(method -> method.getName().equals(option)).findFirst().orElseThrow();
    Class<?> type = setter.getParameterTypes()[0];
    Object argument =
        type == Duration.class ? Duration.ofMillis(value) : type == String.class ? "x".repeat((int) value) : (Object) (int) value;
    return catchThrowable(
        () -> {
          try {
            setter.invoke(builder, argument);
            ((AutoCloseable) part.builder.getMethod("build").invoke(builder)).close();
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static Map<String, Row> rows(Part part) {
    Map<String, Row> rows = new TreeMap<>();
    tableLines(section(part.heading)).map(Row::of).forEach(row -> assertThat(rows.put(row.option(), row)).as(row.option()).isNull());
    return rows;
  }

  private static Stream<String> tableLines(String section) {
    return section.lines().filter(line -> line.startsWith("| `"));
  }

  private static String section(String heading) {
    return page().split("\\R## " + heading + "\\R")[1].split("\\R## ")[0];
  }

  private static String page() {
    try {
      return Files.readString(PROJECT.resolve("docs/configuration.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
