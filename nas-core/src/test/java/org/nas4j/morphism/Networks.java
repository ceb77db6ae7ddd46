package org.nas4j.morphism;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.testkit.ReferenceNetwork;
import org.nas4j.testkit.SmallNetworks;

/** Small networks of each kind, with random weights, on a reference in double precision. */
final class Networks {

  private static final int EXAMPLES = 3;

  private Networks() {}

  static Map<String, Architecture> all() {
    return SmallNetworks.all();
  }

  /** Of what was built so far: the mean of its maps, and three classes. */
  static Architecture ended(Architecture.Builder b, String last) {
    b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }

  static WeightedArchitecture weighted(Architecture architecture, RandomGenerator random) {
    return new WeightedArchitecture(architecture, SmallNetworks.weights(architecture, random));
  }

  /** The same, relative to the greatest logit of the first one. */
  static double relativeDifference(WeightedArchitecture one, WeightedArchitecture other) {
    SplittableRandom random = new SplittableRandom(3);
    double greatest = 0;
    for (int example = 0; example < EXAMPLES; example++) {
      for (double logit : logits(one, input(one, random))) {
        greatest = Math.max(greatest, Math.abs(logit));
      }
    }
    return difference(one, other) / greatest;
  }

  /** The greatest difference between two networks' logits on a few examples. */
  static double difference(WeightedArchitecture one, WeightedArchitecture other) {
    SplittableRandom random = new SplittableRandom(3);
    double largest = 0;
    for (int example = 0; example < EXAMPLES; example++) {
      double[] input = input(one, random);
      double[] expected = logits(one, input);
      double[] actual = logits(other, input);
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
      }
    }
    return largest;
  }

  private static double[] input(WeightedArchitecture network, RandomGenerator random) {
    double[] input = new double[(int) network.architecture().input().elements()];
    for (int i = 0; i < input.length; i++) {
      input[i] = random.nextGaussian();
    }
    return input;
  }

  /** Logarithms of the probabilities, which hide nothing behind a saturated softmax. */
  private static double[] logits(WeightedArchitecture network, double[] input) {
    double[] output = new ReferenceNetwork(network.architecture(), network.weights()).output(input);
    double[] logs = new double[output.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(output[i]);
    }
    return logs;
  }
}
