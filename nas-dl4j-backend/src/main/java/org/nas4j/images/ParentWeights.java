package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.nas4j.morphism.Inheritance;
import org.nas4j.store.WeightStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where trained weights are kept, and how a candidate that names a parent starts from its parent's. The optimizer starts
 * anew, since its state belongs to the old shapes. A candidate whose parent's weights are gone starts at random.
 *
 * <p>A resumed search finds the weights in the store's folder. Of several workers in one process, all see one store; which
 * weights are gone then depends on which worker was first, unless the store keeps them all. Worker processes share no
 * store: each would see only what was in the folder when it opened it. Immutable; thread-safe.
 */
public final class ParentWeights {

  private static final Logger LOG = LoggerFactory.getLogger(ParentWeights.class);

  private final WeightStore store;
  private final Inheritance inheritance;
  private final double rate;

  private ParentWeights(WeightStore store, Inheritance inheritance, double rate) {
    this.store = requireNonNull(store, "store");
    this.inheritance = requireNonNull(inheritance, "inheritance");
    this.rate = rate;
  }

  /**
   * Carries weights over by name and shape; children are trained at the learning rate of the others.
   *
   * @param store where trained weights go, and where a parent's are looked up; scored by validation accuracy
   * @return the rule
   */
  public static ParentWeights in(WeightStore store) {
    return new ParentWeights(store, Inheritance.byName(), 1);
  }

  /**
   * The same, carried over in another way.
   *
   * @param how for example the {@code MorphismSpace} that is searched
   * @return a new rule
   */
  public ParentWeights carriedBy(Inheritance how) {
    return new ParentWeights(store, how, rate);
  }

  /**
   * The same, with another learning rate for those that start from a parent's weights. About a tenth is usual
   * (chen2016net2net).
   *
   * @param factor of the rate of those that start at random, in (0, 1]
   * @return a new rule
   */
  public ParentWeights learningRate(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "The factor of children's learning rate must be in (0, 1], but is [" + factor + "].");
    }
    return new ParentWeights(store, inheritance, factor);
  }

  /** What the candidate starts from; empty if it has no parent, or if the parent's weights are gone. */
  Optional<Map<String, WeightArray>> find(
      Candidate<Architecture> candidate, Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    if (candidate.parent().isEmpty()) {
      return Optional.empty();
    }
    long parent = candidate.parent().getAsLong();
    try {
      Optional<Map<String, WeightArray>> found = store.find(parent);
      if (found.isEmpty()) {
        LOG.warn(
            "Trial {} starts at random: the weights of its parent, trial {}, are not kept.",
            candidate.trialId(),
            parent);
        return found;
      }
      Map<String, WeightArray> inherited = inheritance.inherit(
          candidate.genotype(), candidate.architecture(), found.get(), new SplittableRandom(seed));
      return Optional.of(
          settled(candidate.architecture(), found.get(), inherited, training, settings, seed));
    } catch (IOException e) {
      throw new UncheckedIOException("The weights of trial [" + parent + "] cannot be read.", e);
    }
  }

  /** Batch normalizations that the edits put in start as the identity, with no statistics of their own yet. */
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
        .filter(
            name -> inherited.containsKey(name + "/mean") && !parent.containsKey(name + "/mean"))
        .toList();
    return inserted.isEmpty() || !inherited.keySet().containsAll(child.weights().keySet())
        ? inherited
        : Settling.settle(child, inherited, inserted, training, settings, seed);
  }

  Dl4jTraining lowered(Dl4jTraining settings) {
    return settings.toBuilder()
        .learningRate(settings.learningRate().times(rate))
        .build();
  }

  void keep(long trial, double score, Map<String, WeightArray> weights) {
    try {
      store.put(trial, score, weights);
    } catch (IOException e) {
      throw new UncheckedIOException("The weights of trial [" + trial + "] cannot be kept.", e);
    }
  }

  @Override
  public String toString() {
    return "ParentWeights[learning rate × " + rate + "]";
  }
}
