package org.nas4j.firstversion;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.data.Corpus;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.language.LanguageModel;
import org.nas4j.language.LanguageTraining;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;

/**
 * What the first version trained, and on what, for the files under {@code first-version/models}.
 * Whoever renames a class changes the imports here, and nothing that a file depends on.
 */
final class Models {

  /** By whose number the store knows the weights. */
  static final long TRIAL = 7;

  private static final int SIZE = 6;
  private static final int EXAMPLES = 60;
  private static final long SEED = 20_17;

  private Models() {}

  /** Normalized, with a path beside a separable convolution. */
  static Architecture network() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, SIZE, SIZE));
    String stem = b.add("stem", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    String x = b.add("norm", BatchNormalization.DEFAULT, stem);
    x = b.add("relu", Activation.RELU, x);
    x = b.add("separable", SeparableConvolution.of(4, Window.square(3)), x);
    x = b.add("sum", new Add(), x, stem);
    x = b.add("pool", Pooling.max(Window.square(2).stride(2)), x);
    x = b.add("flat", new Flatten(), x);
    x = b.add("dense", new Dense(5, true), x);
    x = b.add("rest", new Dropout(0.2), x);
    b.add("out", SoftmaxOutput.of(3), x);
    return b.build();
  }

  /** Gratings, whose class is the distance of their lines. */
  static Dataset gratings(int examples) {
    float[][] images = new float[examples][SIZE * SIZE];
    int[] labels = new int[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = i % 3;
      for (int j = 0; j < SIZE * SIZE; j++) {
        int along = i % 2 == 0 ? j / SIZE : j % SIZE;
        boolean lit = (along + i / 6) % (labels[i] + 2) == 0;
        images[i][j] = (lit ? 1 : 0) + (i * 31 + j * 17) % 23 / 64f;
      }
    }
    return Dataset.of(Shape.image(1, SIZE, SIZE), 3, images, labels);
  }

  static TrainedNetwork trained() throws InterruptedException {
    Dl4jTraining settings = Dl4jTraining.builder()
        .epochs(4)
        .batch(12)
        .learningRate(LearningRate.cosine(0.05))
        .build();
    return TrainedNetwork.train(network(), gratings(EXAMPLES), settings, SEED);
  }

  static LanguageModel speaking() throws InterruptedException {
    LanguageTraining settings = LanguageTraining.builder()
        .hidden(6)
        .batch(8)
        .steps(10)
        .batches(20)
        .learningRate(0.01)
        .clipGradient(1)
        .dropout(0)
        .threads(1)
        .build();
    return LanguageModel.train(cell(), corpus(), settings, SEED);
  }

  static CellGraph cell() {
    return EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1, 1, 0).graph();
  }

  static Corpus corpus() {
    return Corpus.of(
        "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
        Corpus.Level.CHARACTERS,
        0.1,
        0.1);
  }
}
