package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * All networks that a few function-preserving edits make of one: asks again and again for an edit
 * or the end, and for an edit where and how. So a child's answers begin with those of its parent,
 * without the parent's last one, {@link #END}. Edits that cannot be applied, or that would make the
 * network larger than allowed, are masked. Immutable and thread-safe.
 */
public final class MorphismSpace implements SearchSpace<Architecture>, Inheritance {

  /** The decision that is asked before each edit. */
  public static final Decision<Kind> EDIT = Decision.of("edit", Kind.values());

  /** The option of {@link #EDIT} that ends the edits. */
  public static final int END = Kind.END.ordinal();

  /** What an edit does. */
  public enum Kind {
    /** Nothing: the network is done. */
    END,
    /** {@link Morphism#widen}. */
    WIDEN,
    /** {@link Morphism#deepen}. */
    DEEPEN,
    /** {@link Morphism#enlargeKernel}. */
    ENLARGE_KERNEL,
    /** {@link Morphism#addSkip} or {@link Morphism#concatSkip}. */
    INSERT_SKIP
  }

  /** No edit adds more nodes. */
  private static final int NODES_PER_EDIT = 3;

  private static final Decision<Double> FACTOR = Decision.of("factor", 1.5, 2.0);
  private static final Decision<Integer> KERNEL = Decision.of("kernel", 1, 3, 5);
  private static final Decision<Boolean> NORMALIZED = Decision.flag("normalized");
  private static final Decision<InsertSkip.Join> JOIN =
      Decision.of("join", InsertSkip.Join.values());

  private final Components components;
  private final Architecture start;
  private final Decision<Integer> where;
  private final Decision<Integer> from;

  private MorphismSpace(Components components) {
    this.components = components;
    this.start = components.start();
    int most = start.nodes().size() + NODES_PER_EDIT * components.edits();
    List<Integer> places = IntStream.range(0, most).boxed().toList();
    this.where = new Decision<>("where", places);
    this.from = new Decision<>("from", places);
  }

  private record Components(Architecture start, int edits, long greatestParameters, double noise) {}

  /**
   * The networks that grow from one, without noise.
   *
   * @param start the network without edits
   * @param edits how many there may be, at least 1
   * @param greatestParameters how many trained weights a network may have
   * @return the space
   */
  public static MorphismSpace of(Architecture start, int edits, long greatestParameters) {
    return builder(start).edits(edits).greatestParameters(greatestParameters).build();
  }

  /**
   * Starts with up to 5 edits, networks of any size, and no noise.
   *
   * @param start the network without edits
   * @return a builder
   */
  public static Builder builder(Architecture start) {
    return new Builder(start);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(start);
    builder.edits = components.edits();
    builder.greatestParameters = components.greatestParameters();
    builder.noise = components.noise();
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
   * The network without edits.
   *
   * @return as given
   */
  public Architecture start() {
    return start;
  }

  @Override
  public Architecture build(Choices choices) {
    Architecture current = start;
    for (Morphism morphism : edits(choices)) {
      current = morphism.edit(current);
    }
    return current;
  }

  /**
   * The edits that a genotype describes, first to last.
   *
   * @param genotype answers recorded with this space
   * @return their number is that of answers to {@link #EDIT} other than the end
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  public List<Morphism> edits(Genotype genotype) {
    SearchSpace<List<Morphism>> recording = this::edits;
    return recording.replay(genotype).architecture();
  }

  /**
   * Carries a parent's weights over by the edits that the child has more. The parent is known by
   * the names and shapes of its weights: since each edit adds weights, no two of the networks on
   * the way to the child have the same.
   *
   * @param genotype the child's answers, recorded with this space
   * @param child what they build
   * @param parent weights of a network on the way to the child; left as they are
   * @param random for which channels are copied, and for noise
   * @return all weights of the child, with which it computes what the parent did, but for noise
   * @throws IllegalArgumentException if no network on the way to the child has such weights
   */
  @Override
  public Map<String, WeightArray> inherit(
      Genotype genotype,
      Architecture child,
      Map<String, WeightArray> parent,
      RandomGenerator random) {
    Architecture current = start;
    WeightedArchitecture carried = null;
    for (Morphism morphism : edits(genotype)) {
      carried = carried == null && owns(current, parent)
          ? new WeightedArchitecture(current, parent)
          : carried;
      carried = carried == null ? null : morphism.apply(carried, random);
      current = carried == null ? morphism.edit(current) : carried.architecture();
    }
    if (carried == null && !owns(current, parent)) {
      throw new IllegalArgumentException("None of the networks on the way to ["
          + genotype.code()
          + "] has weights of the given names and shapes.\nMaybe they are of a trial that is not"
          + " its parent, or of another space.");
    }
    return carried == null ? Copies.of(parent) : carried.weights();
  }

  private static boolean owns(Architecture architecture, Map<String, WeightArray> weights) {
    Map<String, WeightSpec> specs = architecture.weights();
    return specs.keySet().equals(weights.keySet())
        && specs.entrySet().stream()
            .allMatch(each ->
                weights.get(each.getKey()).shape().equals(each.getValue().shape()));
  }

  private List<Morphism> edits(Choices choices) {
    List<Morphism> done = new ArrayList<>();
    Architecture current = start;
    while (done.size() < components.edits()) {
      Targets targets = new Targets(current);
      Kind kind = choices.pick(EDIT, each -> each == Kind.END || targets.any(each));
      if (kind == Kind.END) {
        break;
      }
      Morphism morphism = targets.ask(kind, choices);
      current = morphism.edit(current);
      done.add(morphism);
    }
    return done;
  }

  /** Where the edits of each kind can be applied to one architecture. */
  private final class Targets {

    private final Architecture current;
    private final List<Node> nodes;

    Targets(Architecture current) {
      this.current = current;
      this.nodes = current.nodes();
    }

    boolean any(Kind kind) {
      return IntStream.range(0, nodes.size()).anyMatch(target(kind));
    }

    private IntPredicate target(Kind kind) {
      return switch (kind) {
        case END -> place -> false;
        case WIDEN -> fits(this::leastWider);
        case DEEPEN -> fits(place -> new Deepen(name(place), 1, false, 0));
        case ENLARGE_KERNEL -> fits(place -> new EnlargeKernel(name(place)));
        case INSERT_SKIP -> this::canEndSkip;
      };
    }

    private Morphism leastWider(int place) {
      return wider(place, FACTOR.options().get(0));
    }

    private Morphism wider(int place, double factor) {
      int width = current.shape(name(place)).channels();
      return new Widen(name(place), (int) Math.ceil(factor * width), components.noise());
    }

    private String name(int place) {
      return nodes.get(place).name();
    }

    private IntPredicate fits(IntFunction<Morphism> morphism) {
      return place -> place < nodes.size() && isAllowed(morphism.apply(place));
    }

    private boolean isAllowed(Morphism morphism) {
      try {
        return morphism.edit(current).cost().parameters() <= components.greatestParameters();
      } catch (InfeasibleException e) {
        return false;
      }
    }

    /**
     * Behind a finished layer only, so that nothing comes between a layer and its normalization.
     */
    private boolean canEndSkip(int to) {
      return fits(place -> new Deepen(name(place), 1, false, 0)).test(to)
          && IntStream.range(0, to).anyMatch(place -> canSkip(place, to));
    }

    private boolean canSkip(int place, int to) {
      return place < to
          && InsertSkip.isAlike(current.shape(name(place)), current.shape(name(to)))
          && isAllowed(new InsertSkip(name(place), name(to), InsertSkip.Join.CONCAT));
    }

    Morphism ask(Kind kind, Choices choices) {
      IntPredicate legal = target(kind);
      int place = choices.pick(where, legal::test);
      return switch (kind) {
        case WIDEN -> wider(place, choices.pick(FACTOR, each -> isAllowed(wider(place, each))));
        case DEEPEN -> deepen(place, choices);
        case ENLARGE_KERNEL -> new EnlargeKernel(name(place));
        default -> {
          int source = choices.pick(from, each -> canSkip(each, place));
          yield new InsertSkip(name(source), name(place), choices.pick(JOIN));
        }
      };
    }

    private Morphism deepen(int place, Choices choices) {
      boolean normalized = choices.pick(NORMALIZED);
      if (current.shape(name(place)) instanceof Shape.Vector) {
        return new Deepen(name(place), 1, normalized, components.noise());
      }
      int kernel = choices.pick(
          KERNEL, each -> isAllowed(new Deepen(name(place), each, normalized, components.noise())));
      return new Deepen(name(place), kernel, normalized, components.noise());
    }
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private final Architecture start;
    private int edits = 5;
    private long greatestParameters = Long.MAX_VALUE;
    private double noise;

    private Builder(Architecture start) {
      this.start = requireNonNull(start, "start");
    }

    /**
     * How many edits there may be; 5 unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder edits(int most) {
      edits = Checks.positive(most, "number of edits");
      return this;
    }

    /**
     * How many trained weights a network may have; any number unless set.
     *
     * @param most edits that lead beyond are masked
     * @return this
     */
    public Builder greatestParameters(long most) {
      greatestParameters = most;
      return this;
    }

    /**
     * Noise by which edits break the symmetry between copies; none unless set.
     *
     * @param ratio of noise to the kernel's own deviation; see {@link Morphism#widen}
     * @return this
     */
    public Builder noise(double ratio) {
      noise = Noise.checked(ratio);
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public MorphismSpace build() {
      return new MorphismSpace(new Components(start, edits, greatestParameters, noise));
    }
  }
}
