package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Identity;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.InfeasibleException;

/**
 * An identity behind a node, which later edits may replicate or replace (cai2018pathlevel, section
 * 3.1). Keeps the function in training too.
 *
 * @param node whose output goes through it
 */
record InsertIdentity(String node) implements Morphism {

  /** Checks. */
  InsertIdentity {
    requireNonNull(node, "node");
  }

  @Override
  public Architecture edit(Architecture parent) {
    if (parent.node(node).layer().traits().isOutput()) {
      throw new InfeasibleException(
          "nothing follows an output",
          "Node [" + node + "] is an output, which nothing may follow.");
    }
    String name = Rebuild.fresh(parent, node, PathNames.NEXT);
    return new Rebuild(parent)
        .behind(node, builder -> builder.add(name, new Identity(), node))
        .build();
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    return Copies.of(parent.weights());
  }
}
