package io.autopurchase.provider.taobao;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.spi.ProviderCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table has each setting, and its defaults are those that are taken. */
class SettingsDocumentTest {
  private static final Pattern ROW = Pattern.compile("\n\\| `([a-z-]+)` \\|[^|]*\\|[^|]*\\|([^|]*)\\|");
  private static final Pattern VALUE = Pattern.compile("`([^`]+)`");
  private static final Pattern ASKED = Pattern.compile("\\(settings, \"([a-z-]+)\"|settings\\.\\w+\\(\"([a-z-]+)\"");

  /** The engine asks for it. */
  private static final String ENGINES = "exclude-tmall";

  @Test
  void readme_listsWhatTheAdapterAsksFor() throws IOException {
    TreeSet<String> asked = new TreeSet<>(List.of(ENGINES));
    for (String source :
        List.of("TaobaoSettings.java", "../../../../../../../../provider-http/src/main/java/io/autopurchase/provider/http/HttpSettings.java")) {
      Matcher names = ASKED.matcher(Files.readString(Path.of("src/main/java/io/autopurchase/provider/taobao").resolve(source)));
      names.results().map(SettingsDocumentTest::name).forEach(asked::add);
    }

    assertThat(asked).hasSizeGreaterThan(20);
    assertThat(documented().keySet()).containsExactlyElementsOf(asked);
  }

  @Test
  void defaults_setAsDocumented_changeNothing() throws IOException {
    ProviderSettings.Builder given = required();
    documented().forEach((name, text) -> VALUE.matcher(text).results().findFirst().ifPresent(value -> given.set(name, value.group(1))));
    ProviderSettings settings = given.build();

    TaobaoSettings explicit = TaobaoSettings.of(settings);
    TaobaoSettings implicit = TaobaoSettings.of(required().build());

    assertThat(settings.unrecognized()).containsExactly(ENGINES);
    assertThat(explicit).usingRecursiveComparison().ignoringFields("capabilities", "appSecret").isEqualTo(implicit);
    assertThat(values(explicit.capabilities)).isEqualTo(values(implicit.capabilities));
  }

  private static String name(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  private static ProviderSettings.Builder required() {
    return ProviderSettings.builder().set("app-key", "123456").secret("app-secret", Secret.of("helloworld"));
  }

  private static List<Object> values(ProviderCapabilities capabilities) {
    return List.of(
        capabilities.repeatedClientOrderId(),
        capabilities.callTimeout(),
        capabilities.maxLines(),
        capabilities.maxOrdersPerRead(),
        capabilities.ordersPerPage(),
        capabilities.cancellation(),
        capabilities.maxOrdersPerPayment());
  }

  /** The text of the default, by name. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return rows;
  }
}
