package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.enas.EnasMicroSpace;

class PrecisionTest {

  private static final Split DATA = Fixtures.shapes(360, 1).split(120, new SplittableRandom(1));
  private static final Shape IMAGE = Shape.image(1, 8, 8);

  private static void needBfloat16() {
    Assumptions.assumeTrue(
        OneDnnNetwork.isAvailable(FloatType.BFLOAT16), "this processor has no avx512_bf16");
  }

  private static Dl4jTraining training(Precision precision) {
    return Dl4jTraining.builder().epochs(2).batch(16).precision(precision).build();
  }

  private static Dl4jEvaluator evaluator(Precision precision) {
    return Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(training(precision))
        .latencyBatch(0)
        .build();
  }

  private static Architecture normalized() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    String x = Architecture.INPUT;
    for (int i = 1; i <= 3; i++) {
      x = b.add("conv" + i, Convolution.of(16, Window.square(3)), x);
      x = b.add("norm" + i, BatchNormalization.DEFAULT, x);
      x = b.add("relu" + i, Activation.RELU, x);
    }
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("out", SoftmaxOutput.of(3), x));
  }

  @Test
  void saysThatItComputesIn32Bits() {
    assertThat(evaluator(Precision.FLOAT32).provenance())
        .containsEntry("training.precision", "FLOAT32");
    assertThat(evaluator(Precision.FLOAT32).provenance().keySet())
        .noneMatch(name -> name.startsWith("onednn"));
  }

  @Test
  void saysOtherPrecisionsAndTheInstructionsThatTheyUse() {
    needBfloat16();
    for (Precision precision : List.of(Precision.BFLOAT16, Precision.AUTO)) {
      assertThat(evaluator(precision).provenance())
          .containsEntry("training.precision", precision.name())
          .containsEntry("onednn.values", "BFLOAT16")
          .containsEntry("onednn.instructions", OneDnnNetwork.instructions());
    }
    assertThat(OneDnnNetwork.instructions()).startsWith("avx512_core_");
    Dl4jTraining training = training(Precision.BFLOAT16);
    assertThat(training.toBuilder().build().settings()).isEqualTo(training.settings());
  }

  @Test
  void refusesThePortableEngineFor16Bits() {
    Dl4jTraining.Builder builder =
        Dl4jTraining.builder().engine(Engine.PORTABLE).precision(Precision.BFLOAT16);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[BFLOAT16]")
        .hasMessageContaining("Maybe choose Engine.ONEDNN");
    assertThat(Precision.AUTO.type(Engine.PORTABLE)).isEqualTo(FloatType.FLOAT32);
  }

  /** In a process that must not use the instructions. */
  @Test
  void aProcessorWithoutTheInstructionsIsToldSo() throws Exception {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
    ProcessBuilder child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WithoutInstructions.class.getName())
        .redirectErrorStream(true);
    child.environment().put("DNNL_MAX_CPU_ISA", "AVX512_CORE");
    Process process = child.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("AUTO takes FLOAT32")
        .contains("bfloat16 needs a processor with avx512_bf16")
        .contains("Maybe compute in 32 bits");
  }

  /** What the process does. */
  static final class WithoutInstructions {

    private WithoutInstructions() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("AUTO takes " + Precision.AUTO.type(Engine.AUTO));
      try {
        TrainedNetwork.train(normalized(), DATA.training(), training(Precision.BFLOAT16), 1);
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void repeatsBitForBit() throws InterruptedException {
    needBfloat16();
    assertThat(course(Precision.BFLOAT16)).isEqualTo(course(Precision.BFLOAT16));
    assertThat(course(Precision.BFLOAT16)).isNotEqualTo(course(Precision.FLOAT32));
  }

  private static List<Double> course(Precision precision) throws InterruptedException {
    Evaluation evaluation =
        evaluator(precision).evaluate(Fixtures.candidate(normalized()), Fixtures.Context.of(3));
    return evaluation.history(Metric.VALIDATION_LOSS);
  }

  @Test
  void learnsAsMuchAs32BitsOverSeeds() throws InterruptedException {
    needBfloat16();
    Dataset test = Fixtures.shapes(300, 9);
    Map<Precision, List<Double>> accuracies =
        Map.of(Precision.FLOAT32, new ArrayList<>(), Precision.BFLOAT16, new ArrayList<>());
    for (int seed = 1; seed <= 5; seed++) {
      for (Precision precision : accuracies.keySet()) {
        Dl4jTraining training = training(precision).toBuilder().epochs(4).build();
        accuracies
            .get(precision)
            .add(TrainedNetwork.train(normalized(), DATA.training(), training, seed)
                .evaluate(test)
                .accuracy());
      }
    }
    accuracies.values().forEach(Collections::sort);
    List<Double> wide = accuracies.get(Precision.FLOAT32);
    List<Double> narrow = accuracies.get(Precision.BFLOAT16);
    double spread = Math.max(0.01, wide.get(4) - wide.get(0));
    assertThat(narrow.get(2)).isCloseTo(wide.get(2), within(spread));
    assertThat(narrow.get(2)).isGreaterThan(0.9);
  }

  /**
   * The weights themselves have 32 bits: what a step of nearly no length does to them cannot be
   * seen in 16.
   */
  @Test
  void goesOnFromTheWeightsThatItLeft() throws InterruptedException {
    needBfloat16();
    Dl4jTraining training = training(Precision.BFLOAT16);
    TrainedNetwork first = TrainedNetwork.train(normalized(), DATA.training(), training, 1);
    Dl4jTraining still = training.toBuilder()
        .nesterov(0)
        .learningRate(LearningRate.constant(1e-7))
        .build();
    TrainedNetwork second = first.trainFurther(DATA.training(), still, 2);
    float[] before = first.weights().get("conv2/kernel").values();
    float[] after = second.weights().get("conv2/kernel").values();
    assertThat(after).isNotEqualTo(before).containsExactly(before, within(1e-5f));
  }

  @Test
  void deepensAndSettlesWithoutChangingWhatANetworkSays() throws InterruptedException {
    needBfloat16();
    Dl4jTraining training = training(Precision.BFLOAT16);
    TrainedNetwork parent = TrainedNetwork.train(normalized(), DATA.training(), training, 1);
    WeightedArchitecture deeper = Morphism.deepen("relu2", 3, true, 0)
        .apply(
            new WeightedArchitecture(parent.architecture(), parent.weights()),
            new SplittableRandom(2));
    List<String> inserted = deeper.architecture().nodes().stream()
        .filter(node -> node.layer() instanceof BatchNormalization)
        .map(Node::name)
        .filter(name -> !name.startsWith("norm"))
        .toList();
    assertThat(inserted).hasSize(1);
    TrainedNetwork child = TrainedNetwork.of(deeper.architecture(), deeper.weights(), 1)
        .settled(inserted, DATA.training(), training, 1);
    assertThat(child.weights().get(inserted.get(0) + "/variance").values())
        .isNotEqualTo(deeper.weights().get(inserted.get(0) + "/variance").values());
    // Both in 32 bits, since neither was trained.
    TrainedNetwork before = TrainedNetwork.of(parent.architecture(), parent.weights(), 1);
    assertThat(before.largestDifference(child, DATA.validation())).isLessThan(1e-4);
  }

  @Test
  void sharesWeights() throws InterruptedException {
    needBfloat16();
    EnasMicroSpace space =
        EnasMicroSpace.builder(IMAGE, 3).nodes(2).cells(3).filters(4).dropout(0).build();
    SplittableRandom random = new SplittableRandom(4);
    List<Architecture> children = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      children.add(space
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture());
    }
    List<Double> first = scores(children);
    assertThat(scores(children)).isEqualTo(first);
    assertThat(Collections.max(first)).isGreaterThan(0.5);
  }

  private static List<Double> scores(List<Architecture> children) throws InterruptedException {
    try (Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(Dl4jTraining.builder()
            .nesterov(0.9)
            .batch(16)
            .engine(Engine.ONEDNN)
            .precision(Precision.BFLOAT16)
            .build())
        .threads(1)
        .seed(5)
        .build()) {
      for (int i = 0; i < 60; i++) {
        supernet.train(children.get(i % children.size()), 0.02);
      }
      List<Double> scores = new ArrayList<>();
      for (Architecture child : children) {
        scores.add(supernet.score(child));
      }
      return scores;
    }
  }

  /** An evaluator that says what another one would, and trains nothing. */
  private static SearchBuilder<Architecture> telling(Dl4jEvaluator evaluator, Path journal) {
    return NasSearch.builder(choices -> normalized())
        .evaluator(new Evaluator<Architecture>() {
          @Override
          public Evaluation evaluate(Candidate<Architecture> candidate, EvaluationContext context) {
            return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
          }

          @Override
          public Map<String, String> provenance() {
            return evaluator.provenance();
          }
        })
        .stopAfter(StopRule.trials(1))
        .store(journal);
  }

  /** Figures of 16 bits are others: a journal of them does not go on in 32, nor the other way. */
  @Test
  void aJournalOf16BitsIsNotResumedIn32(@TempDir Path folder) {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN does not run here");
    Path journal = folder.resolve("run.jsonl");
    telling(evaluator(Precision.BFLOAT16), journal).run();
    assertThatThrownBy(() -> telling(evaluator(Precision.FLOAT32), journal).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("training.precision: was [BFLOAT16], is [FLOAT32]")
        .hasMessageContaining("onednn.values: was [BFLOAT16], is not set")
        .hasMessageContaining("onednn.instructions: was");
    Path other = folder.resolve("other.jsonl");
    telling(evaluator(Precision.FLOAT32), other).run();
    assertThatThrownBy(() -> telling(evaluator(Precision.BFLOAT16), other).run())
        .hasMessageContaining("training.precision: was [FLOAT32], is [BFLOAT16]");
  }
}
