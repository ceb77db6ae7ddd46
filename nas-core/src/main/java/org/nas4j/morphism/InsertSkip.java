package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * A connection from an earlier node to a later one that adds nothing at first: its projection
 * starts as zeros (elsken2017nash, section 3; jin2019autokeras).
 *
 * @param from the earlier node, of the same height and width
 * @param to the later node, whose output the connection joins
 * @param by how it joins: added through a projection of zeros, or concatenated and projected by
 *     [identity | zeros]
 */
record InsertSkip(String from, String to, Join by) implements Morphism {

  /** How a skip joins. */
  enum Join {
    /** A projection of zeros of the earlier node is added. */
    ADD,
    /** Both are concatenated, and a projection picks the later one. */
    CONCAT
  }

  /** Checks. */
  InsertSkip {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(by, "by");
  }

  @Override
  public Architecture edit(Architecture parent) {
    requireOrder(parent);
    Shape source = parent.shape(from);
    Shape target = parent.shape(to);
    requireSameSize(source, target);
    Layer projection = target.match(
        maps -> Convolution.of(maps.channels(), Window.square(1)),
        vector -> new Dense(vector.size(), false));
    String name = name(parent);
    return new Rebuild(parent)
        .behind(to, builder -> {
          if (by == Join.ADD) {
            builder.add(name, projection, from);
            return builder.add(name + "/join", new Add(), to, name);
          }
          builder.add(name + "/join", new Concat(), to, from);
          return builder.add(name, projection, name + "/join");
        })
        .build();
  }

  private String name(Architecture parent) {
    return Rebuild.fresh(parent, to, "skip");
  }

  private void requireOrder(Architecture parent) {
    Layer last = parent.node(to).layer();
    List<String> names = parent.nodes().stream().map(Node::name).toList();
    if (!from.equals(Architecture.INPUT) && names.indexOf(from) >= names.indexOf(to)) {
      throw new InfeasibleException(
          "skip does not lead forward",
          "Node [" + from + "] does not come before node [" + to + "].");
    }
    if (last.traits().isOutput()) {
      throw new InfeasibleException(
          "nothing follows an output", "Node [" + to + "] is an output, which nothing may follow.");
    }
    parent.shape(from);
  }

  /** Whether a 1×1 convolution or a dense layer can bring one to the other. */
  static boolean isAlike(Shape source, Shape target) {
    return source instanceof Shape.Image one && target instanceof Shape.Image other
        ? one.height() == other.height() && one.width() == other.width()
        : source instanceof Shape.Vector && target instanceof Shape.Vector;
  }

  private void requireSameSize(Shape source, Shape target) {
    if (!isAlike(source, target)) {
      throw new InfeasibleException(
          "skip between unequal sizes",
          "Node [" + from + "] is of size [" + source + "], node [" + to + "] of [" + target
              + "], so that no 1×1 convolution can join them.");
    }
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = Copies.of(parent.weights());
    String name = name(parent.architecture()) + "/kernel";
    WeightArray projection = WeightArray.zeros(child.weights().get(name).shape());
    if (by == Join.CONCAT) {
      int outputs = projection.shape().get(0);
      int inputs = projection.shape().get(1);
      for (int i = 0; i < outputs; i++) {
        projection.values()[i * inputs + i] = 1;
      }
    }
    weights.put(name, projection);
    return weights;
  }
}
