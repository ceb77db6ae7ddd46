package org.nas4j.dl4j.internal.onednn;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.UsedNodes;

/** What a plan would do, without doing it. */
final class PlannedSteps {

  private PlannedSteps() {}

  /**
   * A step.
   *
   * @param node whose it is
   * @param implementation what oneDNN, or we, call the code
   */
  record Step(String node, String implementation) {}

  /** Of a network with weights drawn at random. */
  static List<Step> of(Architecture architecture, Purpose purpose, FloatType type, int batch) {
    Compiler.Chance chance = Compiler.Chance.of(1);
    try (PrimitiveCache kit = new PrimitiveCache(Blocking.of(architecture, type));
        BlockedParameters parameters = new BlockedParameters(
            kit.layouts(), architecture.weights(), InitialWeights.draw(architecture, 1));
        Workspace workspace = new Workspace();
        Examples examples = new Examples(architecture.input())) {
      examples.room(batch);
      Plan.Request request =
          new Plan.Request(architecture, UsedNodes.of(architecture), batch, purpose, 0, type);
      try (Plan plan = Plan.compile(
          request, new Plan.Surroundings(kit, parameters, workspace, examples.block(), chance))) {
        return plan.steps().stream()
            .map(step -> new Step(step.node(), step.implementation()))
            .toList();
      }
    }
  }
}
