package io.autopurchase.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** Reads the shops out of the properties. */
final class Shops {
  static final String PREFIX = "autopurchase";

  /** The id of the only shop of a program that names none. */
  static final String ONLY = "default";

  private final AutoPurchaseProperties properties;
  private final Environment environment;

  private Shops(AutoPurchaseProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /**
   * Reads and checks what concerns all shops.
   *
   * @throws PropertyException if it is wrong; a name that there is not is refused by Spring Boot's own exception
   */
  static Shops of(Environment environment) {
    AutoPurchaseProperties properties =
        Binder.get(environment)
            .bindOrCreate(
                PREFIX,
                Bindable.of(AutoPurchaseProperties.class),
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
    Shops shops = new Shops(properties, environment);
    shops.check();
    return shops;
  }

  private void check() {
    Set<String> named = properties.getShops().keySet();
    if (!named.isEmpty() && properties.getShop() != null) {
      throw new PropertyException(
          PREFIX + ".shop", "is for a program with one shop; this one has the shops " + named, "Remove it, or write " + PREFIX + ".shops." + named.iterator().next() + ".shop.", null);
    }
    if (properties.getPrimary() != null && !named.contains(properties.getPrimary())) {
      throw new PropertyException(
          PREFIX + ".primary", "names '" + properties.getPrimary() + "', which is none of the shops " + named, "Name one of them.", null);
    }
  }

  /** Qualifiers of the shops, the primary one first; a single one if the properties name none. */
  List<String> names() {
    if (properties.getShops().isEmpty()) {
      return List.of(ONLY);
    }
    List<String> names = new ArrayList<>(properties.getShops().keySet());
    if (properties.getPrimary() != null) {
      names.remove(properties.getPrimary());
      names.add(0, properties.getPrimary());
    }
    return names;
  }

  /** Whether the shops are named. */
  boolean areNamed() {
    return !properties.getShops().isEmpty();
  }

  /** What concerns all shops. */
  AutoPurchaseProperties common() {
    return properties;
  }

  /**
   * The properties of a shop, with what it takes from all.
   *
   * @param name its qualifier
   */
  ShopProperties of(String name) {
    ShopProperties shop = Binder.get(environment).bindOrCreate(PREFIX, Bindable.of(ShopProperties.class));
    if (areNamed()) {
      shop = Binder.get(environment).bind(entry(name), Bindable.ofInstance(shop)).orElse(shop);
    }
    if (shop.getShop() == null) {
      shop.setShop(name);
    }
    return shop;
  }

  /**
   * The name of a property of a shop, as it should be written.
   *
   * @param name the shop's qualifier
   * @param property such as {@code pool.size}
   */
  String property(String name, String property) {
    if (areNamed() && isGiven(entry(name).append(property))) {
      return entry(name) + "." + property;
    }
    return PREFIX + "." + property;
  }

  private boolean isGiven(ConfigurationPropertyName property) {
    return Binder.get(environment).bind(property, Bindable.of(Object.class)).isBound();
  }

  private static ConfigurationPropertyName entry(String name) {
    return ConfigurationPropertyName.of(PREFIX).append("shops").append(ConfigurationPropertyName.adapt(name, '.'));
  }
}
