package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.Activities;
import io.autopurchase.Events;
import io.autopurchase.Purchases;
import io.autopurchase.Sessions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

/** The metadata of the jars for native images covers what is stored, by reflection, and what is read as a resource. */
class NativeMetadataTest {
  private static final Path PROJECT = Path.of("../..");
  private static final Path CORE = PROJECT.resolve("autopurchase-core");
  private static final String ROOM = "io.autopurchase.core.";

  /** A class that the sources name where they read or write a record. */
  private static final Pattern STORED = Pattern.compile("\\b(\\w+(?:Record|State|Body))\\.class\\b");

  private static final MemberCategory[] ALL = {MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_DECLARED_METHODS};

  @Test
  void everyStoredType_isHintedWithItsFields() throws Exception {
    JsonNode metadata = metadata(CORE);
    RuntimeHints hints = hints(metadata);
    Set<String> fields = new TreeSet<>();
    metadata.get("reflection").forEach(entry -> {
      if (entry.path("allDeclaredFields").asBoolean()) {
        fields.add(entry.get("type").asText());
      }
    });

    Set<Class<?>> stored = closure(roots());
    assertThat(stored).hasSizeGreaterThan(30);
    for (Class<?> type : stored) {
      assertThat(RuntimeHintsPredicates.reflection().onType(type).withMemberCategories(ALL).test(hints)).as("%s", type.getName()).isTrue();
      assertThat(fields).as("with its fields").contains(type.getName());
    }
    for (String hinted : fields) {
      assertThat(Class.forName(hinted, false, getClass().getClassLoader())).isNotNull();
    }
  }

  /** The roots are all that the sources name, so that a record that is added is not forgotten. */
  @Test
  void roots_areAllThatTheSourcesName() throws Exception {
    Set<String> known = closure(roots()).stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CORE.resolve("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        STORED.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group(1)));
      }
    }
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(known).containsAll(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"autopurchase-api", "autopurchase-core", "store-jdbc", "cluster-db-scheduler", "provider-http"})
  void everyResource_isHinted(String module) throws IOException {
    RuntimeHints hints = hints(metadata(PROJECT.resolve(module)));
    Path resources = PROJECT.resolve(module).resolve("src/main/resources");
    try (Stream<Path> files = Files.walk(resources)) {
      List<String> read = files.filter(Files::isRegularFile).map(file -> resources.relativize(file).toString()).filter(name -> !name.startsWith("META-INF/")).toList();
      for (String name : read) {
        assertThat(RuntimeHintsPredicates.resource().forResource(name).test(hints)).as(name).isTrue();
      }
    }
  }

  @Test
  void proxiesOfTheDelegate_areHinted() {
    RuntimeHints hints = new RuntimeHints();
    new EngineRuntimeHints().registerHints(hints, getClass().getClassLoader());
    for (Class<?> facade : List.of(Sessions.class, Activities.class, Purchases.class, Events.class)) {
      assertThat(RuntimeHintsPredicates.proxies().forInterfaces(facade).test(hints)).as(facade.getName()).isTrue();
    }
  }

  private static JsonNode metadata(Path module) throws IOException {
    Path folder = module.resolve("src/main/resources/META-INF/native-image");
    try (Stream<Path> files = Files.walk(folder)) {
      Path file = files.filter(path -> path.endsWith("reachability-metadata.json")).findFirst().orElseThrow();
      return new ObjectMapper().readTree(file.toFile());
    }
  }

  /** The metadata as Spring would have registered it. */
  private static RuntimeHints hints(JsonNode metadata) {
    RuntimeHints hints = new RuntimeHints();
    for (JsonNode entry : metadata.path("reflection")) {
      hints.reflection().registerType(
          TypeReference.of(entry.get("type").asText()),
          type -> {
            if (entry.path("allDeclaredConstructors").asBoolean()) {
              type.withMembers(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
            }
            if (entry.path("allDeclaredMethods").asBoolean()) {
              type.withMembers(MemberCategory.INVOKE_DECLARED_METHODS);
            }
          });
    }
    for (JsonNode entry : metadata.path("resources")) {
      if (entry.has("glob")) {
        hints.resources().registerPattern(entry.get("glob").asText());
      }
    }
    return hints;
  }

  private static Set<Class<?>> roots() throws Exception {
    Set<Class<?>> roots = types("activity.ActivityRecord", "activity.SignalRecord", "event.EventRecord", "purchase.PurchaseRecord", "session.SessionRecord", "session.ThrottleState", "session.SynchronizationState",
        "session.KeyCheck$Body", "binding.BindingRecord", "booking.BookingRecord", "payment.PaymentRecord", "sync.SynchronizationRecord", "unbinding.UnbindingRecord");
    // By which views and words of earlier releases are read.
    roots.addAll(types("record.StoredViews$StoredEntry", "record.StoredViews$EntryWriter", "record.StoredViews$EntryReader", "record.StoredViews$OfAnswerOption", "record.StoredViews$OfJournalEntry",
        "record.StoredViews$OfRefund", "record.StoredViews$OfTracking", "record.EarlierNames$GroupNames", "record.EarlierNames$StatusNames", "record.EarlierNames$VarianceNames"));
    return roots;
  }

  private static Set<Class<?>> types(String... names) throws ClassNotFoundException {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (String name : names) {
      types.add(Class.forName(ROOM + name, false, NativeMetadataTest.class.getClassLoader()));
    }
    return types;
  }

  /** All types of this library that Jackson meets in the fields of some. */
  private static Set<Class<?>> closure(Set<Class<?>> roots) {
    Set<Class<?>> all = new TreeSet<>(Comparator.comparing(Class::getName));
    Deque<Class<?>> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Class<?> type = open.remove();
      if (type.isArray()) {
        open.add(type.getComponentType());
      } else if (type.getName().startsWith("io.autopurchase.") && all.add(type)) {
        if (type.getSuperclass() != null) {
          open.add(type.getSuperclass());
        }
        if (type.isSealed()) {
          open.addAll(Arrays.asList(type.getPermittedSubclasses()));
        }
        if (!type.isEnum()) {
          Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())).map(Field::getGenericType).forEach(field -> add(field, open));
        }
      }
    }
    return all;
  }

  private static void add(Type type, Deque<Class<?>> open) {
    if (type instanceof Class<?> plain) {
      open.add(plain);
    } else if (type instanceof ParameterizedType generic) {
      add(generic.getRawType(), open);
      Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> add(argument, open));
    } else if (type instanceof WildcardType wildcard) {
      Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> add(bound, open));
    }
  }
}
