package io.autopurchase.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** It runs, and its queries find what they are named after; how fast is not asked here. */
class SearchTimesTest {
  @Test
  void measure_few_everyQueryFindsWhatItsNameSays() throws Exception {
    // Stays open between the queries, each of which has a connection of its own.
    String url = "jdbc:h2:mem:search-times;DB_CLOSE_DELAY=-1";
    new SearchTimes(100, 1100, 1).measure(url, "sa");

    JdbcDataSource source = new JdbcDataSource();
    source.setUrl(url);
    source.setUser("sa");
    FilledStore filled = new FilledStore(JdbcActivityStore.builder(source).tablePrefix("of_1100_").build(), 1100);
    List<String> empty =
        SearchQueries.all().stream().filter(query -> query.find(filled).rows() == 0).map(SearchQueries.Query::name).toList();
    assertThat(empty).allMatch(name -> name.matches(".*(none|absent|never).*"), "finds nothing");
  }
}
