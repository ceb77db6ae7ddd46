package org.nas4j.predict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;

/**
 * A score of a network that costs no training but one minibatch: how differently the rectifiers of
 * a network with fresh weights answer to different examples (mellor2021naswot, section 3). Each
 * example has a binary code, one bit for each value that goes into an activation: whether it is
 * above 0. K counts for each two examples the bits in which they agree, and the score is ln |det
 * K|: higher where codes are longer and less alike. Higher is better, as a rule of thumb; as with
 * {@link SynapticFlow}, learn how much it says before you rely on it.
 *
 * <pre>{@code
 * ActivationPatterns patterns = ActivationPatterns.of(minibatch, random);
 * ToDoubleFunction<Architecture> score = patterns::score;   // or SynapticFlow::of
 * }</pre>
 *
 * <p>The authors take 128 images. Batch normalizations use the minibatch's own statistics, as in
 * training. The same weights are drawn for the same network each time, and no names count. Computed
 * in plain Java on one thread, a forward pass for each example.
 *
 * <p>Deviations: weights follow He's rule, where the authors' code takes PyTorch's, and activations
 * of all kinds count; dropout and dropped paths pass everything on, and auxiliary outputs are left
 * out. Immutable and thread-safe.
 */
public final class ActivationPatterns {

  private final float[][] examples;
  private final long seed;

  private ActivationPatterns(float[][] examples, long seed) {
    this.examples = examples;
    this.seed = seed;
  }

  /**
   * A score by a minibatch.
   *
   * @param examples at least 2, no two equal; each has the values {@code [channels, height, width]}
   *     in one row, brought to about mean 0 and deviation 1 as for training; copied
   * @param random draws the seed of the weights
   * @return the score
   */
  public static ActivationPatterns of(float[][] examples, RandomGenerator random) {
    float[][] copies = Arrays.stream(examples).map(float[]::clone).toArray(float[][]::new);
    if (copies.length < 2) {
      throw new IllegalArgumentException("Patterns are compared between examples, but there are ["
          + copies.length + "].\nMaybe give a minibatch of about 64.");
    }
    for (float[] example : copies) {
      if (example.length != copies[0].length) {
        throw new IllegalArgumentException("All examples must have as many values, but one has ["
            + copies[0].length + "] and another [" + example.length + "].");
      }
    }
    return new ActivationPatterns(copies, random.nextLong());
  }

  /**
   * The score.
   *
   * @param architecture a network for such examples
   * @return ln |det K|; negative infinity if it tells two examples not apart, or has no activation
   * @throws IllegalArgumentException if its input has another number of values
   */
  public double score(Architecture architecture) {
    requireNonNull(architecture, "architecture");
    if (architecture.input().elements() != examples[0].length) {
      throw new IllegalArgumentException("The network takes [" + architecture.input()
          + "], but the examples have [" + examples[0].length
          + "] values.\nMaybe build it for the shape of the data.");
    }
    SignCodes codes = new SignCodes(examples.length);
    MinibatchPass.run(architecture, examples, seed, codes::add);
    return codes.logDeterminant();
  }
}
