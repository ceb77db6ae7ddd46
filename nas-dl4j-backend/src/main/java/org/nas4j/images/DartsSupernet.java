package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.darts.MixedNetwork;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.internal.checks.Checks;
import org.nas4j.spaces.darts.DartsNetwork;
import org.nas4j.spaces.darts.MixedCells;

/**
 * DARTS' network of mixed edges on images (liu2019darts), on oneDNN. An operation is multiplied by
 * its share through the scale of the batch normalization that ends it, so that the gradient by the
 * share is the sum of those by the scales; the other normalizations of cells keep scale 1 and shift
 * 0, as published. How much memory it needs is {@link MemoryNeed#ofTraining} of
 * {@link DartsNetwork#mixed(int)}. For one thread: open, use and close it on one.
 *
 * <p>With {@link Builder#partialChannels} one in K channels goes through the operations
 * (xu2020pcdarts). Channels are shuffled by 1×1 convolutions of zeros and ones, which are exact and
 * are not trained; oneDNN's blocks of 8 or 16 channels are partly empty where a K-th of the filters
 * does not fill them, so that less than the K-th of memory and time is left.
 */
public final class DartsSupernet implements MixedNetwork, AutoCloseable {

  private static final int DATA_PARTS = 2;

  private final MixedCells cells;
  private final Dataset training;
  private final Minibatches[] minibatches = new Minibatches[DATA_PARTS];
  private final FloatBuffer[] values = new FloatBuffer[DATA_PARTS];
  private final int[][] labels = new int[DATA_PARTS][];
  private final OneDnnNetwork network;
  private final Map<String, WeightArray> free = new LinkedHashMap<>();
  private final Map<String, WeightArray> shared = new LinkedHashMap<>();
  private final Map<String, float[]> gradients = new LinkedHashMap<>();
  private final int count;

  private DartsSupernet(Builder builder) {
    SplittableRandom random = new SplittableRandom(builder.seed);
    training = builder.training;
    cells = builder.sizes.mixed(builder.oneIn);
    Dl4jTraining settings = builder.settings;
    MemoryNeed.ofTraining(cells.network(), settings.batch(), Engine.ONEDNN)
        .requireRoom(cells.network(), settings.batch());
    Classifier.requireFit(cells.network(), training);
    network = OneDnnNetwork.open(
        cells.network(),
        new NetworkSettings(
            random.nextLong(),
            settings.optimizer(),
            0,
            settings.labelSmoothing(),
            builder.threads,
            settings.precision().type(Engine.ONEDNN)));
    Dataset[] data = {training, builder.validation};
    for (int i = 0; i < DATA_PARTS; i++) {
      minibatches[i] = new Minibatches(data[i], settings, random.split());
      values[i] = FloatBuffer.allocate(
          Math.toIntExact(minibatches[i].size() * training.shape().elements()));
    }
    count = arrange();
    network.setWeights(selections());
  }

  private Map<String, WeightArray> selections() {
    Map<String, WeightArray> all = new LinkedHashMap<>();
    for (MixedCells.Selection each : cells.selections()) {
      WeightArray kernel =
          WeightArray.zeros(cells.network().weights().get(each.array()).shape());
      int inputs = kernel.shape().get(1);
      for (int i = 0; i < each.channels().size(); i++) {
        kernel.values()[i * inputs + each.channels().get(i)] = 1;
      }
      all.put(each.array(), kernel);
    }
    return all;
  }

  /** Sorts arrays into those that are shares, those that stay as they are, and the free ones. */
  private int arrange() {
    cells.shares().forEach(share -> shared.put(share.array(), null));
    Map<String, WeightArray> first = network.weights();
    Set<String> selecting =
        cells.selections().stream().map(MixedCells.Selection::array).collect(Collectors.toSet());
    int total = 0;
    for (Map.Entry<String, WeightSpec> each : cells.network().weights().entrySet()) {
      String name = each.getKey();
      boolean isTrained = each.getValue().trained() && first.containsKey(name);
      if (shared.containsKey(name)) {
        shared.put(name, first.get(name));
        gradients.put(name, new float[first.get(name).values().length]);
      } else if (isTrained && !isFixed(name) && !selecting.contains(name)) {
        free.put(name, first.get(name));
        gradients.put(name, new float[first.get(name).values().length]);
        total += first.get(name).values().length;
      }
    }
    return total;
  }

  /** Normalizations of cells have no weights of their own in the search. */
  private static boolean isFixed(String name) {
    return name.startsWith("cell") && (name.endsWith("norm/gamma") || name.endsWith("norm/beta"));
  }

  /**
   * Starts from the published sizes and settings: 8 cells, 16 filters, batches of 64. Training and
   * validation data are required.
   *
   * @param training what weights are fitted to
   * @param validation what shares are fitted to, about as many
   * @return a builder
   */
  public static Builder builder(Dataset training, Dataset validation) {
    return new Builder(training, validation);
  }

  @Override
  public int edges() {
    return 2 * cells.edges();
  }

  @Override
  public boolean bypasses() {
    return cells.bypasses();
  }

  @Override
  public int batches() {
    return minibatches[0].count();
  }

  @Override
  public double[] weights() {
    double[] all = new double[count];
    int from = 0;
    for (WeightArray array : free.values()) {
      for (float value : array.values()) {
        all[from++] = value;
      }
    }
    return all;
  }

  @Override
  public void setWeights(double[] weights) {
    if (weights.length != count) {
      throw new IllegalArgumentException(
          "There are [" + count + "] weights, but [" + weights.length + "] were given.");
    }
    int from = 0;
    for (WeightArray array : free.values()) {
      float[] target = array.values();
      for (int i = 0; i < target.length; i++) {
        target[i] = (float) weights[from++];
      }
    }
    network.setWeights(free);
  }

  @Override
  public void advance() throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    for (int i = 0; i < DATA_PARTS; i++) {
      values[i].clear();
      labels[i] = minibatches[i].next(values[i]);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if training diverges
   */
  @Override
  public Slope slope(Part part, double[] shares) throws InterruptedException {
    TrainingLoop.stopIfInterrupted();
    int which = part.ordinal();
    if (labels[which] == null) {
      advance();
    }
    for (MixedCells.Share share : cells.shares()) {
      Arrays.fill(shared.get(share.array()).values(), (float) shares[share.index(cells.edges())]);
    }
    network.setWeights(shared);
    network.examples(labels[which].length).put(values[which].rewind());
    double loss = network.slope(labels[which], gradients);
    TrainingLoop.requireNumber(loss, minibatches[0].pass());
    return new Slope(loss, byWeights(), byShares(shares.length));
  }

  private double[] byWeights() {
    double[] all = new double[count];
    int from = 0;
    for (String name : free.keySet()) {
      for (float value : gradients.get(name)) {
        all[from++] = value;
      }
    }
    return all;
  }

  private double[] byShares(int size) {
    double[] all = new double[size];
    for (MixedCells.Share share : cells.shares()) {
      int index = share.index(cells.edges());
      for (float value : gradients.get(share.array())) {
        all[index] += value;
      }
    }
    return all;
  }

  /**
   * Native memory that is held now, as far as it is known.
   *
   * @return bytes
   */
  public long nativeBytes() {
    return network.nativeBytes();
  }

  /** Frees all native memory. */
  @Override
  public void close() {
    for (Minibatches each : minibatches) {
      each.close();
    }
    network.close();
  }

  /** Checks each setting at once. For one thread. */
  public static final class Builder {

    private final Dataset training;
    private final Dataset validation;
    private DartsNetwork sizes;
    private Dl4jTraining settings = Dl4jTraining.builder().build();
    private int oneIn = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed = 1;

    private Builder(Dataset training, Dataset validation) {
      SearchData.requireFit(training, validation);
      this.training = training;
      this.validation = validation;
      this.sizes = DartsNetwork.search(training.shape(), training.classes());
    }

    /**
     * The sizes of the network; those of the paper's search unless set.
     *
     * @param network for the data's shape and classes
     * @return this
     */
    public Builder sizes(DartsNetwork network) {
      sizes = requireNonNull(network, "network");
      return this;
    }

    /**
     * Of so many channels one goes through the operations of an edge, and the others bypass them;
     * 1, all of them, unless set. For {@code DartsSearch.partialChannels}.
     *
     * @param oneOf K, a divisor of the filters; 4 in the paper for CIFAR-10
     * @return this
     */
    public Builder partialChannels(int oneOf) {
      oneIn = Checks.positive(oneOf, "number of channels of which one is mixed");
      return this;
    }

    /**
     * Batch, augmentation, label smoothing and precision; optimizer, learning rate, decay and
     * epochs have no effect, since the search makes the steps. The default is a batch of 64.
     *
     * @param training settings
     * @return this
     */
    public Builder settings(Dl4jTraining training) {
      settings = requireNonNull(training, "training");
      return this;
    }

    /**
     * Native threads; one for each processor unless set.
     *
     * @param number at least 1
     * @return this
     */
    public Builder threads(int number) {
      threads = Checks.positive(number, "number of threads");
      return this;
    }

    /**
     * From what first weights, order and augmentation are derived; 1 unless set.
     *
     * @param newSeed any number
     * @return this
     */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Opens the network.
     *
     * @return to be used and closed by the calling thread
     * @throws IllegalArgumentException if partial channels do not divide the filters
     * @throws IllegalStateException if oneDNN cannot be used on this machine
     * @throws org.nas4j.space.InfeasibleException if it needs more memory than there is
     */
    public DartsSupernet build() {
      return new DartsSupernet(this);
    }
  }
}
