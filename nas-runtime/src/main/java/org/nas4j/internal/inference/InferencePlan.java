package org.nas4j.internal.inference;

import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;

/**
 * A network that is ready to predict: steps over the arrays of an arena. Immutable and thread-safe;
 * an arena is for one thread at a time.
 */
public final class InferencePlan {

  private final Shape input;
  private final int outputs;
  private final Slots slots;
  private final Step[] steps;
  private final int inputSlot;
  private final int outputSlot;

  InferencePlan(Architecture architecture, Slots slots, List<Step> steps, int from, int to) {
    this.input = architecture.input();
    this.outputs = Math.toIntExact(architecture.shape(architecture.output()).elements());
    this.slots = slots;
    this.steps = steps.toArray(Step[]::new);
    this.inputSlot = from;
    this.outputSlot = to;
  }

  /**
   * Makes a network ready: what acts in training only is left out, and batch normalizations are
   * folded into the layers before them.
   *
   * @param architecture ends with an output layer, or is a part of a network
   * @param weights by the names of {@link Architecture#weights}, all that the main output needs
   * @return the plan, which holds copies of the weights
   */
  public static InferencePlan of(Architecture architecture, Map<String, WeightArray> weights) {
    return new PlanCompiler(architecture, weights).compile();
  }

  /** The memory of one run. */
  public static final class Arena {

    private final float[][][] values;

    private Arena(float[][][] values) {
      this.values = values;
    }
  }

  /**
   * Memory for one thread.
   *
   * @return a new arena
   */
  public Arena arena() {
    return new Arena(slots.allocate());
  }

  /**
   * The size of an arena.
   *
   * @return bytes on the heap
   */
  public long arenaBytes() {
    return slots.bytes();
  }

  /**
   * The number of values that come out.
   *
   * @return at least 1
   */
  public int outputs() {
    return outputs;
  }

  /**
   * Computes one example. Nothing is allocated.
   *
   * @param arena of this plan
   * @param example as many values as the writer asks for
   * @param writer puts it into the network
   * @param target takes the outputs: probabilities or numbers
   */
  public void run(Arena arena, float[] example, InputWriter writer, float[] target) {
    writer.write(example, arena.values[inputSlot]);
    for (Step step : steps) {
      step.run(arena.values);
    }
    System.arraycopy(arena.values[outputSlot][0], 0, target, 0, outputs);
  }

  /**
   * Computes one example by a network, or a part of one, that may end in maps. Nothing is
   * allocated.
   *
   * @param arena of this plan
   * @param maps {@code [channels][height * width]}; a vector is one row
   * @return what comes out, laid out likewise: arrays of the arena, which its next run overwrites
   */
  public float[][] run(Arena arena, float[][] maps) {
    float[][] in = arena.values[inputSlot];
    for (int c = 0; c < in.length; c++) {
      System.arraycopy(maps[c], 0, in[c], 0, in[c].length);
    }
    for (Step step : steps) {
      step.run(arena.values);
    }
    return arena.values[outputSlot];
  }

  /**
   * What goes in.
   *
   * @return the shape of one example
   */
  public Shape input() {
    return input;
  }
}
