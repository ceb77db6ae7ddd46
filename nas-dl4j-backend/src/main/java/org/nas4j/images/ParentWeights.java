package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.eval.Candidate;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.recipe.ShownIfSet;
import org.nas4j.morphism.Inheritance;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.store.WeightStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where trained weights are kept, and how a candidate that names a parent starts from its parent's.
 * The optimizer starts anew, since its state belongs to the old shapes, unless nothing was changed
 * and {@link Builder#moments} are kept. A candidate whose parent's weights are gone starts at
 * random.
 *
 * <p>A resumed search finds the weights in the store's folder. Of several workers in one process,
 * all see one store; which weights are gone then depends on which worker was first, unless the
 * store keeps them all. Worker processes need a shared store, see {@link WeightStore#share}; of
 * another, each would see only what was in the folder when it opened it. Immutable; thread-safe.
 */
public final class ParentWeights {

  private static final Logger LOG = LoggerFactory.getLogger(ParentWeights.class);

  private final WeightStore store;
  private final Components components;

  private ParentWeights(WeightStore store, Components components) {
    this.store = store;
    this.components = components;
  }

  private record Components(
      Inheritance carriedBy,
      double learningRate,
      Optional<Distillation> distilled,
      @ShownIfSet boolean moments) {}

  /**
   * What a candidate starts from.
   *
   * @param weights that are not random
   * @param paused the rest of its parent's training, if it goes on as that ended
   */
  record Start(Map<String, WeightArray> weights, Optional<PausedTraining> paused) {

    /** All is random. */
    static final Start AT_RANDOM = new Start(Map.of(), Optional.empty());
  }

  /**
   * Carries weights over by name and shape; children are trained at the learning rate of the
   * others.
   *
   * @param store where trained weights go, and where a parent's are looked up; scored by validation
   *     accuracy
   * @return the rule
   */
  public static ParentWeights in(WeightStore store) {
    return builder(store).build();
  }

  /**
   * Starts with the rule that carries weights over by name and shape, at the learning rate of the
   * others.
   *
   * @param store where trained weights go, and where a parent's are looked up; scored by validation
   *     accuracy
   * @return a builder
   */
  public static Builder builder(WeightStore store) {
    return new Builder(store);
  }

  /**
   * A builder that starts with this rule.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder =
        builder(store).carriedBy(components.carriedBy()).learningRate(components.learningRate());
    builder.distilled = components.distilled();
    builder.moments = components.moments();
    return builder;
  }

  /**
   * The settings by name, but for the store.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  /**
   * What the candidate starts from; all is random if it has no parent, or if the parent's weights
   * are gone.
   */
  Start find(Candidate<Architecture> candidate, Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    if (candidate.parent().isEmpty()) {
      return Start.AT_RANDOM;
    }
    long parent = candidate.parent().getAsLong();
    try {
      Optional<Map<String, WeightArray>> found = store.find(parent);
      if (found.isEmpty()) {
        LOG.warn(
            "Trial {} starts at random: the weights of its parent, trial {}, are not kept.",
            candidate.trialId(),
            parent);
        return Start.AT_RANDOM;
      }
      Map<String, WeightArray> before = PausedTraining.weights(found.get());
      Map<String, WeightArray> weights = inherited(candidate, before, training, settings, seed);
      Optional<PausedTraining> paused = components.moments() && areEqual(weights, before)
          ? PausedTraining.of(found.get())
          : Optional.empty();
      return new Start(weights, paused);
    } catch (IOException e) {
      throw new UncheckedIOException("The weights of trial [" + parent + "] cannot be read.", e);
    }
  }

  private Map<String, WeightArray> inherited(
      Candidate<Architecture> candidate,
      Map<String, WeightArray> parent,
      Dataset training,
      Dl4jTraining settings,
      long seed)
      throws InterruptedException {
    Map<String, WeightArray> carried = components
        .carriedBy()
        .inherit(
            candidate.genotype(), candidate.architecture(), parent, new SplittableRandom(seed));
    Map<String, WeightArray> settled =
        settled(candidate.architecture(), parent, carried, training, settings, seed);
    return taught(candidate, parent, settled, training, settings, seed);
  }

  private static boolean areEqual(Map<String, WeightArray> one, Map<String, WeightArray> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(each ->
                Arrays.equals(each.getValue().values(), other.get(each.getKey()).values()));
  }

  /** A child that does not start with its parent's function imitates it first. */
  private Map<String, WeightArray> taught(
      Candidate<Architecture> candidate,
      Map<String, WeightArray> parent,
      Map<String, WeightArray> inherited,
      Dataset training,
      Dl4jTraining settings,
      long seed)
      throws InterruptedException {
    Optional<WeightedArchitecture> teacher = components.distilled().isEmpty()
        ? Optional.empty()
        : components.carriedBy().teacher(candidate.genotype(), parent);
    if (teacher.isEmpty()) {
      return inherited;
    }
    Distillation.Result result = components
        .distilled()
        .get()
        .teach(
            teacher.get(),
            new WeightedArchitecture(candidate.architecture(), inherited),
            training,
            settings,
            seed);
    LOG.info(
        "Trial {} imitates its parent: mean squared difference {} before, {} after.",
        candidate.trialId(),
        result.before(),
        result.after());
    return result.network().weights();
  }

  /**
   * Batch normalizations that the edits put in start as the identity, with no statistics of their
   * own yet; those that are copies of others have theirs.
   */
  private static Map<String, WeightArray> settled(
      Architecture child,
      Map<String, WeightArray> parent,
      Map<String, WeightArray> inherited,
      Dataset training,
      Dl4jTraining settings,
      long seed)
      throws InterruptedException {
    List<String> inserted = child.nodes().stream()
        .filter(node -> node.layer() instanceof BatchNormalization)
        .map(Node::name)
        .filter(name -> isUnmeasured(name, inherited) && !parent.containsKey(name + "/mean"))
        .toList();
    return inserted.isEmpty() || !inherited.keySet().containsAll(child.weights().keySet())
        ? inherited
        : Settling.settle(child, inherited, inserted, training, settings, seed);
  }

  /** Whether a normalization is as edits put it in, with mean 0 and variance 1. */
  private static boolean isUnmeasured(String name, Map<String, WeightArray> weights) {
    return weights.containsKey(name + "/mean")
        && areAll(weights.get(name + "/mean"), 0)
        && areAll(weights.get(name + "/variance"), 1)
        && areAll(weights.get(name + "/beta"), 0);
  }

  private static boolean areAll(WeightArray array, float number) {
    for (float each : array.values()) {
      if (each != number) {
        return false;
      }
    }
    return true;
  }

  Dl4jTraining lowered(Dl4jTraining settings) {
    return settings.toBuilder()
        .learningRate(settings.learningRate().times(components.learningRate()))
        .build();
  }

  /** Which shared store it is, if it is one; machines that see different ones must not be mixed. */
  Optional<String> sharedAs() {
    try {
      return store.sharedAs();
    } catch (IOException e) {
      throw new UncheckedIOException("The shared store of weights cannot be read.", e);
    }
  }

  boolean keepsMoments() {
    return components.moments();
  }

  /**
   * Keeps weights, and what else their training needs to go on.
   *
   * @param paused empty if it is not to be told, or the engine does not tell
   */
  void keep(
      long trial, double score, Map<String, WeightArray> weights, Optional<PausedTraining> paused) {
    try {
      store.put(trial, score, paused.map(it -> it.with(weights)).orElse(weights));
    } catch (IOException e) {
      throw new UncheckedIOException("The weights of trial [" + trial + "] cannot be kept.", e);
    }
  }

  @Override
  public String toString() {
    String then = components.distilled().map(each -> ", " + each).orElse("");
    String with = components.moments() ? ", with moments" : "";
    return "ParentWeights[learning rate × " + components.learningRate() + then + with + "]";
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private final WeightStore store;
    private Inheritance carriedBy = Inheritance.byName();
    private double learningRate = 1;
    private Optional<Distillation> distilled = Optional.empty();
    private boolean moments;

    private Builder(WeightStore store) {
      this.store = requireNonNull(store, "store");
    }

    /**
     * How weights are carried over; by name and shape unless set.
     *
     * @param how for example the {@code MorphismSpace} that is searched
     * @return this
     */
    public Builder carriedBy(Inheritance how) {
      carriedBy = requireNonNull(how, "how");
      return this;
    }

    /**
     * The learning rate of those that start from a parent's weights; that of the others unless set.
     * About a tenth is usual (chen2016net2net).
     *
     * @param factor of the rate of those that start at random, in (0, 1]
     * @return this
     */
    public Builder learningRate(double factor) {
      String name = "factor of children's learning rate";
      learningRate = Checks.within(Checks.positive(factor, name), 0, 1, name);
      return this;
    }

    /**
     * Lets children that do not start with their parent's function imitate it before they are
     * trained, on training images; none do unless set.
     *
     * @param how long and how fast
     * @return this
     */
    public Builder distilled(Distillation how) {
      distilled = Optional.of(how);
      return this;
    }

    /**
     * Whether the optimizer's moments and the place in the training data are kept too, so that a
     * candidate with the network and the weights of its parent goes on as if that had not paused:
     * for strategies that promote, such as {@code Asha}. Not so unless set. On
     * {@link Engine#ONEDNN} and {@link Engine#TORCH}, which tell their moments, and without dropout
     * and dropped paths, whose chance starts anew, it is the same to the last bit, if the learning
     * rate is that of the parent. Files in the store are two or three times as large, and hold
     * arrays beside the weights. With patience nothing is kept but weights, since they are those of
     * an earlier epoch.
     *
     * @param kept true to keep them
     * @return this
     */
    public Builder moments(boolean kept) {
      moments = kept;
      return this;
    }

    /**
     * The rule.
     *
     * @return immutable
     */
    public ParentWeights build() {
      return new ParentWeights(store, new Components(carriedBy, learningRate, distilled, moments));
    }
  }
}
