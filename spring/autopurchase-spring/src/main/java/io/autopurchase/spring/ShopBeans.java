package io.autopurchase.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/** The beans of the host that a shop's engine uses: those without the qualifier of another shop. */
final class ShopBeans {
  private final ConfigurableListableBeanFactory beans;
  private final List<String> shops;
  private final String shop;

  /**
   * For one shop.
   *
   * @param beans all beans
   * @param shops the qualifiers of all shops
   * @param shop the qualifier of this one
   */
  ShopBeans(ConfigurableListableBeanFactory beans, List<String> shops, String shop) {
    this.beans = beans;
    this.shops = shops;
    this.shop = shop;
  }

  /** All of a type that are for this shop, in the order of {@code @Order}. */
  <T> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>(names(type).stream().map(name -> beans.getBean(name, type)).toList());
    AnnotationAwareOrderComparator.sort(found);
    return found;
  }

  /**
   * The name of the only one of a type: the one with the shop's own qualifier, else the primary one, else the only one.
   *
   * @throws PropertyException if there are several
   */
  Optional<String> nameOfOnly(Class<?> type) {
    List<String> names = names(type);
    List<String> own = shops.size() == 1 ? List.of() : names.stream().filter(name -> isQualified(name, shop)).toList();
    List<String> candidates = own.isEmpty() ? names : own;
    if (candidates.size() > 1) {
      List<String> primary = candidates.stream().filter(name -> beans.containsBeanDefinition(name) && beans.getMergedBeanDefinition(name).isPrimary()).toList();
      if (primary.size() == 1) {
        return Optional.of(primary.get(0));
      }
      throw new PropertyException(
          Shops.PREFIX, "finds several beans of the type " + type.getSimpleName() + " for the shop " + shop + ": " + candidates,
          "Mark one of them by @Primary, or by @Qualifier(\"" + shop + "\") if there are several shops.", null);
    }
    return candidates.stream().findFirst();
  }

  /** As {@link #nameOfOnly}, the bean. */
  <T> Optional<T> only(Class<T> type) {
    return nameOfOnly(type).map(name -> beans.getBean(name, type));
  }

  /** Whether a bean is for this shop alone. */
  boolean isOwn(String name) {
    return shops.size() == 1 || isQualified(name, shop);
  }

  private List<String> names(Class<?> type) {
    return Arrays.stream(beans.getBeanNamesForType(type)).filter(this::isForThisShop).toList();
  }

  private boolean isForThisShop(String name) {
    return shops.size() == 1 || isQualified(name, shop) || shops.stream().noneMatch(other -> isQualified(name, other));
  }

  private boolean isQualified(String name, String qualifier) {
    return BeanFactoryAnnotationUtils.isQualifierMatch(qualifier::equals, name, beans);
  }
}
