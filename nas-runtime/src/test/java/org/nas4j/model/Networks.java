package org.nas4j.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;

/** Small networks with weights. */
final class Networks {

  private Networks() {}

  static Architecture pictures() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 6, 6));
    b.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("norm", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "norm");
    b.add("pool", Pooling.max(Window.square(2).stride(2)), "relu");
    b.add("flat", new Flatten(), "pool");
    b.add("out", SoftmaxOutput.of(3), "flat");
    return b.build();
  }

  static Architecture table(int inputs, int outputs) {
    Architecture.Builder b = Architecture.builder(Shape.vector(inputs));
    b.add("dense", new Dense(20, true), Architecture.INPUT);
    b.add("tanh", new Activation(Activation.Function.TANH), "dense");
    b.add("out", RegressionOutput.of(outputs), "tanh");
    return b.build();
  }

  static Map<String, WeightArray> weights(Architecture architecture) {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    architecture.weights().forEach((name, spec) -> {
      WeightArray array = WeightArray.zeros(spec.shape());
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] =
            name.endsWith("variance") ? 0.5f + random.nextFloat() : random.nextFloat() - 0.5f;
      }
      weights.put(name, array);
    });
    return weights;
  }

  static Model.Builder of(Architecture architecture) {
    return Model.builder(architecture, weights(architecture));
  }

  static float[] example(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
