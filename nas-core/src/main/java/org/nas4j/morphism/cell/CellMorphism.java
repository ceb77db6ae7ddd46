package org.nas4j.morphism.cell;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;

/**
 * One edit of a cell at all places of a network where the cell stands.
 *
 * @param everywhere an edit for each place
 */
record CellMorphism(List<Morphism> everywhere) implements Morphism {

  /** Copies. */
  CellMorphism {
    everywhere = List.copyOf(everywhere);
  }

  @Override
  public boolean keepsFunction() {
    return everywhere.stream().allMatch(Morphism::keepsFunction);
  }

  @Override
  public Architecture edit(Architecture parent) {
    Architecture current = parent;
    for (Morphism each : everywhere) {
      current = each.edit(current);
    }
    return current;
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    WeightedArchitecture current = parent;
    for (Morphism each : everywhere) {
      current = each.apply(current, random);
    }
    return current.weights();
  }
}
