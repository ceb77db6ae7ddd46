package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/**
 * Pairs of lit pixels, side by side or one above the other. Whatever treats rows and columns alike
 * cannot tell them apart, so of four operations the 3×3 convolution alone is useful.
 */
class OneShotOnNetworksTest {

  private static final int SEEDS = 5;
  private static final int SIDE = 8;
  private static final Shape IMAGE = Shape.image(1, SIDE, SIDE);

  enum Operation {
    CONVOLUTION,
    POINTWISE,
    AVERAGE,
    MAXIMUM
  }

  private static final Decision<Operation> OPERATION = Decision.of("operation", Operation.values());

  private static final SearchSpace<Architecture> SPACE = choices -> {
    Architecture.Builder b = Architecture.builder(IMAGE);
    String x = b.add("stem", Convolution.of(6, Window.square(1)), Architecture.INPUT);
    for (int layer = 0; layer < 2; layer++) {
      Operation operation = choices.pick(OPERATION);
      String name = "layer" + layer + "/" + operation;
      x = switch (operation) {
        case CONVOLUTION -> b.add(name, Convolution.of(6, Window.square(3)), x);
        case POINTWISE -> b.add(name, Convolution.of(6, Window.square(1)), x);
        case AVERAGE -> b.add(name, Pooling.average(Window.square(3)), x);
        case MAXIMUM -> b.add(name, Pooling.max(Window.square(3)), x);
      };
      x = b.add("layer" + layer + "/norm", BatchNormalization.DEFAULT, x);
      x = b.add("layer" + layer + "/relu", Activation.RELU, x);
    }
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("classifier", SoftmaxOutput.of(2), x));
  };

  private static Dataset pairs(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[size][SIDE * SIDE];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % 2;
      for (int pair = 0; pair < 3; pair++) {
        int at = (1 + random.nextInt(SIDE - 3)) * SIDE + 1 + random.nextInt(SIDE - 3);
        images[i][at] = 1;
        images[i][at + (labels[i] == 0 ? 1 : SIDE)] = 1;
      }
      for (int j = 0; j < images[i].length; j++) {
        images[i][j] += 0.1f * random.nextFloat();
      }
    }
    return Dataset.of(IMAGE, 2, images, labels);
  }

  /** Remembers which networks the controller was rewarded for. */
  private static final class Watched implements Supernet<Architecture> {

    private final Dl4jSupernet supernet;
    private final List<Architecture> scored = new ArrayList<>();

    Watched(Dl4jSupernet supernet) {
      this.supernet = supernet;
    }

    @Override
    public int trainingBatches() {
      return supernet.trainingBatches();
    }

    @Override
    public double train(Architecture child, double learningRate) throws InterruptedException {
      return supernet.train(child, learningRate);
    }

    @Override
    public int validationBatches() {
      return supernet.validationBatches();
    }

    @Override
    public double score(Architecture child, int batch) throws InterruptedException {
      scored.add(child);
      return supernet.score(child, batch);
    }

    @Override
    public double score(Architecture child) throws InterruptedException {
      return supernet.score(child);
    }
  }

  private static final int EPOCHS = 12;
  private static final int SAMPLES = 50;

  private record Run(double score, double usefulShare) {}

  private static Run run(SearchStrategy strategy, long seed) throws InterruptedException {
    try (Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(pairs(512, 2 * seed))
        .validation(pairs(256, 2 * seed + 1))
        .settings(Dl4jTraining.builder().nesterov(0.9).batch(16).build())
        .validationBatch(64)
        .threads(1)
        .seed(seed)
        .build()) {
      Watched watched = new Watched(supernet);
      OneShotResult<Architecture> result = OneShotSearch.builder(SPACE, watched)
          .strategy(strategy)
          .learningRate(new WarmRestarts(0.05, 0.001, EPOCHS, 1))
          .epochs(EPOCHS)
          .controllerSamples(SAMPLES)
          .derive(1, 1)
          .seed(seed)
          .run();
      // The last is the derived network; before it come the last epoch's samples.
      int end = EPOCHS * SAMPLES;
      long useful = watched.scored.subList(end - SAMPLES, end).stream()
          .flatMap(each -> each.nodes().stream())
          .filter(node -> node.name().endsWith("/CONVOLUTION"))
          .count();
      return new Run(result.validationScore(), useful / (2.0 * SAMPLES));
    }
  }

  @Test
  void findsTheOnlyUsefulOperationAndBeatsRandomSearchOnSharedWeights()
      throws InterruptedException {
    SearchStrategy controller =
        Reinforce.enasSmall().toBuilder().learningRate(0.01).build();
    double[] shares = new double[SEEDS];
    double learned = 0;
    double random = 0;
    for (int i = 0; i < SEEDS; i++) {
      Run run = run(controller, i + 1);
      shares[i] = run.usefulShare();
      learned += run.score() / SEEDS;
      random += run(new RandomSearch(), i + 1).score() / SEEDS;
    }
    double mean = 0;
    for (double share : shares) {
      mean += share / SEEDS;
    }
    double square = 0;
    for (double share : shares) {
      square += (share - mean) * (share - mean);
    }
    double standardError = Math.sqrt(square / (SEEDS - 1) / SEEDS);
    assertThat(mean - 0.25)
        .as("share %s of the useful operation, learned %s, random %s", mean, learned, random)
        .isGreaterThan(3 * standardError)
        .isPositive();
    assertThat(learned).as("random has %s", random).isGreaterThan(random);
  }
}
