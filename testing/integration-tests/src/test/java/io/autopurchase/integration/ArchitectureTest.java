package io.autopurchase.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the modules. */
class ArchitectureTest {
  private static final String CORE = "io.autopurchase.core..";
  private static final String JDBC = "io.autopurchase.store.jdbc..";
  private static final String CLUSTER = "io.autopurchase.cluster..";
  private static final String TAOBAO = "io.autopurchase.provider.taobao..";
  private static final String SANDBOX = "io.autopurchase.sandbox..";

  private static final String[] API = {"io.autopurchase", "io.autopurchase.spi", "io.autopurchase.engine"};

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.autopurchase");

  @Test
  void api_dependsOnNothingButThePlatformAndItsAnnotations() {
    noClasses()
        .that()
        .resideInAnyPackage(API)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.autopurchase", "io.autopurchase.spi", "io.autopurchase.engine", "java..", "org.jspecify.annotations..", "javax.crypto..", "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void providersAndStores_seeTheApiAlone() {
    noClasses().that().resideInAPackage(TAOBAO).should().dependOnClassesThat().resideInAnyPackage(CORE, JDBC, SANDBOX).check(CLASSES);
    noClasses().that().resideInAPackage(JDBC).should().dependOnClassesThat().resideInAnyPackage(CORE, TAOBAO, SANDBOX).check(CLASSES);
    noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat().resideInAnyPackage(JDBC, TAOBAO, SANDBOX).check(CLASSES);
  }

  @Test
  void dbScheduler_isKnownToItsModuleAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLUSTER)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.kagkarlsson..")
        .check(CLASSES);
    noClasses().that().resideInAPackage(CLUSTER).should().dependOnClassesThat().resideInAnyPackage(CORE, JDBC, TAOBAO, SANDBOX).check(CLASSES);
  }

  @Test
  void sandbox_sharesNothingWithTheLibrary() {
    noClasses()
        .that()
        .resideInAPackage(SANDBOX)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.autopurchase", "io.autopurchase.spi", "io.autopurchase.engine", CORE, JDBC, TAOBAO)
        .check(CLASSES);
  }
}
