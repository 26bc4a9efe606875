package io.autopurchase.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityQuery;
import io.autopurchase.AutoPurchase;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class QuarkusShopTest {
  private static final Path FOLDER = Path.of("src/main/java/io/autopurchase/examples/quarkus");

  @TempDir private Path data;

  /** As the framework calls it. */
  @Test
  void engine_startsAndStopsWithTheApplication() {
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + data.resolve("shop.db") + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000&transaction_mode=IMMEDIATE");
    QuarkusShop shop = new QuarkusShop();

    AutoPurchase autoPurchase = shop.autoPurchase(database, data.resolve("keys"), "123456", "helloworld", "https://shop.example/autopurchase/sessions/callback/taobao");
    shop.start(new StartupEvent(), autoPurchase);
    assertThat(autoPurchase.activities().find(ActivityQuery.builder().build()).total()).isZero();
    shop.stop(autoPurchase);
  }

  @Test
  void guide_showsTheClasses() throws IOException {
    String guide = Files.readString(Path.of("../../docs/embed-elsewhere.md"));
    for (String name : new String[] {"QuarkusShop.java", "QuarkusConsole.java"}) {
      String source = Files.readString(FOLDER.resolve(name));
      assertThat(guide).contains(source.substring(source.lastIndexOf("*/\n") + 3));
    }
  }
}
