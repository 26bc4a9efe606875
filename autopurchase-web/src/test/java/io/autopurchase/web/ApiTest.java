package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.Activity;
import io.autopurchase.ActivitySummary;
import io.autopurchase.Session;
import io.autopurchase.json.AutoPurchaseModule;
import io.autopurchase.web.Browser.Page;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiTest {
  private final ObjectMapper json = new ObjectMapper().registerModule(new AutoPurchaseModule());
  private final Desk desk = Desk.open().signedIn();
  private final Browser viewer = desk.browser("viewer");

  @AfterEach
  void close() {
    desk.close();
  }

  private JsonNode get(String path) throws IOException {
    Page page = viewer.get("api/v1/" + path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("application/json");
    return json.readTree(page.response().body());
  }

  @Test
  void everyView_isInTheFormOfTheLibrary() throws IOException {
    Activity asking = desk.asking("ORD-1");

    assertThat(json.treeToValue(get("activities/" + asking.id()), Activity.class)).isEqualTo(desk.engine.activities().get(asking.id()));
    assertThat(json.treeToValue(get("activities").get("entries").get(0), ActivitySummary.class)).isEqualTo(ActivitySummary.of(asking));
    assertThat(json.treeToValue(get("questions").get(0), Activity.class).question()).isEqualTo(asking.question());
    assertThat(json.treeToValue(get("sessions").get(0), Session.class)).isEqualTo(desk.engine.sessions().get(Desk.BUYER));
    JsonNode summary = get("summary");
    assertThat(summary.get("questions").asInt()).isEqualTo(1);
    assertThat(summary.get("activities").toString()).contains("WAITING_FOR_ANSWER");
    assertThat(summary.get("format").asInt()).isEqualTo(AutoPurchaseModule.FORMAT);
  }

  @Test
  void activities_takeTheFiltersOfThePageAndASize() throws IOException {
    for (int i = 0; i < 5; i++) {
      desk.book("ORD-" + i, "10.00");
    }

    assertThat(get("activities?order=ORD-3").get("entries")).hasSize(1);
    JsonNode page = get("activities?size=2&state=QUEUED");
    assertThat(page.get("entries")).hasSize(2);
    assertThat(get("activities?size=100&before=" + page.get("entries").get(1).get("id").asText()).get("entries")).hasSize(3);
  }

  @Test
  void errors_areJsonToo() throws IOException {
    Page unknown = viewer.get("api/v1/activities/none");
    Page wrong = viewer.get("api/v1/activities?size=1000");
    Page missing = viewer.get("api/v1/secrets");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(json.readTree(unknown.response().body()).get("code").asText()).isEqualTo("NOT_FOUND");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(json.readTree(wrong.response().body()).get("fields").has("size")).isTrue();
    assertThat(missing.status()).isEqualTo(404);
    assertThat(viewer.post("api/v1/activities").status()).isEqualTo(405);
  }
}
