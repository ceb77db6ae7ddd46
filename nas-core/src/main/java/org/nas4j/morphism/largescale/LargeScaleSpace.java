package org.nas4j.morphism.largescale;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.morphism.Inheritance;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * All networks that the mutations of large-scale evolution make of the simplest one (Real et al.
 * 2017, section 3.2; real2017large): no convolution, the mean of each map and the classifier. Asks
 * again and again for a mutation or the end, and for a mutation where and how. So a child's answers
 * begin with those of its parent, without the parent's last one, {@link #END}.
 *
 * <p>A network is a backbone of convolutions and one-to-one connections, behind each of which the
 * feature maps may be normalized and rectified, with skips beside it. Numbers change to any from a
 * half to twice of what they were. Where a skip ends at maps of another size, every so many-th
 * pixel is taken, and channels are cut off or filled up with zeros, as in the paper; they are
 * added.
 *
 * <p>Children {@linkplain #inherit inherit} all weights whose place and shape they share with their
 * parent, unless the latest mutation reset them. Two mutations do not show in the network: training
 * on, and the learning rate ({@link #learningRateFactor}). So a search must not take equal networks
 * for duplicates: {@code deduplicateBy(Candidate::trialId)}.
 *
 * <p>Deviations: depth, channels, kernels and weights have greatest numbers, which the paper does
 * not have; the learning rate changes by twentieths; a kernel side k may become 2k + 1, since one
 * of 1 would stay so otherwise; mutations insert on the backbone only, and skips whose end is
 * removed go with it. Immutable and thread-safe.
 */
public final class LargeScaleSpace implements SearchSpace<Architecture>, Inheritance {

  /** What a mutation does. */
  public enum Kind {
    /** Nothing: the network is done. */
    END,
    /** The learning rate becomes from a half to twice of what it was. */
    ALTER_LEARNING_RATE,
    /** Training goes on. */
    IDENTITY,
    /** All weights start at random again. */
    RESET_WEIGHTS,
    /** A convolution of 3×3, stride 1 or 2, with as many channels as enter it. */
    INSERT_CONVOLUTION,
    /** A convolution less. */
    REMOVE_CONVOLUTION,
    /** A convolution's stride is doubled or halved. */
    ALTER_STRIDE,
    /** A convolution's channels become from a half to twice as many. */
    ALTER_CHANNELS,
    /** A convolution's kernel becomes higher or lower, wider or narrower, but stays odd. */
    FILTER_SIZE,
    /** A connection that passes on what it reads, and the vertex behind it. */
    INSERT_ONE_TO_ONE,
    /** A skip from a vertex to a later one. */
    ADD_SKIP,
    /** A skip less. */
    REMOVE_SKIP
  }

  /** The decision that is asked before each mutation. */
  public static final Decision<Kind> MUTATION = Decision.of("mutation", Kind.values());

  /** The option of {@link #MUTATION} that ends the mutations. */
  public static final int END = Kind.END.ordinal();

  private final Components components;
  private final MutationLimits limits;
  private final SearchSpace<Dna> networks = this::mutated;

  private LargeScaleSpace(Components components) {
    this.components = components;
    this.limits = MutationLimits.of(
        components.depth(),
        components.greatestParameters(),
        components.greatestChannels(),
        components.greatestKernel());
  }

  private record Components(
      Shape.Image input,
      int classes,
      int mutations,
      int depth,
      int greatestChannels,
      int greatestKernel,
      long greatestParameters) {}

  /**
   * Starts with room that a search of a few hundred networks does not fill: 300 mutations, 40 edges
   * of the backbone, 256 channels, kernels up to 11, weights without limit.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder
   * @throws IllegalArgumentException if the input is no image
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(input, classes);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    return builder(components.input(), components.classes())
        .mutations(components.mutations())
        .depth(components.depth())
        .greatestChannels(components.greatestChannels())
        .greatestKernel(components.greatestKernel())
        .greatestParameters(components.greatestParameters());
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public Architecture build(Choices choices) {
    return DnaNetwork.of(mutated(choices));
  }

  private Dna mutated(Choices choices) {
    Dna dna = Dna.first(components.input(), components.classes());
    while (dna.mutations() < components.mutations()) {
      DnaMutation mutation = new DnaMutation(limits, dna);
      Kind kind = choices.pick(MUTATION, mutation::allows);
      if (kind == Kind.END) {
        break;
      }
      dna = mutation.ask(kind, choices);
    }
    return dna;
  }

  /** What a genotype describes. */
  Dna dna(Genotype genotype) {
    return networks.replay(genotype).architecture();
  }

  /**
   * What a network's learning rate is multiplied by, after all mutations of it; 1 for the first
   * network, whose rate is 0.1 in the paper.
   *
   * @param genotype answers recorded with this space
   * @return above 0
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  public double learningRateFactor(Genotype genotype) {
    return dna(genotype).rate();
  }

  /**
   * Takes over each array that the child has in the same place and shape; none if the latest
   * mutation reset the weights.
   */
  @Override
  public Map<String, WeightArray> inherit(
      Genotype genotype,
      Architecture child,
      Map<String, WeightArray> parent,
      RandomGenerator random) {
    return dna(genotype).reset()
        ? Map.of()
        : Inheritance.byName().inherit(genotype, child, parent, random);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private final Shape.Image input;
    private final int classes;
    private int mutations = 300;
    private int depth = 40;
    private int greatestChannels = 256;
    private int greatestKernel = 11;
    private long greatestParameters = Long.MAX_VALUE;

    private Builder(Shape input, int classes) {
      if (!(requireNonNull(input, "input") instanceof Shape.Image image)) {
        throw new IllegalArgumentException("Convolutions evolve on images, but the input is ["
            + input + "].\nMaybe search a space of dense layers.");
      }
      this.input = image;
      this.classes = Checks.atLeast(classes, 2, "number of classes");
    }

    /**
     * How many mutations may lead to a network; 300 unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder mutations(int most) {
      mutations = Checks.positive(most, "number of mutations");
      return this;
    }

    /**
     * How many convolutions and one-to-one connections a backbone may have; 40 unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder depth(int most) {
      depth = Checks.positive(most, "depth");
      return this;
    }

    /**
     * How many channels a convolution may have; 256 unless set. One that reads more has as many as
     * it reads at first.
     *
     * @param most at least 1
     * @return this
     */
    public Builder greatestChannels(int most) {
      greatestChannels = Checks.positive(most, "greatest number of channels");
      return this;
    }

    /**
     * How many rows or columns a kernel may have; 11 unless set.
     *
     * @param most at least 3
     * @return this
     */
    public Builder greatestKernel(int most) {
      greatestKernel = Checks.atLeast(most, 3, "greatest kernel");
      return this;
    }

    /**
     * How many trained weights a network may have; no limit unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder greatestParameters(long most) {
      if (most < 1) {
        throw new IllegalArgumentException(
            "The greatest number of weights must be at least 1, but is [" + most + "].");
      }
      greatestParameters = most;
      return this;
    }

    /**
     * The space.
     *
     * @return immutable
     */
    public LargeScaleSpace build() {
      return new LargeScaleSpace(new Components(
          input, classes, mutations, depth, greatestChannels, greatestKernel, greatestParameters));
    }
  }
}
