package org.nas4j.firstversion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.predict.AsynchronousHalving;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.enas.EnasMicroSpace;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.NasRecurrentSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.spaces.parts.Parts;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.exhaustive.Exhaustive;
import org.nas4j.strategy.local.LocalSearch;
import org.nas4j.strategy.morphism.MorphismSearch;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.EpsilonSchedule;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.surrogate.SurrogateSearch;
import org.nas4j.strategy.uct.Uct;
import org.nas4j.testkit.ToySpaces;

/**
 * What the first version searched and sampled for the files under {@code first-version}. Whoever
 * renames a class changes the imports here, and nothing that a file depends on.
 */
final class Recipes {

  /** The journal that {@code start-from} learned from. */
  static final String ASYNCHRONOUS = "asynchronous";

  /**
   * Runs of which a journal is kept that was cut off in the middle of a line, as by a kill, too.
   */
  static final List<String> CUT = List.of("uct", "two-workers", "morphism-nash", "start-from");

  private static final Shape.Image IMAGE = Shape.image(1, 8, 8);
  private static final int CLASSES = 3;
  private static final int TRIALS = 24;
  private static final double LARGE = 0.02;
  private static final int BATCH = 5;

  private Recipes() {}

  /** The runs that repeat, in the folder where the journals lie. */
  static List<Recipe<?>> journals(Path folder) {
    List<Recipe<?>> all = new ArrayList<>(defaults());
    all.addAll(policyGradients());
    all.addAll(trees());
    all.addAll(others());
    all.addAll(ways(folder));
    return all;
  }

  /** It does not repeat: what ends first depends on the machine. */
  static Recipe<Integer> asynchronous() {
    return eventful(
            ASYNCHRONOUS, () -> Evolution.builder().population(6).sample(3).build(), 16)
        .with(search -> search.parallelism(2).asynchronous(true));
  }

  private static Recipe<Integer> eventful(
      String name, Supplier<SearchStrategy> strategy, int trials) {
    return Recipe.of(name, Arithmetic.DIGITS, strategy, trials).with(Arithmetic::eventful);
  }

  /** Each strategy that has a name on the command line, with its defaults. */
  private static List<Recipe<?>> defaults() {
    return List.of(
        eventful("random", RandomSearch::new, TRIALS),
        eventful("reinforce", () -> Reinforce.builder().build(), TRIALS),
        eventful("ppo", () -> Ppo.builder().build(), TRIALS),
        eventful("uct", () -> Uct.builder().build(), TRIALS),
        eventful("qlearning", () -> QLearning.builder().build(), TRIALS),
        eventful("evolution", () -> Evolution.builder().build(), TRIALS),
        eventful("local", () -> LocalSearch.builder().build(), TRIALS),
        eventful("surrogate", () -> SurrogateSearch.builder().build(), 30),
        Recipe.of("exhaustive", Arithmetic.DIGITS, Exhaustive::new, TRIALS));
  }

  /**
   * Published settings that journals are not written with as they are, since some dozen trials
   * would not show what is learned.
   */
  static Map<String, SearchStrategy> presets() {
    Map<String, SearchStrategy> all = new LinkedHashMap<>();
    all.put("reinforce-nas", Reinforce.nas());
    all.put("reinforce-enas", enasOfTheFirstVersion());
    all.put("reinforce-enas-small", Reinforce.enasSmall());
    all.put("ppo-nasnet", Ppo.nasnet());
    all.put("ppo-nagy-boros", Ppo.nagyBoros());
    all.put("qlearning-meta-qnn", QLearning.metaQnn());
    all.put("qlearning-block-qnn", QLearning.blockQnn());
    all.put("evolution-real", Evolution.real());
    return all;
  }

  /** Its epsilon was added as Kingma and Ba do, and not as TensorFlow does, which the code uses. */
  private static Reinforce enasOfTheFirstVersion() {
    return Reinforce.enas().toBuilder().adam(0, 0.999, 1e-3).build();
  }

  /** The presets, but learning often and in large steps. */
  private static List<Recipe<?>> policyGradients() {
    return List.of(
        Recipe.of(
            "reinforce-nas",
            nasSkip(),
            () -> Reinforce.nas().toBuilder().learningRate(LARGE).batch(BATCH).build(),
            18),
        Recipe.of(
            "reinforce-enas",
            enasMacro(EnasMode.OFFICIAL_CODE),
            () -> enasOfTheFirstVersion().toBuilder()
                .learningRate(LARGE)
                .batch(BATCH)
                .build(),
            TRIALS),
        Recipe.of(
            "reinforce-enas-small",
            EnasRecurrentSpace.builder().nodes(4).mode(EnasMode.OFFICIAL_CODE).build(),
            () -> Reinforce.enasSmall().toBuilder()
                .learningRate(LARGE)
                .batch(BATCH)
                .build(),
            TRIALS),
        Recipe.of(
            "ppo-nasnet",
            nasnet(1),
            () -> Ppo.nasnet().toBuilder().learningRate(LARGE).batch(BATCH).build(),
            TRIALS),
        Recipe.of(
            "ppo-nagy-boros",
            enasMicro(EnasMode.PAPER),
            () -> Ppo.nagyBoros().toBuilder().learningRate(LARGE).batch(BATCH).build(),
            TRIALS));
  }

  private static List<Recipe<?>> trees() {
    return List.of(
        Recipe.of("uct-kocsis", ToySpaces.grid(3, 3), () -> Uct.kocsis(), 16)
            .with(search -> search.deduplicateBy(candidate -> new Object())),
        Recipe.of("uct-deep-architect", deepConv(), () -> Uct.deepArchitect(), 11),
        Recipe.of(
            "uct-deep-architect-bisected",
            Arithmetic.DIGITS,
            () -> Uct.deepArchitect().toBuilder().bisected(Uct.Bisection.ALL).build(),
            16),
        Recipe.of("uct-deep-architect-guided", chain(), () -> Uct.deepArchitectGuided(), 20));
  }

  private static List<Recipe<?>> others() {
    return List.of(
        Recipe.of(
            "qlearning-meta-qnn",
            metaQnn(),
            () -> QLearning.metaQnn().toBuilder()
                .exploration(EpsilonSchedule.SHORT)
                .build(),
            34),
        Recipe.of(
            "qlearning-block-qnn",
            blockQnn(),
            () -> QLearning.blockQnn().toBuilder()
                .exploration(EpsilonSchedule.SHORT)
                .build(),
            72),
        Recipe.of(
            "evolution-real",
            ToySpaces.grid(2, 16),
            () -> Evolution.real().toBuilder().population(12).sample(4).build(),
            TRIALS),
        eventful(
            "evolution-without-ageing",
            () -> Evolution.builder()
                .population(8)
                .sample(3)
                .replacement(false)
                .worstOfNewSampleLeaves()
                .build(),
            TRIALS),
        Recipe.of(
            "local-one-start",
            ToySpaces.anchored(4),
            () -> LocalSearch.builder().starts(1).build(),
            20),
        Recipe.of(
            "surrogate-cells",
            NasRecurrentSpace.builder().leaves(2).build(),
            () -> SurrogateSearch.builder().initial(3).build(),
            18),
        Recipe.of("morphism-nash", morphisms(), MorphismSearch::nash, 16),
        Recipe.of(
                "morphism-small",
                morphisms(),
                () -> MorphismSearch.builder().children(4).edits(2).build(),
                16)
            .with(search -> search.lookahead(1)));
  }

  /** Other ways to run than one trial after the other from nothing. */
  private static List<Recipe<?>> ways(Path folder) {
    return List.of(
        eventful("two-workers", () -> Ppo.builder().build(), TRIALS)
            .with(search -> search.parallelism(2).lookahead(4)),
        eventful("lookahead-one", () -> Uct.builder().build(), 16)
            .with(search -> search.lookahead(1)),
        Recipe.of("successive-halving", Arithmetic.COURSES, RandomSearch::new, 20)
            .with(search -> search.pruning(AsynchronousHalving.of(Metric.VALIDATION_ACCURACY))),
        eventful("start-from", () -> Evolution.builder().population(6).sample(3).build(), 20)
            .with(search -> search.startFrom(folder.resolve(ASYNCHRONOUS + ".jsonl"))));
  }

  /** The spaces of networks, small enough for their networks to be kept as text. */
  static Map<String, SearchSpace<Architecture>> architectures() {
    Map<String, SearchSpace<Architecture>> all = new LinkedHashMap<>();
    all.put("chain", chain());
    all.put("nas-skip", nasSkip());
    all.put("nas-skip-strided", strided());
    all.put("meta-qnn", metaQnn());
    all.put("block-qnn", blockQnn());
    all.put("nasnet", nasnet(2));
    all.put("enas-macro-paper", enasMacro(EnasMode.PAPER));
    all.put("enas-macro-code", enasMacro(EnasMode.OFFICIAL_CODE));
    all.put("enas-micro-paper", enasMicro(EnasMode.PAPER));
    all.put("enas-micro-code", enasMicro(EnasMode.OFFICIAL_CODE));
    all.put("deep-conv", deepConv());
    all.put("parts", parts());
    all.put("morphisms", morphisms());
    return all;
  }

  /** The spaces of recurrent cells. */
  static Map<String, SearchSpace<?>> cells() {
    Map<String, SearchSpace<?>> all = new LinkedHashMap<>();
    all.put("nas-recurrent", NasRecurrentSpace.builder().leaves(4).build());
    all.put("enas-recurrent-paper", EnasRecurrentSpace.paper());
    all.put(
        "enas-recurrent-code",
        EnasRecurrentSpace.builder().nodes(6).mode(EnasMode.OFFICIAL_CODE).build());
    return all;
  }

  private static SearchSpace<Architecture> chain() {
    return ChainSpace.of(IMAGE, CLASSES);
  }

  private static SearchSpace<Architecture> nasSkip() {
    return NasSkipSpace.builder(IMAGE, CLASSES).layers(4).build();
  }

  private static SearchSpace<Architecture> strided() {
    return NasSkipSpace.builder(IMAGE, CLASSES)
        .layers(5)
        .strides(1, 2)
        .poolAfter(3)
        .build();
  }

  private static SearchSpace<Architecture> metaQnn() {
    return MetaQnnSpace.small(IMAGE, CLASSES);
  }

  private static SearchSpace<Architecture> blockQnn() {
    return BlockQnnSpace.builder(IMAGE, CLASSES)
        .greatestIndex(3)
        .stages(1)
        .blocksPerStage(1)
        .filters(4)
        .build();
  }

  private static SearchSpace<Architecture> nasnet(int blocks) {
    return NasnetSpace.builder(IMAGE, CLASSES)
        .blocks(blocks)
        .stages(2)
        .cellsPerStage(1)
        .filters(4)
        .stemMultiplier(2)
        .auxiliaryHead(true)
        .build();
  }

  private static SearchSpace<Architecture> enasMacro(EnasMode mode) {
    return EnasMacroSpace.builder(IMAGE, CLASSES)
        .layers(4)
        .filters(4)
        .mode(mode)
        .build();
  }

  private static SearchSpace<Architecture> enasMicro(EnasMode mode) {
    return EnasMicroSpace.builder(IMAGE, CLASSES)
        .nodes(2)
        .cells(3)
        .filters(4)
        .dropPath(0.8)
        .mode(mode)
        .build();
  }

  private static SearchSpace<Architecture> deepConv() {
    return DeepConvSpace.small(IMAGE, CLASSES);
  }

  /** Each of the parts once. */
  private static SearchSpace<Architecture> parts() {
    List<Integer> filters = List.of(4, 6);
    var convolution = Parts.convolution(filters, List.of(1, 3));
    return Parts.sequence(
            convolution.named("stem"),
            Parts.or(Parts.relu().named("relu"), Parts.normalization().named("norm")),
            Parts.residual(Parts.repeat(convolution, 0, 1, 2)).named("around"),
            Parts.concat(convolution.named("wide"), Parts.nothing().named("straight")),
            Parts.branches(convolution, 1, 2).named("fan"),
            Parts.pooling(2, 2, 3),
            Parts.optional(Parts.permutation(Parts.relu(), Parts.dropout(0.25, 0.5))),
            Parts.repeatTied(convolution, 1, 2).named("tied"),
            Parts.or(Parts.flat().named("flat"), Parts.globalAverage().named("mean")),
            Parts.dense(8, 12),
            Parts.classifier(CLASSES))
        .over(IMAGE);
  }

  private static SearchSpace<Architecture> morphisms() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "bn");
    b.add("mean", GlobalPooling.AVERAGE, "relu");
    return MorphismSpace.of(b.build(b.add("out", SoftmaxOutput.of(CLASSES), "mean")), 12, 20_000);
  }

  /** Finds a run by its name. */
  static Recipe<?> named(String name, Path folder) {
    Optional<Recipe<?>> found =
        journals(folder).stream().filter(each -> each.name().equals(name)).findFirst();
    return found.orElseThrow();
  }
}
