package io.autopurchase.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.AutoPurchase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of the engine are made after the migrations of the host: Flyway refuses a schema that has tables already. */
class MigrationTest {
  private final String database = Contexts.database();
  private final ApplicationContextRunner contexts = Contexts.runner().withPropertyValues("spring.datasource.url=" + database);

  @Test
  void flyway_migratesAnEmptySchemaBeforeTheEngineMakesItsTables() {
    ApplicationContextRunner withFlyway =
        contexts
            .withPropertyValues("spring.flyway.enabled=true")
            .withConfiguration(
                AutoConfigurations.of(Contexts.boot("autoconfigure.flyway.FlywayAutoConfiguration", "flyway.autoconfigure.FlywayAutoConfiguration")));

    withFlyway.run(Contexts.started(context -> assertTables(context, "flyway_schema_history")));
    withFlyway.run(Contexts.started(context -> assertTables(context, "flyway_schema_history"))); // also with the tables of the engine there
  }

  @Test
  void liquibase_migratesFirst() {
    contexts
        .withPropertyValues("spring.liquibase.enabled=true", "spring.liquibase.change-log=classpath:db/changelog/orders.sql")
        .withConfiguration(
            AutoConfigurations.of(Contexts.boot("autoconfigure.liquibase.LiquibaseAutoConfiguration", "liquibase.autoconfigure.LiquibaseAutoConfiguration")))
        .run(Contexts.started(context -> assertTables(context, "DATABASECHANGELOG")));
  }

  private static void assertTables(AssertableApplicationContext context, String history) {
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    assertThat(count(jdbc, "\"" + history + "\"")).isPositive();
    assertThat(count(jdbc, "orders")).isZero();
    assertThat(count(jdbc, "autopurchase_schema")).isEqualTo(1);
    assertThat(context.getBean(AutoPurchase.class).sessions().list()).isEmpty();
  }

  private static int count(JdbcTemplate jdbc, String table) {
    Integer count = jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
    return count == null ? -1 : count;
  }
}
