package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One array of numbers that a layer needs. A backend keeps them in whatever layout it likes, but
 * takes and gives them in this one.
 *
 * @param name what it is for: {@code kernel}, {@code bias}, {@code gamma} … ; within an
 *     architecture it is known as {@code node/name}
 * @param shape sizes, outermost first: convolutions as [output channels, input channels of a group,
 *     height, width], dense layers as [outputs, inputs], where a flattened image counts channel by
 *     channel, row by row
 * @param trained false for running statistics, which no gradient reaches
 */
public record WeightSpec(String name, List<Integer> shape, boolean trained) {

  /** Checks and copies. */
  public WeightSpec {
    requireNonNull(name, "name");
    shape = List.copyOf(shape);
  }

  static WeightSpec of(String name, Integer... shape) {
    return new WeightSpec(name, List.of(shape), true);
  }

  /**
   * The number of values.
   *
   * @return at least 1
   */
  public long elements() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /**
   * The name within an architecture.
   *
   * @param node name of the layer's node
   * @return node and name, joined by a slash
   */
  public String of(String node) {
    return node + "/" + name;
  }
}
