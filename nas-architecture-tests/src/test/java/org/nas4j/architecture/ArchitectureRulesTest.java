package org.nas4j.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.Random;
import java.util.stream.Stream;
import org.nas4j.search.ControllerContext;

/**
 * Who may import whom. A rule about a package that has no class yet holds, so that the package is
 * born under it.
 */
@AnalyzeClasses(packages = "org.nas4j", importOptions = DoNotIncludeTests.class)
class ArchitectureRulesTest {
  private static final String[] API = {"space", "arch", "eval", "search"};

  /** Programs, not libraries: they print, and measure time. */
  private static final String[] PROGRAMS = {"org.nas4j.examples..", "org.nas4j.benchmarks.."};

  /** Classes of the libraries that may read the system clock: none so far. */
  private static final String[] CLOCKS = {};

  @ArchTest
  static final ArchRule spaceUsesNothingOfOurs = mayUse("space", "internal.checks");

  @ArchTest
  static final ArchRule archUsesSpaces = mayUse("arch", "space", "internal.checks");

  @ArchTest
  static final ArchRule evalUsesSpacesAndArchitectures =
      mayUse("eval", "space", "arch", "internal.checks");

  @ArchTest
  static final ArchRule searchUsesSpacesAndEvaluation =
      mayUse("search", "space", "eval", "internal.checks");

  @ArchTest
  static final ArchRule checksUseNothingOfOurs = mayUse("internal.checks");

  @ArchTest
  static final ArchRule seedsUseNothingOfOurs = mayUse("internal.seeds");

  @ArchTest
  static final ArchRule filesUseNothingOfOurs = mayUse("internal.files");

  @ArchTest
  static final ArchRule textUsesNothingOfOurs = mayUse("internal.text");

  @ArchTest
  static final ArchRule timeUsesNothingOfOurs = mayUse("internal.time");

  @ArchTest
  static final ArchRule eventsUseNothingOfOurs = mayUse("internal.events");

  @ArchTest
  static final ArchRule mathUsesChecks = mayUse("internal.math", "internal.checks");

  @ArchTest
  static final ArchRule jsonUsesNothingOfOurs = mayUse("internal.json");

  @ArchTest
  static final ArchRule documentsOfArchitecturesUseJson =
      mayUse("internal.architecture", "space", "arch", "internal.json");

  @ArchTest
  static final ArchRule inferenceUsesArchitectures = mayUse("internal.inference", "arch");

  @ArchTest
  static final ArchRule picturesUseShapes = mayUse("internal.pictures", "arch");

  @ArchTest
  static final ArchRule tokensUseNothingOfOurs = mayUse("internal.tokens");

  /** A server carries these packages, nas-api and a reader of JSON, and nothing else. */
  @ArchTest
  static final ArchRule modelsThatServeUseTheirOwnModule = mayUse(
      "model",
      "arch",
      "internal.architecture",
      "internal.checks",
      "internal.files",
      "internal.inference",
      "internal.json",
      "internal.pictures",
      "internal.tokens");

  @ArchTest
  static final ArchRule partsOfSpacesUseTheApi =
      mayUse("internal.spaces", "space", "arch", "internal.checks");

  @ArchTest
  static final ArchRule policySettingsKnowNothingThatLives =
      mayUse("policy", "internal.math", "internal.checks", "internal.recipe");

  @ArchTest
  static final ArchRule livePolicyIsMadeFromItsSettings =
      mayUse("internal.policy", "space", "search", "policy", "internal.math", "internal.checks");

  @ArchTest
  static final ArchRule learnedEditsUseTheApiAndMorphisms = mayUse(
      "internal.edits",
      "space",
      "arch",
      "search",
      "morphism",
      "policy",
      "internal.math",
      "internal.checks",
      "internal.recipe");

  @ArchTest
  static final ArchRule recipesUseNothingOfOurs = mayUse("internal.recipe");

  @ArchTest
  static final ArchRule readyMadeSpacesUseTheApi =
      mayUse("spaces", "space", "arch", "internal.spaces", "internal.checks", "internal.recipe");

  @ArchTest
  static final ArchRule morphismUsesTheApi =
      mayUse("morphism", "space", "arch", "internal.checks", "internal.recipe");

  @ArchTest
  static final ArchRule predictorsUseTheApi = mayUse("predict", and(API, "internal"));

  @ArchTest
  static final ArchRule onlyPredictorsSeeTheSupportVectorMachine = noClasses()
      .that(not(resideInAPackage("org.nas4j.predict..")))
      .should()
      .dependOnClassesThat()
      .resideInAPackage("libsvm..");

  @ArchTest
  static final ArchRule objectivesUseTheApi = mayUse("objective", and(API, "internal"));

  @ArchTest
  static final ArchRule strategiesUseTheApiAndWhatTheyShare =
      mayUse("strategy", and(API, "internal", "policy", "morphism", "predict", "objective"));

  @ArchTest
  static final ArchRule strategiesDoNotUseEachOther = slices()
      .matching("org.nas4j.strategy.(*)..")
      .should()
      .notDependOnEachOther()
      .allowEmptyShould(true);

  /** But for {@code Strategies}, which names the default. */
  @ArchTest
  static final ArchRule engineKnowsNoStrategyNorSpace =
      mayUse("engine", and(API, "store", "internal", "objective", "strategy"));

  /**
   * Both have defaults that tell nothing, which a search that forgot one would pass on unnoticed.
   */
  @ArchTest
  static final ArchRule allSearchesTellCostsAndScores = classes()
      .that()
      .implement(ControllerContext.class)
      .and()
      .resideOutsideOfPackages("org.nas4j.benchmarks..", "org.nas4j.testkit..")
      .should(new DeclareMethods("costs", "scores"));

  @ArchTest
  static final ArchRule engineKnowsNoStrategyButTheDefault = noClasses()
      .that()
      .resideInAPackage("org.nas4j.engine..")
      .should()
      .dependOnClassesThat(resideInAPackage("org.nas4j.strategy..")
          .and(not(new Named("org.nas4j.strategy.Strategies"))));

  @ArchTest
  static final ArchRule isolationKnowsNoEngine = mayUse("isolation", "space", "eval", "internal");

  @ArchTest
  static final ArchRule clustersCarryErrands =
      mayUse("spark", "space", "eval", "isolation", "internal.checks");

  @ArchTest
  static final ArchRule onlyTheClusterSeesSpark = noClasses()
      .that(not(resideInAPackage("org.nas4j.spark..")))
      .should()
      .dependOnClassesThat()
      .resideInAPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule torchIsAnEngineBehindTheInterface =
      mayUse("torch", "arch", "dl4j.internal", "oneshot", "internal.seeds");

  @ArchTest
  static final ArchRule onlyItsEngineSeesLibTorch = noClasses()
      .that(not(resideInAPackage("org.nas4j.torch..")))
      .should()
      .dependOnClassesThat()
      .resideInAPackage("org.bytedeco.pytorch..");

  @ArchTest
  static final ArchRule reportsReadWhatRunsLeave =
      mayUse("report", and(API, "engine", "store", "exchange", "internal"));

  @ArchTest
  static final ArchRule onlyTheBackendSeesDeeplearning4j = noClasses()
      .that(not(resideInAnyPackage(
          "org.nas4j.dl4j..",
          "org.nas4j.torch..",
          "org.nas4j.images..",
          "org.nas4j.language..",
          "org.nas4j.data..",
          "org.nas4j.benchmarks..")))
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule dataUsesArraysOnly = noClasses()
      .that()
      .resideInAPackage("org.nas4j.data..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.deeplearning4j..", "org.bytedeco..")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodyUsesTheShadedLibrariesOfNd4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.nd4j.shade..");

  @ArchTest
  static final ArchRule signaturesShowNoForeignTypes = classes()
      .that(not(resideInAPackage("org.nas4j.internal..")))
      .should(new ShowOnlyOwnTypes("com.google.common", "org.apache.commons.math3", "libsvm"));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.nas4j.(**)").should().beFreeOfCycles();

  /** But for tokens that nobody may guess. */
  @ArchTest
  static final ArchRule nobodyUsesJavaUtilRandom = noClasses()
      .should()
      .dependOnClassesThat(assignableTo(Random.class).and(not(assignableTo(SecureRandom.class))));

  @ArchTest
  static final ArchRule nobodyUsesMathRandom =
      noClasses().should().callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule librariesDoNotPrint = noClasses()
      .that(not(resideInAnyPackage(PROGRAMS)))
      .should()
      .accessField(System.class, "out")
      .orShould()
      .accessField(System.class, "err");

  @ArchTest
  static final ArchRule librariesAreGivenTheTime = noClasses()
      .that(not(resideInAnyPackage(PROGRAMS)))
      .and(not(new Named(CLOCKS)))
      .should()
      .callMethod(System.class, "currentTimeMillis");

  /**
   * A file that is written in place is lost when the disk is full. Fuzzing targets' inputs may be,
   * and the worker's wish to be ended first goes to a file that is no file.
   */
  @ArchTest
  static final ArchRule filesAreReplacedAsAWhole = noClasses()
      .that(not(new Named(
          "org.nas4j.internal.files.AtomicFile",
          "org.nas4j.store.JournalWriter",
          "org.nas4j.store.JournalLock",
          "org.nas4j.store.JournalTrialStore",
          "org.nas4j.isolation.WorkerMain",
          "org.nas4j.benchmarks.fuzz.Scratch")))
      .should()
      .callMethodWhere(new WritesFiles())
      .orShould()
      .callConstructorWhere(new OpensFiles());

  /** Classes of ours in {@code name} use, of all of ours, only themselves and {@code others}. */
  private static ArchRule mayUse(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(ours(name))
        .should()
        .dependOnClassesThat(notOf(and(others, name)))
        .allowEmptyShould(true);
  }

  /** Classes of ours outside the named packages. */
  private static DescribedPredicate<JavaClass> notOf(String... names) {
    String[] packages = Stream.of(names).map(ArchitectureRulesTest::ours).toArray(String[]::new);
    return resideInAPackage("org.nas4j..").and(not(resideInAnyPackage(packages)));
  }

  private static String ours(String name) {
    return "org.nas4j." + name + "..";
  }

  private static String[] and(String[] names, String... more) {
    return Stream.concat(Stream.of(names), Stream.of(more)).toArray(String[]::new);
  }
}
