package io.autopurchase.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoPurchaseModuleTest {
  private static final String SCHEMAS = "io/autopurchase/json/schema/";
  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new AutoPurchaseModule());

  /** What follows from other values. */
  private static final Set<String> DERIVED = Set.of("health");

  private static final ObjectMapper BARE = new ObjectMapper();

  static Stream<Arguments> readable() {
    return Samples.readable().entrySet().stream().flatMap(samples -> samples.getValue().stream().map(each -> Arguments.of(samples.getKey(), each)));
  }

  static Stream<Arguments> all() {
    return Stream.concat(readable(), Samples.onlyWritten().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue())));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void readOfWritten_isTheSame(String schema, Object view) throws IOException {
    String written = MAPPER.writeValueAsString(view);

    Object read = MAPPER.readValue(written, view.getClass());

    assertThat(read).isEqualTo(view).hasSameHashCodeAs(view).hasToString(view.toString());
    assertThat(MAPPER.writeValueAsString(read)).isEqualTo(written);
  }

  /** Each value counts: a view that differs in one is another one. */
  @ParameterizedTest
  @MethodSource("readable")
  void readOfChanged_isAnotherOne(String schema, Object view) throws IOException {
    if (!(MAPPER.valueToTree(view) instanceof ObjectNode written)) {
      return; // a bare text
    }
    for (Map.Entry<String, JsonNode> field : written.properties()) {
      boolean isText = field.getValue().isTextual() && !DERIVED.contains(field.getKey());
      if (isText) {
        ObjectNode changed = written.deepCopy();
        changed.put(field.getKey(), another(field.getValue().textValue()));
        try {
          assertThat((Object) MAPPER.treeToValue(changed, view.getClass())).as(field.getKey()).isNotEqualTo(view);
        } catch (MismatchedInputException e) {
          // It is a constant, and the changed one is none.
        }
      }
    }
  }

  private static String another(String text) {
    return text.matches("\\d{4}-.*Z") ? Instant.parse(text).plusSeconds(1).toString() : text + "x";
  }

  @ParameterizedTest
  @MethodSource("all")
  void written_isAsTheSchemaSays(String schema, Object view) throws IOException {
    JsonNode written = MAPPER.readTree(MAPPER.writeValueAsString(view));

    assertThat(schema(schema).validate(written)).isEmpty();
    JsonNode properties = schema(schema).getSchemaNode().get("properties");
    assertThat(names(written)).as("fields of which the schema knows nothing, or that are not written").isEqualTo(names(properties));
  }

  private static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SchemaLocation.of("classpath:" + SCHEMAS + name + ".json"));
  }

  /** So that a value which is written and not read, or the other way round, cannot hide behind a null. */
  @Test
  void samples_haveEveryValueOnce() {
    Samples.readable()
        .forEach(
            (schema, samples) -> assertThat(nulls(MAPPER.valueToTree(samples.get(0)))).as("fields without a value in the sample of " + schema).isEmpty());
  }

  private static List<String> nulls(JsonNode node) {
    Set<Map.Entry<String, JsonNode>> fields = node.properties();
    List<String> nulls = new ArrayList<>();
    fields.forEach(
        field -> {
          if (field.getValue().isNull() || field.getValue().isContainerNode() && field.getValue().isEmpty()) {
            nulls.add(field.getKey());
          }
        });
    return nulls;
  }

  @Test
  void readOfEntryWithoutArguments_hasNone() throws IOException {
    JournalEntry read = MAPPER.readValue("{\"at\": \"2026-11-29T18:00:00Z\", \"level\": \"INFO\", \"code\": \"PLACED\", \"message\": \"x\"}", JournalEntry.class);

    assertThat(read.arguments()).isEmpty();
  }

  @Test
  void schemas_allHaveASample() throws Exception {
    Path folder = Path.of(getClass().getClassLoader().getResource(SCHEMAS).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(all().map(each -> (String) each.get()[0]).distinct().toList());
    }
  }

  @Test
  void documentation_namesEverySchema() throws IOException {
    String page = Files.readString(Path.of("../docs/json.md"));

    assertThat(page).contains("version " + AutoPurchaseModule.FORMAT + " ");
    assertThat(page).contains(all().map(each -> "`" + each.get()[0] + ".json`").toList());
  }

  @Test
  void write_nestedInTheHostsOwn_usesTheForm() throws IOException {
    JsonNode written = MAPPER.valueToTree(Map.of("order", "ORD-1", "purchases", List.of(Samples.purchase()), "id", new ActivityId("01A")));

    assertThat(written.at("/purchases/0/cost/amount").textValue()).isEqualTo("20.00");
    assertThat(written.get("id").textValue()).isEqualTo("01A");
  }

  @Test
  void module_isFoundByTheServiceLoader() throws IOException {
    assertThat(new ObjectMapper().findAndRegisterModules().writeValueAsString(Money.cny("1.00")))
        .isEqualTo("{\"amount\":\"1.00\",\"currency\":\"CNY\"}");
  }

  @Test
  void read_unknownField_isIgnored() throws IOException {
    ObjectNode written = MAPPER.valueToTree(Samples.session());
    written.put("addedLater", 1);

    assertThat(MAPPER.treeToValue(written, Session.class).account()).contains("account-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|amount is missing",
        "{'amount':1.5,'currency':'CNY'}|amount is not a text",
        "{'amount':'1.234','currency':'CNY'}|amount: 1.234 has more than 2 decimals",
        "{'amount':'1','currency':'XXQ'}|currency",
        "{'amount':null,'currency':'CNY'}|amount is missing",
        "[]|amount is missing",
        "7|amount is missing"
      })
  void read_wrongAmount_isRefusedByField(String text, String why) {
    assertThatThrownBy(() -> MAPPER.readValue(text.replace('\'', '"'), Money.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("Money")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "type", "state", "progress", "createdAt", "lines", "journal"})
  void read_activityWithout_isRefusedByField(String field) {
    ObjectNode written = MAPPER.valueToTree(Samples.activity());
    written.remove(field);

    assertThatThrownBy(() -> MAPPER.treeToValue(written, Activity.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("Activity." + field + " is missing");
  }

  @Test
  void read_wrongValueDeepInside_isNamedByItsPath() {
    ObjectNode written = MAPPER.valueToTree(Samples.activity());
    ((ObjectNode) written.at("/lines/0")).put("outcome", 7);

    assertThatThrownBy(() -> MAPPER.treeToValue(written, Activity.class)).hasMessageContaining("Activity.lines[0].outcome is not a text");

    ((ObjectNode) written.at("/lines/0")).put("outcome", "BOOKED");
    written.put("createdAt", "yesterday");
    assertThatThrownBy(() -> MAPPER.treeToValue(written, Activity.class)).hasMessageContaining("Activity.createdAt is not a time");
  }

  @Test
  void read_constantsOfALaterRelease_areUnknown() throws IOException {
    ObjectNode activity = MAPPER.valueToTree(Samples.activity());
    activity.put("type", "RETURNING").put("state", "SUSPENDED");
    ((ObjectNode) activity.at("/lines/0")).put("outcome", "RETURNED");
    Activity read = MAPPER.treeToValue(activity, Activity.class);
    assertThat(read.type()).isEqualTo(ActivityType.UNKNOWN);
    assertThat(read.state()).isEqualTo(ActivityState.UNKNOWN);
    assertThat(read.state().isFinished()).isFalse();
    assertThat(read.lines().get(0).outcome()).isEqualTo(LineOutcome.UNKNOWN);
    assertThat(read.lines().get(0).outcome().isFinal()).isFalse();

    ObjectNode session = MAPPER.valueToTree(Samples.session());
    session.put("state", "LOCKED").put("health", "LOCKED");
    assertThat(MAPPER.treeToValue(session, Session.class).state()).isEqualTo(SessionState.UNKNOWN);
    assertThat(MAPPER.treeToValue(session, Session.class).health()).isEqualTo(SessionHealth.UNAVAILABLE);

    ObjectNode purchase = MAPPER.valueToTree(Samples.purchase());
    purchase.put("group", "RETURNED").put("status", "RETURNED");
    assertThat(MAPPER.treeToValue(purchase, Purchase.class).group()).isEqualTo(PurchaseGroup.UNKNOWN);
    assertThat(MAPPER.treeToValue(purchase, Purchase.class).status()).contains(PurchaseStatus.UNKNOWN);
  }

  /** It would print a flag or two for the whole. */
  @Test
  void writeWithoutTheModule_failsLoudly() {
    for (Object view : List.of(Samples.activity(), Samples.purchase(), Samples.session(), Samples.event(), Samples.question(), Samples.preview(), Samples.readable().get("health").get(0))) {
      assertThatThrownBy(() -> BARE.writeValueAsString(view)).as(view.getClass().getSimpleName()).isInstanceOf(InvalidDefinitionException.class);
    }
  }
}
