package io.autopurchase.spring;

import io.autopurchase.AutoPurchase;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Registers for each shop its engine, the bean to inject, and the bean for transactions; with the qualifier of the shop if shops are named. */
class ShopRegistrar implements ImportBeanDefinitionRegistrar {
  private final Environment environment;

  ShopRegistrar(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
    Shops shops = Shops.of(environment);
    List<String> names = shops.names();
    for (String name : names) {
      String suffix = shops.areNamed() ? "." + name : "";
      String engine = "autoPurchaseEngine" + suffix;
      RootBeanDefinition definition = new RootBeanDefinition(ShopEngine.class);
      definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
      registry.registerBeanDefinition(engine, qualified(definition, shops, name));
      registry.registerBeanDefinition("autoPurchase" + suffix, qualified(made(engine, "autoPurchase", AutoPurchase.class), shops, name));
      registry.registerBeanDefinition("springBooking" + suffix, qualified(made(engine, "booking", SpringBooking.class), shops, name));
    }
  }

  private static RootBeanDefinition made(String engine, String method, Class<?> type) {
    RootBeanDefinition definition = new RootBeanDefinition(ShopEngine.class);
    definition.setTargetType(type);
    definition.setFactoryBeanName(engine);
    definition.setFactoryMethodName(method);
    definition.setDestroyMethodName(""); // the life cycle closes the engine, after the last request
    return definition;
  }

  private static RootBeanDefinition qualified(RootBeanDefinition definition, Shops shops, String name) {
    if (shops.areNamed()) {
      definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
      definition.setPrimary(name.equals(shops.names().get(0)));
    }
    return definition;
  }
}
