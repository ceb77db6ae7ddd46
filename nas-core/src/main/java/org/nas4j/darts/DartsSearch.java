package org.nas4j.darts;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.spaces.darts.DartsCell;

/**
 * Differentiable architecture search (liu2019darts): every edge is a mixture of all operations by
 * the softmax of α; in each step α goes down the gradient of the loss on validation data, then the
 * weights go down that on training data. In the end each node keeps its two strongest edges, each
 * with its strongest operation.
 *
 * <p>Weights: momentum 0.9, decay 3e-4, gradients of norm 5 at most, a rate that falls along a
 * cosine. α: Adam with 3e-4, (0.5, 0.999), decay 1e-3. The second order takes the weights after one
 * more step for the best ones (ξ the learning rate), at about three times the cost; the first order
 * takes the present ones.
 *
 * <p>{@link #partialChannels} is the variant whose edges put a part of the channels through the
 * operations (xu2020pcdarts): for a {@link MixedNetwork} that {@linkplain MixedNetwork#bypasses
 * bypasses} them with the rest. It is cheaper, so that larger minibatches fit; since α sees some
 * channels only, a softmax of β over the edges of a node steadies how much of each edge counts, in
 * the search and in the choice of edges.
 *
 * <p>What the literature warns of, that long searches choose hardly anything but skip connections
 * (zela2020darts; liang2019dartsPlus), shows in each epoch, and {@link Builder#mostSkips} ends the
 * search before, after the warm-up: a rule of the kind of DARTS+. Without it, which is the default,
 * the search is the published one. For one thread.
 */
public final class DartsSearch {

  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 3e-4;
  private static final double CLIP = 5;
  private static final double ALPHA_DECAY = 1e-3;
  private static final double BETA1 = 0.5;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final MixedNetwork network;
  private final DartsSettings settings;
  private final Consumer<DartsResult.Epoch> listener;

  private DartsSearch(Builder builder) {
    network = builder.network;
    settings = builder.settings();
    listener = builder.listener;
  }

  /**
   * Starts from the published settings: second order, 50 epochs, a learning rate from 0.025 to
   * 0.001.
   *
   * @param network what is searched
   * @return a builder
   */
  public static Builder builder(MixedNetwork network) {
    return new Builder(network);
  }

  /**
   * Partial channels as published (xu2020pcdarts, section 4.2): first order, 50 epochs of which 15
   * train weights alone, a learning rate from 0.1 to 0, α and β by Adam with 6e-4, normalized
   * edges. It was published for minibatches of 256 and one in 4 channels, which the network is
   * told, and with a half of the images for validation. The released code ends with a learning rate
   * of 0.001 instead.
   *
   * @param network what is searched
   * @return the search
   */
  public static DartsSearch partialChannels(MixedNetwork network) {
    return builder(network)
        .order(1)
        .warmUp(15)
        .learningRate(0.1, 0)
        .alphaLearningRate(6e-4)
        .edgeNormalization(true)
        .build();
  }

  /**
   * A builder that starts with this search's network, settings and listener.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(network);
    builder.order = settings.order();
    builder.epochs = settings.epochs();
    builder.warmUp = settings.warmUp();
    builder.learningRate = settings.learningRate();
    builder.leastLearningRate = settings.leastLearningRate();
    builder.alphaLearningRate = settings.alphaLearningRate();
    builder.edgeNormalization = settings.edgeNormalization();
    builder.mostSkips = settings.mostSkips();
    builder.seed = settings.seed();
    builder.listener = listener;
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /**
   * Runs to the end on this thread, from the network's weights as they are.
   *
   * @return the cells, and how they were found
   * @throws InterruptedException if the thread is interrupted
   */
  public DartsResult run() throws InterruptedException {
    Alphas.Form form =
        new Alphas.Form(network.edges(), settings.edgeNormalization(), network.bypasses());
    Alphas alphas = new Alphas(form, Seeds.random(settings.seed(), 0, "mixed edges"));
    Parameter step = new Parameter(alphas.values().length);
    double[] velocity = new double[network.weights().length];
    List<DartsResult.Epoch> epochs = new ArrayList<>();
    DartsCell normal = alphas.cell(false);
    DartsCell reduction = alphas.cell(true);
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      DartsResult.Epoch done = epoch(epoch, alphas, step, velocity);
      epochs.add(done);
      listener.accept(done);
      if (epoch > settings.warmUp() && done.skips() > settings.mostSkips()) {
        return new DartsResult(normal, reduction, true, epochs);
      }
      normal = alphas.cell(false);
      reduction = alphas.cell(true);
    }
    return new DartsResult(normal, reduction, false, epochs);
  }

  private DartsResult.Epoch epoch(int number, Alphas alphas, Parameter step, double[] velocity)
      throws InterruptedException {
    double rate = rate(number - 1);
    double training = 0;
    double validation = 0;
    boolean isWarmUp = number <= settings.warmUp();
    Bilevel bilevel = new Bilevel(network, MOMENTUM, DECAY);
    for (int batch = 0; batch < network.batches(); batch++) {
      network.advance();
      if (!isWarmUp) {
        Bilevel.Result result =
            settings.order() == 1 ? bilevel.first(alphas) : bilevel.second(alphas, rate, velocity);
        validation += result.loss();
        descend(alphas, step, result.gradient());
      }
      training += train(alphas, rate, velocity);
    }
    return new DartsResult.Epoch(
        number,
        training / network.batches(),
        isWarmUp ? Double.NaN : validation / network.batches(),
        alphas.cell(false).skips(),
        alphas.skipShare());
  }

  /** By epochs, as in the code. */
  private double rate(int epoch) {
    double least = settings.leastLearningRate();
    double share = (double) epoch / settings.epochs();
    return least
        + (settings.learningRate() - least) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2;
  }

  private void descend(Alphas alphas, Parameter step, double[] gradient) {
    double[] values = alphas.values();
    for (int i = 0; i < values.length; i++) {
      step.change()[i] = values[i];
      step.gradient()[i] = -(gradient[i] + ALPHA_DECAY * values[i]);
    }
    new Adam(settings.alphaLearningRate(), BETA1, BETA2, EPSILON)
        .ascend(List.of(step), Double.POSITIVE_INFINITY);
    System.arraycopy(step.value(), 0, values, 0, values.length);
  }

  private double train(Alphas alphas, double rate, double[] velocity) throws InterruptedException {
    MixedNetwork.Slope slope = network.slope(MixedNetwork.Part.TRAINING, alphas.shares());
    double[] gradient = slope.weights();
    double norm = Math.sqrt(Vectors.dot(gradient, 0, gradient, 0, gradient.length));
    double clip = norm > CLIP ? CLIP / norm : 1;
    double[] weights = network.weights();
    for (int i = 0; i < weights.length; i++) {
      velocity[i] = MOMENTUM * velocity[i] + clip * gradient[i] + DECAY * weights[i];
      weights[i] -= rate * velocity[i];
    }
    network.setWeights(weights);
    return slope.loss();
  }

  /** Describes a search by gradients. For one thread. */
  public static final class Builder {

    private final MixedNetwork network;
    private int order = 2;
    private int epochs = 50;
    private int warmUp = 0;
    private double learningRate = 0.025;
    private double leastLearningRate = 0.001;
    private double alphaLearningRate = 0.0003;
    private boolean edgeNormalization = false;
    private int mostSkips = Integer.MAX_VALUE;
    private long seed = 1;
    private Consumer<DartsResult.Epoch> listener = epoch -> {};

    private Builder(MixedNetwork network) {
      this.network = requireNonNull(network, "network");
    }

    private DartsSettings settings() {
      return new DartsSettings(
          order,
          epochs,
          warmUp,
          learningRate,
          leastLearningRate,
          alphaLearningRate,
          edgeNormalization,
          mostSkips,
          seed);
    }

    /**
     * Whether α's gradient looks one step of training ahead; 2, which does, unless set.
     *
     * @param newOrder 1 or 2
     * @return this
     */
    public Builder order(int newOrder) {
      order = (int) Checks.within(newOrder, 1, 2, "order");
      return this;
    }

    /**
     * How often the training data are gone through; 50 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = Checks.positive(count, "number of epochs");
      return this;
    }

    /**
     * The learning rate of the weights; from 0.025 to 0.001 unless set.
     *
     * @param first above 0
     * @param last at least 0, at most the first
     * @return this
     */
    public Builder learningRate(double first, double last) {
      learningRate = Checks.positive(first, "learning rate");
      leastLearningRate = Checks.within(last, 0, first, "last learning rate");
      return this;
    }

    /**
     * How many of the first epochs train weights only, so that operations without weights have no
     * lead; none unless set, 15 of 50 for partial channels.
     *
     * @param count at least 0, fewer than there are epochs
     * @return this
     */
    public Builder warmUp(int count) {
      warmUp = Checks.atLeast(count, 0, "number of epochs of warm-up");
      return this;
    }

    /**
     * The learning rate of α, and of β; 0.0003 unless set.
     *
     * @param rate above 0
     * @return this
     */
    public Builder alphaLearningRate(double rate) {
      alphaLearningRate = Checks.positive(rate, "learning rate of alpha");
      return this;
    }

    /**
     * Whether a softmax of β over the edges of a node multiplies what these hand on (xu2020pcdarts,
     * section 3.3), of any network; not so unless set.
     *
     * @param normalized true for β
     * @return this
     */
    public Builder edgeNormalization(boolean normalized) {
      edgeNormalization = normalized;
      return this;
    }

    /**
     * Ends the search, with the cells of the epoch before, when the normal cell would have more
     * skip connections; no limit unless set, as published.
     *
     * @param edges at least 0; the literature allows about 2
     * @return this
     */
    public Builder mostSkips(int edges) {
      mostSkips = Checks.atLeast(edges, 0, "number of skip connections");
      return this;
    }

    /**
     * From what the first α are derived; 1 unless set.
     *
     * @param newSeed any number
     * @return this
     */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Who is told of each epoch.
     *
     * @param newListener called on the searching thread
     * @return this
     */
    public Builder onEpoch(Consumer<DartsResult.Epoch> newListener) {
      listener = requireNonNull(newListener, "newListener");
      return this;
    }

    /**
     * The search.
     *
     * @return immutable; its network goes on from where it is
     * @throws IllegalArgumentException if the warm-up takes all epochs
     */
    public DartsSearch build() {
      if (warmUp >= epochs) {
        throw new IllegalArgumentException("A warm-up of [" + warmUp + "] epochs leaves none of ["
            + epochs + "] to learn from.\nMaybe have more epochs, or a shorter warm-up.");
      }
      return new DartsSearch(this);
    }

    /**
     * Builds the search and runs it to the end on this thread.
     *
     * @return the cells, and how they were found
     * @throws InterruptedException if the thread is interrupted
     */
    public DartsResult run() throws InterruptedException {
      return build().run();
    }
  }
}
