package org.nas4j.strategy.treecell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.cell.CellEdit;
import org.nas4j.morphism.cell.CellGrowth;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.CellTree;
import org.nas4j.space.Build;
import org.nas4j.space.SearchSpace;

/**
 * Lets the cell of a network grow on, a few edits at a time. It knows the networks that it made
 * itself, by the cell that each has, and remembers them all.
 */
final class CellEditing implements EditPolicy {

  private final CellPolicy policy;
  private final CellSkeleton skeleton;
  private final int edits;
  private final Map<Architecture, CellTree> cells = new HashMap<>();

  CellEditing(CellPolicy policy, CellSkeleton skeleton, int edits) {
    this.policy = policy;
    this.skeleton = skeleton;
    this.edits = edits;
    cells.put(skeleton.start(), skeleton.cell());
  }

  private SearchSpace<List<CellEdit>> space(CellTree cell) {
    return skeleton.growing(CellGrowth.builder(cell).edits(edits).build());
  }

  private CellTree cell(Architecture network) {
    CellTree cell = cells.get(network);
    if (cell == null) {
      throw new IllegalArgumentException("The cell of [" + network
          + "] is not known: it is neither the network to start from nor one that this policy made."
          + "\nMaybe another policy edited it too.");
    }
    return cell;
  }

  @Override
  public EditPlan propose(Architecture current, RandomGenerator random) {
    CellTree cell = cell(current);
    Build<List<CellEdit>> build = space(cell).sample(policy.chooser(random));
    List<Morphism> morphisms = new ArrayList<>();
    for (CellEdit edit : build.architecture()) {
      morphisms.add(skeleton.morphism(edit, cell));
      cell = edit.apply(cell);
    }
    EditPlan plan = new EditPlan(current, build.genotype(), morphisms);
    cells.put(plan.result(), cell);
    return plan;
  }

  @Override
  public void learn(EditPlan plan, double reward) {
    policy.learn(space(cell(plan.start())).replay(plan.answers()).walk(), reward);
  }
}
