package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.recipe.Spread;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * All networks that steps of a published method make of one, for controllers that read a network
 * before they change it: {@code Eas} and {@code Rena}. Before each step it is asked which kind of
 * step it shall be, or the end; then how. A point's {@code context()} is the {@link NetworkState}
 * that it is about. A child's answers begin with those of its parent, without the parent's last
 * one, the end. Immutable and thread-safe.
 *
 * <p>{@link #easDemo}, {@link #easPaper} and {@link #easDense} only enlarge, and keep the function
 * but for noise; {@link #rena} makes networks smaller too, which keeps what weights it can
 * ({@link Morphism#keepsFunction}).
 */
public final class EditSpace implements SearchSpace<Architecture>, Inheritance {

  /** Name of the decision that is asked before each step. */
  public static final String STEP = "step";

  /** The option of {@link #STEP} that ends the edits. */
  public static final int END = 0;

  /** What a step does. Each space offers some of them, {@link #END} first. */
  public enum Kind {
    /** Nothing: the network is done. */
    END,
    /** Each layer or mini-block becomes wider or not. */
    WIDEN,
    /** One layer or mini-block more. */
    DEEPEN,
    /** Transitions of a densely connected network grow with what goes in; nothing is asked. */
    WIDEN_TRANSITIONS,
    /** A layer behind another. */
    INSERT,
    /** One layer less. */
    REMOVE,
    /** One layer wider or narrower, or with a larger or smaller kernel. */
    SCALE
  }

  private enum Method {
    LAYERS,
    DENSE,
    FREE
  }

  private static final int MOST_LAYERS = 200;

  private final Architecture start;
  private final Components components;
  private final EditRules rules;
  private final Decision<Kind> step;

  private EditSpace(Architecture start, Components components) {
    this.start = start;
    this.components = components;
    this.rules = switch (components.method()) {
      case LAYERS -> new LayerEdits(components.edits(), LayerEdits.blocks(start));
      case DENSE -> new DenseEdits(components.edits(), MiniBlock.blocks(start).size());
      case FREE -> new FreeEdits(components.edits(), MOST_LAYERS);
    };
    this.step = new Decision<>(STEP, rules.kinds());
  }

  private record Components(
      Method method, int steps, @Spread EditSettings edits) {}

  /**
   * The plain networks of cai2018eas' released demonstration: 4 to 40 filters by steps of 4, 8 to
   * 80 units by steps of 8, kernels of 1, 3 and 5, up to 10 places in a block, new layers
   * normalized, noise of 0.01 on copies and 0.001 on new layers.
   *
   * @param start the network without edits, for example {@link StartNetworks#eas}
   * @return the space
   */
  public static EditSpace easDemo(Architecture start) {
    return new Builder(start, Method.LAYERS)
        .widths(ascending(4, 40, 4))
        .units(ascending(8, 80, 8))
        .build();
  }

  /**
   * The plain networks of the paper's scale (cai2018eas, code): 16 to 640 filters, 64 to 1280
   * units; otherwise {@link #easDemo}.
   *
   * @param start the network without edits
   * @return the space
   */
  public static EditSpace easPaper(Architecture start) {
    return easDemo(start).toBuilder()
        .widths(16, 32, 64, 96, 128, 192, 256, 320, 384, 448, 512, 576, 640)
        .units(64, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280)
        .build();
  }

  /**
   * Densely connected networks (cai2018eas, code): growth rates of 4 to 48 by steps of 2,
   * mini-blocks copied behind the first 20 of a block, transitions that grow with what goes in.
   *
   * @param start of mini-blocks with bottlenecks, for example {@link StartNetworks#denseNet}
   * @return the space
   */
  public static EditSpace easDense(Architecture start) {
    return new Builder(start, Method.DENSE)
        .widths(ascending(4, 48, 2))
        .positions(20)
        .build();
  }

  /**
   * The edits of RENA (zhou2018rena): insert, remove and scale, from any network. Widths, units and
   * kernels are not published; ours are those of {@link #easDemo}.
   *
   * @param start the network without edits, a rudimentary one will do
   * @return the space
   */
  public static EditSpace rena(Architecture start) {
    return new Builder(start, Method.FREE)
        .widths(ascending(4, 40, 4))
        .units(ascending(8, 80, 8))
        .build();
  }

  private static int[] ascending(int from, int to, int by) {
    return IntStream.iterate(from, each -> each <= to, each -> each + by).toArray();
  }

  /**
   * A builder that starts with these settings and this network.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    return new Builder(start, components);
  }

  /**
   * The same edits of another network.
   *
   * @param other where they start
   * @return a space with these settings
   */
  public EditSpace from(Architecture other) {
    return new Builder(other, components).build();
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
    return walk(choices).end();
  }

  /** What came of a walk, and by which edits. */
  private record Edited(Architecture end, List<Morphism> edits) {}

  /**
   * The edits that a genotype describes, first to last.
   *
   * @param genotype answers recorded with this space
   * @return those of all steps; a step may have none or several
   * @throws IllegalArgumentException if the genotype does not fit this space
   */
  public List<Morphism> edits(Genotype genotype) {
    SearchSpace<Edited> recording = this::walk;
    return recording.replay(genotype).architecture().edits();
  }

  private Edited walk(Choices choices) {
    List<Morphism> done = new ArrayList<>();
    Architecture current = start;
    for (int i = 0; i < components.steps(); i++) {
      EditRules.Offer offer = rules.at(current);
      Questions questions = new Questions(choices, offer.layers());
      Kind kind = questions.pick(step, each -> each == Kind.END || offer.allows(each));
      if (kind == Kind.END) {
        break;
      }
      for (Morphism morphism : offer.ask(kind, questions)) {
        current = morphism.edit(current);
        done.add(morphism);
      }
    }
    return new Edited(current, done);
  }

  /**
   * Carries a parent's weights over by the edits that the child has more. The parent is the last
   * network on the way to the child whose weights have these names and shapes.
   *
   * @param genotype the child's answers, recorded with this space
   * @param child what they build
   * @param parent weights of a network on the way to the child; left as they are
   * @param random for which channels are copied, and for noise
   * @return all weights of the child
   * @throws IllegalArgumentException if no network on the way to the child has such weights
   */
  @Override
  public Map<String, WeightArray> inherit(
      Genotype genotype,
      Architecture child,
      Map<String, WeightArray> parent,
      RandomGenerator random) {
    List<Morphism> edits = edits(genotype);
    Architecture current = start;
    Architecture from = owns(start, parent) ? start : null;
    int done = 0;
    for (int i = 0; i < edits.size(); i++) {
      current = edits.get(i).edit(current);
      if (owns(current, parent)) {
        from = current;
        done = i + 1;
      }
    }
    if (from == null) {
      throw new IllegalArgumentException("None of the networks on the way to ["
          + genotype.code()
          + "] has weights of the given names and shapes.\nMaybe they are of a trial that is not"
          + " its parent, or of another space.");
    }
    WeightedArchitecture carried = new WeightedArchitecture(from, Copies.of(parent));
    for (Morphism morphism : edits.subList(done, edits.size())) {
      carried = morphism.apply(carried, random);
    }
    return carried.weights();
  }

  private static boolean owns(Architecture architecture, Map<String, WeightArray> weights) {
    Map<String, WeightSpec> specs = architecture.weights();
    return specs.keySet().equals(weights.keySet())
        && specs.entrySet().stream()
            .allMatch(each ->
                weights.get(each.getKey()).shape().equals(each.getValue().shape()));
  }

  /** Settings of a space. For one thread. */
  public static final class Builder {

    private static final int STEPS = 100;

    private final Architecture start;
    private final Method method;
    private List<Integer> widths = List.of();
    private List<Integer> units = List.of();
    private List<Integer> kernels = List.of(1, 3, 5);
    private int positions = 10;
    private boolean normalized = true;
    private double widerNoise = 0.01;
    private double deeperNoise = 0.001;
    private int steps = STEPS;
    private long greatestParameters = Long.MAX_VALUE;

    private Builder(Architecture start, Method method) {
      this.start = requireNonNull(start, "start");
      this.method = method;
    }

    private Builder(Architecture start, Components components) {
      this(start, components.method());
      EditSettings edits = components.edits();
      widths = edits.widths();
      units = edits.units();
      kernels = edits.kernels();
      positions = edits.positions();
      normalized = edits.normalized();
      widerNoise = edits.widerNoise();
      deeperNoise = edits.deeperNoise();
      greatestParameters = edits.greatestParameters();
      steps = components.steps();
    }

    /**
     * The widths that feature maps may have, or the growth rates of mini-blocks.
     *
     * @param channels ascending, at least one
     * @return this
     */
    public Builder widths(int... channels) {
      widths = ascending(channels, "widths");
      return this;
    }

    /**
     * The widths that dense layers may have; none of them becomes wider unless set.
     *
     * @param counts ascending, at least one
     * @return this
     */
    public Builder units(int... counts) {
      units = ascending(counts, "units");
      return this;
    }

    /**
     * Kernels of new convolutions; 1, 3 and 5 unless set.
     *
     * @param sizes odd, ascending, at least one
     * @return this
     */
    public Builder kernels(int... sizes) {
      if (Arrays.stream(sizes).anyMatch(each -> each % 2 == 0)) {
        throw new IllegalArgumentException(
            "An identity kernel has a centre, so that sizes must be odd, but are "
                + Arrays.toString(sizes) + ".\nMaybe use 1, 3 and 5.");
      }
      kernels = ascending(sizes, "kernels");
      return this;
    }

    /**
     * How many layers or mini-blocks of a block, from its first, something can be put behind; 10
     * unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder positions(int count) {
      positions = Checks.positive(count, "number of positions");
      return this;
    }

    /**
     * Whether new layers are normalized, as they are unless set.
     *
     * @param on whether batch normalization follows them
     * @return this
     */
    public Builder normalized(boolean on) {
      normalized = on;
      return this;
    }

    /**
     * Noise on copies of channels; 0.01 unless set.
     *
     * @param ratio of its deviation to that of the whole kernel, 0 for none
     * @return this
     */
    public Builder widerNoise(double ratio) {
      widerNoise = Noise.checked(ratio);
      return this;
    }

    /**
     * Noise on new layers; 0.001 unless set.
     *
     * @param ratio of its deviation to that of the kernel, 0 for none
     * @return this
     */
    public Builder deeperNoise(double ratio) {
      deeperNoise = Noise.checked(ratio);
      return this;
    }

    /**
     * How many steps there may be; 100 unless set.
     *
     * @param most at least 1
     * @return this
     */
    public Builder steps(int most) {
      steps = Checks.positive(most, "number of steps");
      return this;
    }

    /**
     * How many trained weights a network may have; any number unless set. A larger start may become
     * smaller.
     *
     * @param most edits that lead beyond are masked
     * @return this
     */
    public Builder greatestParameters(long most) {
      greatestParameters = most;
      return this;
    }

    private static List<Integer> ascending(int[] values, String name) {
      boolean ordered = IntStream.range(1, values.length).allMatch(i -> values[i - 1] < values[i]);
      if (values.length == 0 || values[0] < 1 || !ordered) {
        throw new IllegalArgumentException("The " + name
            + " must be ascending and above 0, but are " + Arrays.toString(values) + ".");
      }
      return Arrays.stream(values).boxed().toList();
    }

    /**
     * The space.
     *
     * @return immutable
     */
    public EditSpace build() {
      return new EditSpace(
          start,
          new Components(
              method,
              steps,
              new EditSettings(
                  widths,
                  units,
                  kernels,
                  positions,
                  normalized,
                  widerNoise,
                  deeperNoise,
                  greatestParameters)));
    }
  }
}
