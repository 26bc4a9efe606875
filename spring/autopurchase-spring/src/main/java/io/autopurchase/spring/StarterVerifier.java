package io.autopurchase.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootVersion;

/** Compares a starter with the Spring Boot that runs, before any bean is made. */
public final class StarterVerifier implements BeanFactoryPostProcessor {
  private final int generation;
  @Nullable private final String version;

  private StarterVerifier(int generation, @Nullable String version) {
    this.generation = generation;
    this.version = version;
  }

  /**
   * For a starter.
   *
   * @param generation the major version of Spring Boot that the starter is for
   */
  public static StarterVerifier of(int generation) {
    return new StarterVerifier(generation, SpringBootVersion.getVersion());
  }

  /** For tests, with another version than that which runs. */
  static StarterVerifier of(int generation, @Nullable String version) {
    return new StarterVerifier(generation, version);
  }

  /**
   * Compares.
   *
   * @throws PropertyException if the starter is for another generation; it names the right one
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (version == null || version.startsWith(generation + ".")) {
      return;
    }
    String wrong = "autopurchase-spring-boot-" + generation + "-starter";
    String right = version.startsWith("3.") ? "autopurchase-spring-boot-3-starter" : version.startsWith("4.") ? "autopurchase-spring-boot-4-starter" : null;
    throw new PropertyException(
        wrong, "is for Spring Boot " + generation + ", and this is Spring Boot " + version,
        right == null ? "There is no starter for this version of Spring Boot yet." : "Replace the dependency io.autopurchase:" + wrong + " by io.autopurchase:" + right + ".", null);
  }
}
