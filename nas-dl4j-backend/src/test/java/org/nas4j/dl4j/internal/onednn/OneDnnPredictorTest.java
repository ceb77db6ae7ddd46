package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.NativeThreads;
import org.nas4j.model.Model;
import org.nas4j.model.Prediction;
import org.nas4j.model.Scaling;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.spaces.nasnet.NasnetSpace;

/** A model computed by oneDNN is the same model. */
class OneDnnPredictorTest {

  private static final Shape IMAGE = Shape.image(3, 16, 16);
  private static final float CLOSE = 1e-5f;

  @BeforeEach
  void requireOneDnn() {
    assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN has no code for this machine");
  }

  static Stream<Architecture> architectures() {
    return Stream.of(
            Stream.of(convolutional(), numbers()),
            sample(EnasMacroSpace.small(IMAGE, 3), 1),
            sample(NasnetSpace.builder(IMAGE, 3).cellsPerStage(1).filters(8).build(), 1),
            sample(MnasNetSpace.small(IMAGE, 3), 1))
        .flatMap(each -> each);
  }

  private static Stream<Architecture> sample(SearchSpace<Architecture> space, int count) {
    return IntStream.range(0, count).mapToObj(seed -> {
      SplittableRandom random = new SplittableRandom(seed);
      return space
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture();
    });
  }

  private static Architecture convolutional() {
    Architecture.Builder b = trunk();
    b.add("drop", new Dropout(0.5), "d");
    b.add("out", SoftmaxOutput.of(5), "drop");
    return b.build();
  }

  private static Architecture numbers() {
    Architecture.Builder b = trunk();
    b.add("out", RegressionOutput.of(2), "d");
    return b.build();
  }

  private static Architecture.Builder trunk() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("c", Convolution.of(24, Window.square(3)).withBias(), Architecture.INPUT);
    b.add("n", BatchNormalization.DEFAULT, "c");
    b.add("r", Activation.RELU, "n");
    b.add("p", Pooling.max(Window.square(2).stride(2)), "r");
    b.add("c2", Convolution.of(20, Window.square(3)), "p");
    b.add("f", new Flatten(), "c2");
    b.add("d", new Dense(9, true), "f");
    return b;
  }

  private static Model model(Architecture architecture) {
    Map<String, WeightArray> weights = InitialWeights.draw(architecture, 3);
    return Model.builder(architecture, weights)
        .scaling(new Scaling(List.of(0.5, 0.4, 0.3), List.of(0.2, 0.3, 0.4)))
        .build();
  }

  private static float[] example(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Math.toIntExact(IMAGE.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static float[] outputs(Model model, long seed) {
    float[] outputs = new float
        [Math.toIntExact(
            model.architecture().shape(model.architecture().output()).elements())];
    model.predict(example(seed), outputs);
    return outputs;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void predictsAsPlainJava(Architecture architecture) {
    Model model = model(architecture);
    assertThat(model.engine()).isEqualTo("oneDNN");
    Model plain = model.inPureJava();
    assertThat(plain.engine()).isEqualTo("Java");
    for (int seed = 0; seed < 3; seed++) {
      assertThat(outputs(model, seed)).containsExactly(outputs(plain, seed), within(CLOSE));
    }
  }

  @Test
  void leavesDenseNetworksToJava() {
    Architecture.Builder b = Architecture.builder(Shape.vector(2000));
    b.add("d", new Dense(500, true), Architecture.INPUT);
    b.add("out", SoftmaxOutput.of(3), "d");
    Architecture dense = b.build();
    Model model = Model.builder(dense, InitialWeights.draw(dense, 1)).build();
    assertThat(model.engine()).isEqualTo("Java");
  }

  static Stream<Model> models() {
    Model scaled = model(numbers());
    return Stream.of(
        model(convolutional()),
        Model.builder(scaled.architecture(), scaled.weights())
            .outputScaling(new Scaling(List.of(3.0, -2.0), List.of(0.5, 2.0)))
            .averagingMirrorImages(true)
            .build());
  }

  /** Two full batches and a part of one, among them an example that leaves nothing finite. */
  @ParameterizedTest
  @MethodSource("models")
  void predictsManyAsOneByOne(Model model) {
    float[][] examples = IntStream.range(0, 150).mapToObj(i -> example(i)).toArray(float[][]::new);
    examples[1][7] = Float.NaN;
    long before = OneDnnNetwork.openBytes();
    List<Prediction> many = model.predict(examples);
    assertThat(OneDnnNetwork.openBytes()).isGreaterThan(before);
    List<Prediction> again = model.predict(examples);
    List<Prediction> inJava = model.inPureJava().predict(examples);
    for (int i = 0; i < examples.length; i++) {
      if (i != 1) {
        assertThat(values(model, many.get(i))).containsExactly(outputs(model, i), within(CLOSE));
        assertThat(values(model, again.get(i))).containsExactly(values(model, many.get(i)));
        assertThat(values(model, inJava.get(i))).containsExactly(outputs(model.inPureJava(), i));
      }
    }
  }

  private static float[] values(Model model, Prediction prediction) {
    return model.classNames().isEmpty() ? prediction.values() : prediction.probabilities();
  }

  @Test
  void leavesFewToTheWayForOne() {
    Model model = model(convolutional());
    outputs(model, 1);
    long before = OneDnnNetwork.openBytes();
    float[][] few = IntStream.range(0, 63).mapToObj(i -> example(i)).toArray(float[][]::new);
    List<Prediction> predictions = model.predict(few);
    for (int i = 0; i < few.length; i++) {
      assertThat(values(model, predictions.get(i))).containsExactly(outputs(model, i));
    }
    assertThat(OneDnnNetwork.openBytes()).isGreaterThanOrEqualTo(before);
  }

  /**
   * A million multiply-adds an example: Java has a call of nine hundred, oneDNN one of thousand.
   */
  @Test
  void takesManyOfDenseNetworksFromJava() {
    Architecture.Builder b = Architecture.builder(Shape.vector(2000));
    b.add("d", new Dense(500, true), Architecture.INPUT);
    b.add("out", SoftmaxOutput.of(3), "d");
    Architecture dense = b.build();
    Model model = Model.builder(dense, InitialWeights.draw(dense, 1)).build();
    float[][] examples = new float[1000][2000];
    SplittableRandom random = new SplittableRandom(1);
    for (float[] example : examples) {
      example[random.nextInt(2000)] = random.nextFloat();
    }
    long before = OneDnnNetwork.openBytes();
    model.predict(Arrays.copyOf(examples, 900));
    assertThat(OneDnnNetwork.openBytes()).isEqualTo(before);
    List<Prediction> many = model.predict(examples);
    assertThat(OneDnnNetwork.openBytes()).isGreaterThan(before);
    for (int i = 0; i < examples.length; i += 37) {
      float[] one = new float[3];
      model.predict(examples[i], one);
      assertThat(values(model, many.get(i))).containsExactly(one, within(CLOSE));
    }
  }

  @Test
  void givesEachOfManyThreadsTheSameAsOne() {
    Model model = model(convolutional());
    List<float[]> alone =
        IntStream.range(0, 200).mapToObj(i -> outputs(model, i)).toList();
    List<float[]> together =
        IntStream.range(0, 200).parallel().mapToObj(i -> outputs(model, i)).toList();
    for (int i = 0; i < alone.size(); i++) {
      assertThat(together.get(i)).containsExactly(alone.get(i));
    }
  }

  @Test
  void leavesTheThreadAsItWas() {
    int before = NativeThreads.useHere(3);
    try {
      outputs(model(convolutional()), 1);
      assertThat(NativeThreads.useHere(3)).isEqualTo(3);
    } finally {
      NativeThreads.useHere(before);
    }
  }

  @Test
  void freesWhatNobodyPredictsWithAnyMore() throws InterruptedException {
    long before = OneDnnNetwork.openBytes();
    long during = bytesWithPrediction();
    assertThat(during).isGreaterThan(before);
    for (int i = 0; i < 100 && OneDnnNetwork.openBytes() > before; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(OneDnnNetwork.openBytes()).isLessThanOrEqualTo(before);
  }

  private static long bytesWithPrediction() {
    Model model = model(convolutional());
    outputs(model, 1);
    long bytes = OneDnnNetwork.openBytes();
    assertThat(model.engine()).isEqualTo("oneDNN");
    return bytes;
  }
}
