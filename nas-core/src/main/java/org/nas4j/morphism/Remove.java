package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.space.InfeasibleException;

/**
 * A layer less, with the normalization and activation that belong to it: whoever read it reads what
 * it read. The function is not kept (zhou2018rena, remove). Where what is read now has another
 * number of channels, the first ones keep their weights and others start as zeros.
 *
 * @param node the layer
 */
record Remove(String node) implements Morphism {

  /** Checks. */
  Remove {
    requireNonNull(node, "node");
  }

  @Override
  public boolean keepsFunction() {
    return false;
  }

  @Override
  public Architecture edit(Architecture parent) {
    Node first = parent.node(node);
    String last = new Readers(parent).finish(node);
    requireBypass(parent, first, last);
    Architecture.Builder builder = Architecture.builder(parent.input());
    List<String> removed = removed(parent, last);
    String input = first.inputs().get(0);
    for (Node each : parent.nodes()) {
      if (!removed.contains(each.name())) {
        List<String> inputs =
            each.inputs().stream().map(name -> name.equals(last) ? input : name).toList();
        builder.add(each.name(), each.layer(), inputs);
      }
    }
    return builder.build(parent.output());
  }

  private void requireBypass(Architecture parent, Node first, String last) {
    Shape in = parent.inputShapes(first).get(0);
    Shape out = parent.shape(last);
    boolean alike = in instanceof Shape.Image one && out instanceof Shape.Image other
        ? one.height() == other.height() && one.width() == other.width()
        : in instanceof Shape.Vector && out instanceof Shape.Vector;
    boolean layer = first.layer().traits().hasWeights()
        && !first.layer().traits().isOutput()
        && !first.layer().traits().finishes();
    if (!alike || !layer) {
      throw new InfeasibleException(
          "cannot be left out",
          "Node [" + node + "] makes [" + out + "] of [" + in
              + "], so that the network would not fit together without it.");
    }
  }

  private List<String> removed(Architecture parent, String last) {
    List<String> names = parent.nodes().stream().map(Node::name).toList();
    List<String> removed = new ArrayList<>();
    String name = last;
    while (!name.equals(node)) {
      removed.add(name);
      name = parent.nodes().get(names.indexOf(name)).inputs().get(0);
    }
    removed.add(node);
    return removed;
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    for (Map.Entry<String, WeightSpec> each : child.weights().entrySet()) {
      WeightArray old = parent.weights().get(each.getKey());
      List<Integer> shape = each.getValue().shape();
      boolean one = each.getKey().endsWith("/gamma") || each.getKey().endsWith("/variance");
      weights.put(each.getKey(), old.shape().equals(shape) ? old.copy() : fitted(old, shape, one));
    }
    return weights;
  }

  /** What both shapes have in common, from the first place of each axis on. */
  private static WeightArray fitted(WeightArray old, List<Integer> shape, boolean one) {
    WeightArray fitted = WeightArray.zeros(shape);
    if (one) {
      Arrays.fill(fitted.values(), 1);
    }
    int[] at = new int[shape.size()];
    for (int i = 0; i < fitted.values().length; i++) {
      int rest = i;
      int from = 0;
      int stride = 1;
      boolean known = true;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        at[axis] = rest % shape.get(axis);
        rest /= shape.get(axis);
        known &= at[axis] < old.shape().get(axis);
        from += at[axis] * stride;
        stride *= old.shape().get(axis);
      }
      if (known) {
        fitted.values()[i] = old.values()[from];
      }
    }
    return fitted;
  }
}
