package io.autopurchase.spring;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Chooses the data source of a shop, and refuses those on which an engine would go wrong. */
final class DataSources {
  private DataSources() {}

  /**
   * The data source of the host: the one that the property names, else the marked one, else the only or primary one.
   *
   * @param beans where it is looked for
   * @param named the value of the property; null if it is not set
   * @param property the whole name of the property, for errors
   * @throws PropertyException if there is none, there are several, or it is of a kind that cannot be used
   */
  static DataSource choose(ConfigurableListableBeanFactory beans, @Nullable String named, String property) {
    DataSource chosen = named == null ? marked(beans, property) : named(beans, named, property);
    if (DataSourceUnwrapper.unwrap(chosen, AbstractRoutingDataSource.class) != null) {
      throw new PropertyException(
          property,
          "leads to an AbstractRoutingDataSource: the threads of the engine have no tenant by which it could choose a database",
          "Write " + property + "=NAME with the bean name of a plain DataSource, one for each of autopurchase.shops.*.",
          null);
    }
    if (chosen instanceof TransactionAwareDataSourceProxy) {
      throw new PropertyException(
          property,
          "leads to a TransactionAwareDataSourceProxy: the engine's own commits would take part in the transactions of the host",
          "Write " + property + "=NAME with the bean name of the DataSource behind the proxy. SpringBooking joins transactions without it.",
          null);
    }
    return chosen;
  }

  private static DataSource named(ConfigurableListableBeanFactory beans, String name, String property) {
    if (!beans.containsBean(name) || !beans.isTypeMatch(name, DataSource.class)) {
      List<String> names = Arrays.asList(beans.getBeanNamesForType(DataSource.class));
      throw new PropertyException(
          property, "names '" + name + "', which is no DataSource bean", "Name one of the DataSource beans: " + names + ".", null);
    }
    return beans.getBean(name, DataSource.class);
  }

  private static DataSource marked(ConfigurableListableBeanFactory beans, String property) {
    Map<String, DataSource> all = beans.getBeansOfType(DataSource.class, false, true);
    List<DataSource> marked = all.entrySet().stream().filter(bean -> isMarked(beans, bean.getKey())).map(Map.Entry::getValue).toList();
    if (marked.size() == 1) {
      return marked.get(0);
    }
    if (all.isEmpty()) {
      throw new PropertyException(
          property, "finds no DataSource bean, in which the engine would keep its tables", "Write spring.datasource.url=… (and add the driver), or define a DataSource bean.", null);
    }
    try {
      return beans.getBean(DataSource.class);
    } catch (NoUniqueBeanDefinitionException e) {
      throw new PropertyException(
          property, "is needed, because there are the DataSource beans " + all.keySet() + " and none is primary",
          "Write " + property + "=" + all.keySet().iterator().next() + ", or mark one by @AutoPurchaseDataSource.", e);
    }
  }

  /** By its class or by its factory method. */
  private static boolean isMarked(ConfigurableListableBeanFactory beans, String name) {
    return beans.findAnnotationOnBean(name, AutoPurchaseDataSource.class) != null;
  }
}
