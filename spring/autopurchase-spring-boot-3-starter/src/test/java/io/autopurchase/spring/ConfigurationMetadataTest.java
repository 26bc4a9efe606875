package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What editors show of the properties is complete. */
class ConfigurationMetadataTest {
  private static final String RESOURCE = "META-INF/spring-configuration-metadata.json";
  private static final Path README = Path.of("../../provider-taobao/README.md");

  @Test
  void properties_allHaveADescription() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> undescribed = new ArrayList<>();
    for (JsonNode property : metadata().get("properties")) {
      names.add(property.get("name").asText());
      if (!property.has("description") && !property.has("deprecation")) {
        undescribed.add(property.get("name").asText());
      }
    }

    assertThat(undescribed).isEmpty();
    assertThat(names)
        .contains("autopurchase.datasource", "autopurchase.pool.size", "autopurchase.providers", "autopurchase.shops", "autopurchase.web.path", "autopurchase.cluster.enabled", "autopurchase.health.attention-status");
  }

  @Test
  void hints_nameEverySettingOfTaobao() throws IOException {
    Set<String> documented =
        Files.readAllLines(README).stream().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]).collect(Collectors.toCollection(TreeSet::new));
    Set<String> hinted =
        StreamSupport.stream(hint("autopurchase.providers.keys").get("values").spliterator(), false)
            .map(value -> value.get("value").asText())
            .filter(value -> value.startsWith("taobao."))
            .map(value -> value.substring("taobao.".length()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).hasSizeGreaterThan(30);
    assertThat(hinted).isEqualTo(documented);
    assertThat(ProviderProperties.TAOBAO).isEqualTo(documented);
  }

  @Test
  void times_areTheSettingsInSeconds() throws IOException {
    Set<String> inSeconds =
        Files.readAllLines(README).stream().filter(line -> line.startsWith("| `") && line.split("\\|")[3].strip().equals("seconds")).map(line -> line.split("`")[1]).collect(Collectors.toCollection(TreeSet::new));

    assertThat(ProviderProperties.TAOBAO_TIMES).isEqualTo(inSeconds);
  }

  @Test
  void hints_forBeansNameTheirType() throws IOException {
    assertThat(hint("autopurchase.datasource").at("/providers/0/parameters/target").asText()).isEqualTo("javax.sql.DataSource");
    assertThat(hint("autopurchase.thread-factory").at("/providers/0/parameters/target").asText()).isEqualTo("java.util.concurrent.ThreadFactory");
  }

  private static JsonNode hint(String name) throws IOException {
    for (JsonNode hint : metadata().get("hints")) {
      if (hint.get("name").asText().equals(name)) {
        return hint;
      }
    }
    throw new AssertionError("no hint for " + name);
  }

  /** Of this library, among those of Spring Boot's own jars. */
  private static JsonNode metadata() throws IOException {
    for (var resource : Collections.list(ConfigurationMetadataTest.class.getClassLoader().getResources(RESOURCE))) {
      try (InputStream in = resource.openStream()) {
        JsonNode all = new ObjectMapper().readTree(in);
        if (all.toString().contains("autopurchase.pool.size")) {
          return all;
        }
      }
    }
    throw new AssertionError("there is no metadata of autopurchase");
  }
}
