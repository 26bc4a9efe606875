package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {
  @ParameterizedTest
  @EnumSource
  void dueQuery_everyDatabase_asksForOneShopAlone(Dialect dialect) {
    String ofShop = TaskNames.of("a").condition();
    JdbcCustomization customization = dialect.customization(ofShop);

    String query =
        dialect == Dialect.POSTGRESQL
            ? customization.createGenericSelectForUpdateQuery("t", 5, "", false)
            : customization.createSelectDueQuery("t", 5, "", false);

    assertThat(query).contains(ofShop);
    assertThat(customization.supportsSingleStatementLockAndFetch()).as("a way round that query").isFalse();
  }
}
