package org.nas4j.morphism.cell;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.morphism.LayerOrder;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;

/**
 * {@link Morphism#replaceIdentity} by a layer of as many channels as the identity has, which the
 * network tells.
 */
record ReplaceOnEdge(String node, CellOperation operation, LayerOrder order, double noise)
    implements Morphism {

  private Morphism on(Architecture parent) {
    return Morphism.replaceIdentity(
        node, operation.layer(parent.shape(node).channels()), order, noise);
  }

  /** What the layer says whatever its number of channels. */
  @Override
  public boolean keepsFunction() {
    return Morphism.replaceIdentity(node, operation.layer(1), order, noise).keepsFunction();
  }

  @Override
  public Architecture edit(Architecture parent) {
    return on(parent).edit(parent);
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    return on(parent.architecture()).transfer(parent, child, random);
  }
}
