package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.morphism.Inheritance;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.space.Choices;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * All networks that a skeleton becomes when its cell grows, with the weights that go along
 * (cai2018pathlevel, section 3.2): asks what {@link CellGrowth} asks, and makes each edit at all
 * places of the cell. The first option of every question leaves the cell as it is; a cell that is
 * only replicated is refused, as the released code draws it anew. Immutable and thread-safe.
 */
public final class TreeCellSpace implements SearchSpace<Architecture>, Inheritance {

  private final Components components;

  private TreeCellSpace(Components components) {
    this.components = components;
  }

  private record Components(CellSkeleton skeleton, CellGrowth growth, long greatestParameters) {}

  /**
   * Networks of a skeleton whose cell grows as in the paper, of any size.
   *
   * @param skeleton the network to start from
   * @return the space
   */
  public static TreeCellSpace of(CellSkeleton skeleton) {
    return builder(skeleton).build();
  }

  /**
   * Starts with the growth of the paper, and networks of any size.
   *
   * @param skeleton the network to start from
   * @return a builder
   */
  public static Builder builder(CellSkeleton skeleton) {
    return new Builder(skeleton);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.skeleton());
    builder.growth = components.growth();
    builder.greatestParameters = components.greatestParameters();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  /**
   * The network to start from.
   *
   * @return as given
   */
  public CellSkeleton skeleton() {
    return components.skeleton();
  }

  @Override
  public Architecture build(Choices choices) {
    List<CellEdit> edits = ask(choices);
    if (!edits.isEmpty() && edits.stream().allMatch(CellEdit.Merge.class::isInstance)) {
      throw new InfeasibleException(
          "cell is only replicated",
          "The cell has more branches, but none of them does anything new.");
    }
    Architecture grown = skeleton().grown(edits);
    if (grown.cost().parameters() > components.greatestParameters()) {
      throw new InfeasibleException(
          "too many parameters",
          "The network has [" + grown.cost().parameters() + "] parameters, more than ["
              + components.greatestParameters() + "].");
    }
    return grown;
  }

  private List<CellEdit> ask(Choices choices) {
    return skeleton().growing(components.growth()).build(choices);
  }

  /**
   * The edits of the cell that a genotype describes.
   *
   * @param genotype answers recorded with this space
   * @return first to last
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  public List<CellEdit> edits(Genotype genotype) {
    SearchSpace<List<CellEdit>> recording = this::ask;
    return recording.replay(genotype).architecture();
  }

  /**
   * The cell that a genotype describes.
   *
   * @param genotype answers recorded with this space
   * @return the grown cell
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  public CellTree cell(Genotype genotype) {
    return components.growth().grown(edits(genotype));
  }

  /**
   * The edits of the network that a genotype describes, each of which says whether it keeps the
   * function.
   *
   * @param genotype answers recorded with this space
   * @return first to last
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  public List<Morphism> morphisms(Genotype genotype) {
    return skeleton().morphisms(edits(genotype));
  }

  /**
   * Carries the weights of the skeleton with its smallest cell over by all edits.
   *
   * @param genotype the child's answers, recorded with this space
   * @param child what they build
   * @param parent the skeleton's weights; left as they are
   * @param random for noise
   * @return all weights of the child
   * @throws IllegalArgumentException if these are not the skeleton's weights
   */
  @Override
  public Map<String, WeightArray> inherit(
      Genotype genotype,
      Architecture child,
      Map<String, WeightArray> parent,
      RandomGenerator random) {
    WeightedArchitecture current = start(parent);
    for (Morphism morphism : morphisms(genotype)) {
      current = morphism.apply(current, random);
    }
    return current.weights();
  }

  private WeightedArchitecture start(Map<String, WeightArray> weights) {
    Map<String, WeightSpec> specs = skeleton().start().weights();
    boolean fits = specs.keySet().equals(weights.keySet())
        && specs.entrySet().stream()
            .allMatch(each ->
                weights.get(each.getKey()).shape().equals(each.getValue().shape()));
    if (!fits) {
      throw new IllegalArgumentException(
          "These are not the weights of the skeleton with its smallest cell.\nMaybe they are of a"
              + " grown child, or of another space.");
    }
    return new WeightedArchitecture(skeleton().start(), weights);
  }

  /**
   * The skeleton, if the child does not compute what it does.
   *
   * @param genotype the child's answers, recorded with this space
   * @param parent the skeleton's weights
   * @return whom the child should imitate before it is trained; empty if all edits kept the
   *     function
   */
  @Override
  public Optional<WeightedArchitecture> teacher(
      Genotype genotype, Map<String, WeightArray> parent) {
    return morphisms(genotype).stream().allMatch(Morphism::keepsFunction)
        ? Optional.empty()
        : Optional.of(start(parent));
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final CellSkeleton skeleton;
    private CellGrowth growth;
    private long greatestParameters = Long.MAX_VALUE;

    private Builder(CellSkeleton skeleton) {
      this.skeleton = requireNonNull(skeleton, "skeleton");
      this.growth = CellGrowth.builder(skeleton.cell()).build();
    }

    /**
     * How the cell grows; as in the paper unless set.
     *
     * @param change of the growth so far
     * @return this
     */
    public Builder growth(UnaryOperator<CellGrowth.Builder> change) {
      growth = change.apply(growth.toBuilder()).build();
      return this;
    }

    /**
     * How many trained weights a network may have; any number unless set.
     *
     * @param most larger ones are refused
     * @return this
     */
    public Builder greatestParameters(long most) {
      greatestParameters = most;
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public TreeCellSpace build() {
      return new TreeCellSpace(new Components(skeleton, growth, greatestParameters));
    }
  }
}
