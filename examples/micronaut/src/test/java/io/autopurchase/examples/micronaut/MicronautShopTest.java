package io.autopurchase.examples.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ActivityQuery;
import io.autopurchase.AutoPurchase;
import io.autopurchase.web.AutoPurchaseServlet;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class MicronautShopTest {
  @TempDir private Path data;

  @Test
  void engine_startsAndStopsWithTheApplication() {
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + data.resolve("shop.db") + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000&transaction_mode=IMMEDIATE");
    Map<String, Object> settings =
        Map.of(
            "autopurchase.keys", data.resolve("keys").toString(),
            "taobao.app-key", "123456",
            "taobao.app-secret", "helloworld",
            "taobao.callback", "https://shop.example/autopurchase/sessions/callback/taobao");
    AutoPurchase autoPurchase;
    try (ApplicationContext application = ApplicationContext.builder().properties(settings).build()) {
      application.registerSingleton(DataSource.class, database, Qualifiers.byName("autopurchase"));
      application.start();

      assertThat(data.resolve("shop.db")).as("made at the start, before anybody asks for a bean").exists();
      autoPurchase = application.getBean(AutoPurchase.class);
      assertThat(autoPurchase.activities().find(ActivityQuery.builder().build()).total()).isZero();
      assertThat(application.getBean(AutoPurchaseServlet.class)).isNotNull();
    }
    assertThatThrownBy(() -> autoPurchase.start()).as("it is closed").isInstanceOf(IllegalStateException.class);
  }

  @Test
  void guide_showsTheClass() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/autopurchase/examples/micronaut/MicronautShop.java"));
    assertThat(Files.readString(Path.of("../../docs/embed-elsewhere.md"))).contains(source.substring(source.lastIndexOf("*/\n") + 3));
  }
}
