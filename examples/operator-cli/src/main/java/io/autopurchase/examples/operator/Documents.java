package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.PlanPreview;
import io.autopurchase.ResultPage;
import io.autopurchase.Violation;
import io.autopurchase.json.AutoPurchaseModule;
import java.util.List;
import java.util.function.Function;
import javax.annotation.Nullable;

/** What the commands print with {@code --json}. Programs read these: fields may be added, never renamed. */
final class Documents {
  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new AutoPurchaseModule());

  private Documents() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static <T> ArrayNode array(Iterable<T> values, Function<T, ObjectNode> document) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(document.apply(value)));
    return array;
  }

  /** The library's own form, with the names of earlier versions. */
  static ObjectNode of(Object view) {
    ObjectNode document = MAPPER.valueToTree(view);
    EarlierNames.addTo(document);
    return document;
  }

  static ObjectNode activities(ResultPage<Activity> page) {
    ObjectNode document = object();
    document.set("activities", array(page.entries(), Documents::of));
    return document
        .put("page", page.page())
        .put("size", page.size())
        .put("total", page.total())
        .put("totalIsExact", page.isTotalExact());
  }

  static ObjectNode plan(PlanPreview plan) {
    ObjectNode document = of(plan);
    document.set("problems", violations(plan.violations()));
    document.set("warnings", violations(plan.warnings()));
    return document;
  }

  /** With the names that the fields have in the files of orders. */
  static ArrayNode violations(List<Violation> violations) {
    return array(
        violations,
        violation -> of(violation).put("field", FieldNames.inFile(violation.field())));
  }

  static ObjectNode error(String code, String message, @Nullable String field) {
    return object().put("code", code).put("message", message).put("field", field);
  }
}
