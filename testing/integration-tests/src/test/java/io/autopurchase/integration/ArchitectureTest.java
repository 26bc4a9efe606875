package io.autopurchase.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between the modules. */
class ArchitectureTest {
  private static final String CORE = "io.autopurchase.core..";
  private static final String JDBC = "io.autopurchase.store.jdbc..";
  private static final String CLUSTER = "io.autopurchase.cluster..";
  private static final String TAOBAO = "io.autopurchase.provider.taobao..";
  private static final String ALIBABA = "io.autopurchase.provider.alibaba1688..";
  private static final String PROVIDERS = "io.autopurchase.provider..";
  private static final String[] COMMON = {"io.autopurchase.provider.http..", "io.autopurchase.provider.region.."};
  private static final String JSON = "io.autopurchase.json..";
  private static final String WEB = "io.autopurchase.web..";
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
            "io.autopurchase", "io.autopurchase.spi", "io.autopurchase.engine", "java..", "javax.annotation..", "org.jspecify.annotations..", "javax.crypto..",
            "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void providersAndStores_seeTheApiAlone() {
    noClasses().that().resideInAPackage(PROVIDERS).should().dependOnClassesThat().resideInAnyPackage(CORE, JDBC, SANDBOX).check(CLASSES);
    noClasses().that().resideInAPackage(JDBC).should().dependOnClassesThat().resideInAnyPackage(CORE, PROVIDERS, SANDBOX).check(CLASSES);
    noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat().resideInAnyPackage(JDBC, PROVIDERS, SANDBOX).check(CLASSES);
  }

  @Test
  void whatProvidersHaveInCommon_knowsNoneOfThemNorThemEachOther() {
    noClasses().that().resideInAnyPackage(COMMON).should().dependOnClassesThat().resideInAnyPackage(TAOBAO, ALIBABA).check(CLASSES);
    noClasses().that().resideInAPackage(TAOBAO).should().dependOnClassesThat().resideInAPackage(ALIBABA).check(CLASSES);
    noClasses().that().resideInAPackage(ALIBABA).should().dependOnClassesThat().resideInAPackage(TAOBAO).check(CLASSES);
  }

  @Test
  void json_seesTheApiAndJacksonAlone() {
    noClasses()
        .that()
        .resideInAPackage(JSON)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.autopurchase", JSON, "com.fasterxml.jackson..", "java..", "javax.annotation..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @Test
  void console_seesTheApiItsJsonAndServletsAlone() {
    noClasses()
        .that()
        .resideInAPackage(WEB)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.autopurchase", "io.autopurchase.json", WEB, "com.fasterxml.jackson..", "jakarta.servlet..", "java..", "org.jspecify.annotations..")
        .check(CLASSES);
    slices().matching("io.autopurchase.web.(*)..").should().beFreeOfCycles().check(CLASSES);
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
    noClasses().that().resideInAPackage(CLUSTER).should().dependOnClassesThat().resideInAnyPackage(CORE, JDBC, PROVIDERS, SANDBOX).check(CLASSES);
  }

  @Test
  void sandbox_sharesNothingWithTheLibrary() {
    noClasses()
        .that()
        .resideInAPackage(SANDBOX)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.autopurchase", "io.autopurchase.spi", "io.autopurchase.engine", CORE, JDBC, PROVIDERS)
        .check(CLASSES);
  }

  @Test
  void sandboxes_shareNothingButWhatIsCommon() {
    String taobao = "io.autopurchase.sandbox";
    String alibaba = "io.autopurchase.sandbox.alibaba1688..";
    String common = "io.autopurchase.sandbox.common..";
    noClasses().that().resideInAPackage(taobao).should().dependOnClassesThat().resideInAPackage(alibaba).check(CLASSES);
    noClasses().that().resideInAPackage(alibaba).should().dependOnClassesThat().resideInAPackage(taobao).check(CLASSES);
    noClasses().that().resideInAPackage(common).should().dependOnClassesThat().resideInAnyPackage(taobao, alibaba).check(CLASSES);
  }

  /** Arrows point down only; the types of activities, which stand beside each other, never see each other. */
  @Test
  void core_eachRoomSeesTheRoomsBelowItAlone() {
    Architectures.LayeredArchitecture rooms = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(CORE);
    for (String room : List.of("safety", "runtime", "record", "event", "session", "activity", "purchase", "booking", "binding", "unbinding", "payment", "sync")) {
      rooms = rooms.layer(room).definedBy("io.autopurchase.core." + room);
    }
    rooms
        .layer("core")
        .definedBy("io.autopurchase.core")
        .whereLayer("core").mayNotBeAccessedByAnyLayer()
        .whereLayer("booking").mayOnlyBeAccessedByLayers("core")
        .whereLayer("binding").mayOnlyBeAccessedByLayers("core")
        .whereLayer("unbinding").mayOnlyBeAccessedByLayers("core")
        .whereLayer("payment").mayOnlyBeAccessedByLayers("core")
        .whereLayer("sync").mayOnlyBeAccessedByLayers("core")
        .whereLayer("purchase").mayOnlyBeAccessedByLayers("core", "booking", "binding", "unbinding", "payment", "sync")
        .whereLayer("activity").mayOnlyBeAccessedByLayers("core", "booking", "binding", "unbinding", "payment", "sync", "purchase")
        .whereLayer("session").mayOnlyAccessLayers("event", "record", "runtime", "safety")
        .whereLayer("event").mayOnlyAccessLayers("record", "runtime", "safety")
        .whereLayer("record").mayOnlyAccessLayers("runtime", "safety")
        .whereLayer("runtime").mayOnlyAccessLayers("safety")
        .whereLayer("safety").mayNotAccessAnyLayer()
        .check(CLASSES);
  }

  @Test
  void core_hasNoCycles() {
    slices().matching("io.autopurchase.core.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
