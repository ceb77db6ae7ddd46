package org.nas4j.dl4j.internal.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/** Architectures of all layers for tests. */
final class RandomArchitecture {

  static final int CLASSES = 3;

  private final RandomGenerator random;
  private final Architecture.Builder builder;
  private final double dropout;
  private int names;

  private RandomArchitecture(int seed, double dropout) {
    this.dropout = dropout;
    this.random = new SplittableRandom(seed);
    this.builder = Architecture.builder(
        Shape.image(1 + random.nextInt(4), 9 + random.nextInt(4), 9 + random.nextInt(4)));
  }

  static Architecture of(int seed) {
    return new RandomArchitecture(seed, 0.3).build();
  }

  static Architecture withoutDropout(int seed) {
    return new RandomArchitecture(seed, 0).build();
  }

  static Architecture chain(Shape shape) {
    Architecture.Builder b = Architecture.builder(shape);
    b.add("conv", Convolution.of(8, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "norm");
    b.add("pool", Pooling.max(Window.square(2).stride(2)), "relu");
    b.add("global", GlobalPooling.AVERAGE, "pool");
    b.add("out", SoftmaxOutput.of(CLASSES), "global");
    return b.build();
  }

  private Architecture build() {
    List<String> images = new ArrayList<>(List.of(Architecture.INPUT));
    String last = Architecture.INPUT;
    for (int i = 0; i < 6; i++) {
      last = step(last, images);
      images.add(last);
    }
    last = random.nextBoolean()
        ? add(new Flatten(), last)
        : add(
            new GlobalPooling(random.nextBoolean() ? PoolingKind.MAX : PoolingKind.AVERAGE), last);
    if (random.nextBoolean()) {
      last = add(new Dense(1 + random.nextInt(7), random.nextBoolean()), last);
      last = add(BatchNormalization.DEFAULT, last);
      last = add(new Activation(Activation.Function.TANH), last);
    }
    // All nodes must be needed: what is left over feeds an auxiliary head.
    List<String> pooled = new ArrayList<>();
    for (String image : images) {
      pooled.add(add(GlobalPooling.AVERAGE, image));
    }
    add(new SoftmaxOutput(CLASSES, 0.4), add(new Concat(), pooled.toArray(String[]::new)));
    add(SoftmaxOutput.of(CLASSES), last);
    return builder.build();
  }

  private String step(String last, List<String> images) {
    int channels = ((Shape.Image) builder.shape(last)).channels();
    int kind = random.nextInt(10);
    if (kind == 7) {
      return add(
          new Add(),
          last,
          add(new Identity(), last),
          add(new DropPath(0.5, 0.5), add(Activation.RELU, last)));
    }
    if (kind == 9 && channels % 2 == 0) {
      return add(new Convolution(6, window(true), 2, true), last);
    }
    if (kind == 8) {
      return add(new Concat(), last, last, add(new Dropout(dropout), last));
    }
    Layer layer = switch (kind) {
      case 0 -> new Convolution(1 + random.nextInt(6), window(true), 1, random.nextBoolean());
      case 1 -> new Convolution(2 * channels, window(true), channels, random.nextBoolean());
      case 2 -> new DepthwiseConvolution(window(true), random.nextBoolean());
      case 3 -> new SeparableConvolution(1 + random.nextInt(6), window(true), random.nextBoolean());
      case 4 -> new FactorizedReduction(2 + random.nextInt(5));
      case 5 -> random.nextBoolean() ? Pooling.max(window(false)) : Pooling.average(window(false));
      default -> new ZeroPad(1, 0, 2, 1);
    };
    if (kind == 4 && smallest(last) < 4) {
      layer = new Identity();
    }
    String next = add(layer, last);
    return random.nextBoolean() ? add(BatchNormalization.DEFAULT, next) : next;
  }

  private int smallest(String name) {
    Shape.Image shape = (Shape.Image) builder.shape(name);
    return Math.min(shape.height(), shape.width());
  }

  private Window window(boolean dilated) {
    int height = 1 + random.nextInt(4);
    int width = 1 + random.nextInt(4);
    Window window = Window.of(height, width).stride(1 + random.nextInt(3), 1 + random.nextInt(2));
    return switch (random.nextInt(4)) {
      case 0 -> dilated ? window.dilation(2 + random.nextInt(2)) : window;
      case 1 -> window.padding(Padding.explicit(height / 2, width / 2));
      case 2 ->
        dilated
            ? window.dilation(2).padding(Padding.explicit(height, width))
            : window.padding(Padding.explicit(height / 2, width / 2));
      default -> window;
    };
  }

  private String add(Layer layer, String... inputs) {
    return builder.add(layer.kind() + " " + names++, layer, inputs);
  }
}
