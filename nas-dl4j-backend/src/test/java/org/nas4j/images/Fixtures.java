package org.nas4j.images;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Verdict;
import org.nas4j.space.Genotype;

/** Small things to train, and on what. */
final class Fixtures {

  private Fixtures() {}

  /** Images of one channel, 8×8: noise, with a bright row (class 0), column (1) or corner (2). */
  static Dataset shapes(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[size][64];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % 3;
      int at = random.nextInt(8);
      for (int j = 0; j < 64; j++) {
        boolean lit = switch (labels[i]) {
          case 0 -> j / 8 == at;
          case 1 -> j % 8 == at;
          default -> j / 8 < 3 && j % 8 < 3;
        };
        images[i][j] = (lit ? 1 : 0) + 0.3f * random.nextFloat();
      }
    }
    return Dataset.of(Shape.image(1, 8, 8), 3, images, labels);
  }

  /** Two convolutions, for any image. */
  static Architecture small(Shape shape, int classes) {
    Architecture.Builder b = Architecture.builder(shape);
    String x = b.add("c1", Convolution.of(16, Window.square(3)).withBias(), Architecture.INPUT);
    x = b.add("r1", Activation.RELU, x);
    x = b.add("p1", Pooling.max(Window.square(2).stride(2)), x);
    x = b.add("c2", Convolution.of(32, Window.square(3)).withBias(), x);
    x = b.add("r2", Activation.RELU, x);
    x = b.add("p2", Pooling.max(Window.square(2).stride(2)), x);
    x = b.add("f", new org.nas4j.arch.Flatten(), x);
    b.add("out", SoftmaxOutput.of(classes), x);
    return b.build();
  }

  /** Six convolutions of 32 maps with two poolings: the network of the speed figures. */
  static Architecture six(Shape shape, int classes) {
    Architecture.Builder b = Architecture.builder(shape);
    String x = Architecture.INPUT;
    for (int i = 1; i <= 6; i++) {
      x = b.add("c" + i, Convolution.of(32, Window.square(3)).withBias(), x);
      x = b.add("r" + i, Activation.RELU, x);
      if (i % 2 == 0 && i < 6) {
        x = b.add("p" + i, Pooling.max(Window.square(2).stride(2)), x);
      }
    }
    x = b.add("g", GlobalPooling.AVERAGE, x);
    b.add("out", SoftmaxOutput.of(classes), x);
    return b.build();
  }

  static Candidate<Architecture> candidate(Architecture architecture) {
    return new Candidate<>(0, Genotype.EMPTY, architecture, OptionalLong.empty());
  }

  /** A context without engine. */
  record Context(
      RandomGenerator random, Deadline deadline, BiFunction<Integer, Evaluation, Verdict> reporting)
      implements EvaluationContext {

    static Context of(long seed) {
      return new Context(
          new SplittableRandom(seed), Deadline.never(), (step, soFar) -> Verdict.CONTINUE);
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Verdict report(int step, Evaluation soFar) {
      return reporting.apply(step, soFar);
    }
  }
}
