package org.nas4j.oneshot;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.weights.FreshWeights;
import org.nas4j.store.WeightFile;

/**
 * The weights that all networks of a space share (pham2018enas, section 2.2): arrays by name, each
 * made when a network first names it, from the bank's seed and the name alone, so that the order of
 * the networks does not matter. Kernels start normally distributed with variance 2/fan-in (He et
 * al. 2015), scales and variances as ones, all else as zeros. For one thread.
 */
public final class WeightBank {

  private final long seed;
  private final Map<String, WeightArray> arrays = new LinkedHashMap<>();

  /**
   * An empty bank.
   *
   * @param seed from which all first values are derived
   */
  public WeightBank(long seed) {
    this.seed = seed;
  }

  /**
   * The arrays of one network: those of the bank themselves, not copies, made on first use.
   *
   * @param architecture names the arrays by its nodes
   * @return arrays by name, in the architecture's order
   * @throws IllegalArgumentException if a name is known with another shape
   */
  public Map<String, WeightArray> weights(Architecture architecture) {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    architecture.weights().forEach((name, spec) -> weights.put(name, get(name, spec)));
    return weights;
  }

  private WeightArray get(String name, WeightSpec spec) {
    WeightArray array = arrays.computeIfAbsent(
        name,
        key -> FreshWeights.draw(spec, FreshWeights.RECTIFIED, () -> Seeds.random(seed, 0, key)));
    if (!array.shape().equals(spec.shape())) {
      throw new IllegalArgumentException("The weights [" + name + "] are shared with shape "
          + array.shape() + ", but this network needs shape " + spec.shape()
          + ".\nMaybe give nodes that differ in shape different names.");
    }
    return array;
  }

  /**
   * An array that no {@link Architecture} describes: the bank's own, not a copy, made on first use
   * with values that are uniform between plus and minus a bound.
   *
   * @param name by which it is shared
   * @param shape sizes, outermost first
   * @param bound of the first values; 0 for zeros
   * @return the array of that name
   * @throws IllegalArgumentException if the name is known with another shape
   */
  public WeightArray uniform(String name, List<Integer> shape, double bound) {
    if (!arrays.containsKey(name)) {
      WeightArray array = WeightArray.zeros(shape);
      RandomGenerator random = Seeds.random(seed, 0, name);
      for (int i = 0; bound > 0 && i < array.values().length; i++) {
        array.values()[i] = (float) random.nextDouble(-bound, bound);
      }
      arrays.put(name, array);
    }
    return get(name, new WeightSpec(name, shape, true));
  }

  /**
   * Takes over what a backend made of the arrays elsewhere.
   *
   * @param weights some of the arrays that were used so far, by name; their values are copied
   * @throws IllegalArgumentException if a name is not known, or with another shape
   */
  public void update(Map<String, WeightArray> weights) {
    weights.forEach((name, given) -> {
      WeightArray own = arrays.get(name);
      if (own == null || !own.shape().equals(given.shape())) {
        throw new IllegalArgumentException("The weights [" + name + "] of shape " + given.shape()
            + " do not fit the bank, which has [" + (own == null ? "none" : own.shape())
            + "] there.\nMaybe they belong to another bank.");
      }
      System.arraycopy(given.values(), 0, own.values(), 0, own.values().length);
    });
  }

  /**
   * All arrays that were used so far.
   *
   * @return independent copies by name, in the order of first use
   */
  public Map<String, WeightArray> snapshot() {
    Map<String, WeightArray> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.copy()));
    return copies;
  }

  /**
   * The number of arrays so far.
   *
   * @return at least 0
   */
  public int size() {
    return arrays.size();
  }

  /**
   * Writes all arrays, in the format of {@link WeightFile}.
   *
   * @param file where to; replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    WeightFile.write(file, arrays);
  }

  /**
   * A bank that goes on from a file.
   *
   * @param file written by {@link #save}
   * @param seed from which the values of names that the file lacks are derived
   * @return the bank
   * @throws IOException if it cannot be read, or is damaged
   */
  public static WeightBank load(Path file, long seed) throws IOException {
    requireNonNull(file, "file");
    WeightBank bank = new WeightBank(seed);
    bank.arrays.putAll(WeightFile.read(file));
    return bank;
  }
}
