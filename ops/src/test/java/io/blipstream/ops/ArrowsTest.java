package io.blipstream.ops;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The arrows between modules and packages: downwards only, and no circle. */
@AnalyzeClasses(packages = "io.blipstream", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  private static final String SCHEMAS = "io.blipstream.schemas..";
  private static final String RUNTIME = "io.blipstream.runtime..";
  private static final String TOPOLOGY = "io.blipstream.topology..";
  private static final String OPS = "io.blipstream.ops..";

  @ArchTest
  static final ArchRule schemasStandAlone =
      noClasses()
          .that()
          .resideInAPackage(SCHEMAS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RUNTIME, TOPOLOGY, OPS, "org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule runtimeKnowsNothingOfKafka =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SCHEMAS, TOPOLOGY, OPS, "org.apache.kafka..", "org.apache.avro..");

  @ArchTest
  static final ArchRule topologyKnowsTheEngineAsAnInterface =
      classes()
          .that()
          .resideInAPackage(TOPOLOGY)
          .should(
              onlyDependOnClassesThat(
                  resideInAPackage("io.blipstream..")
                      .negate()
                      .or(
                          resideInAnyPackage(
                              TOPOLOGY,
                              SCHEMAS,
                              "io.blipstream.runtime.engine",
                              "io.blipstream.runtime.fault",
                              "io.blipstream.runtime.decoding"))));

  @ArchTest
  static final ArchRule topologyDoesNotOpenTheEngine =
      noClasses()
          .that()
          .resideInAPackage(TOPOLOGY)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.blipstream.runtime.engine.BatchingEngine");

  @ArchTest
  static final ArchRule nothingUsesOps =
      noClasses()
          .that()
          .resideOutsideOfPackage(OPS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(OPS);

  @ArchTest
  static final ArchRule djlStaysInTheRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule packagesHaveNoCircle =
      slices().matching("io.blipstream.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule internalIsForItsParentPackageOnly =
      classes().that().resideInAPackage("io.blipstream..").should(leaveInternalPackagesAlone());

  private static ArchCondition<JavaClass> leaveInternalPackagesAlone() {
    DescribedPredicate<JavaClass> internal = resideInAPackage("io.blipstream..internal..");
    return new ArchCondition<>("leave internal packages of others alone") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (internal.test(target) && !origin.getPackageName().startsWith(parentOf(target))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static String parentOf(JavaClass internal) {
    String name = internal.getPackageName();
    return name.substring(0, name.indexOf(".internal"));
  }
}
