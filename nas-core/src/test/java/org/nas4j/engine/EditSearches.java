package org.nas4j.engine;

import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.TreeCellSpace;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.eas.Eas;
import org.nas4j.strategy.rena.Rena;
import org.nas4j.strategy.treecell.TreeCell;

/** Searches whose networks have parents, judged by a formula; some of them fail. */
final class EditSearches {

  static final List<String> NAMES = List.of("eas", "dense", "rena", "treecell");

  private static final Shape.Image IMAGE = Shape.image(1, 8, 8);

  private static final Map<String, SearchSpace<Architecture>> SPACES = Map.of(
      "eas", EditSpace.easDemo(StartNetworks.eas(IMAGE, 3)),
      "dense", EditSpace.easDense(StartNetworks.denseNet(IMAGE, 3, 4, 2, 1)),
      "rena", EditSpace.rena(StartNetworks.eas(IMAGE, 3)),
      "treecell",
          TreeCellSpace.of(
              CellSkeleton.chain(IMAGE, 3).groups(1).blocks(2).width(4).build()));

  private EditSearches() {}

  private static SearchStrategy strategy(String name) {
    return switch (name) {
      case "rena" -> Rena.builder().network(4, 5).batch(4).stage(8).build();
      case "treecell" -> TreeCell.small();
      default ->
        Eas.builder().network(4, 5).wider(1).deeper(2).batch(4).stage(12).build();
    };
  }

  static SearchBuilder<Architecture> search(String name) {
    return NasSearch.builder(SPACES.get(name))
        .strategy(strategy(name))
        .evaluator(EditSearches::evaluate)
        .failures(failures -> failures.penalise(0))
        .lookahead(4)
        .stopAfter(StopRule.trials(name.equals("treecell") ? 24 : 40))
        .seed(11);
  }

  static Evaluation evaluate(Candidate<Architecture> candidate, EvaluationContext context) {
    long parameters = candidate.architecture().cost().parameters();
    if (parameters % 11 == 3 && candidate.genotype().size() > 1) {
      throw new IllegalArgumentException("broken");
    }
    double noise = context.random().nextDouble() / 100;
    return Evaluation.of(Metric.VALIDATION_ACCURACY, parameters % 97 / 100.0 + noise);
  }
}
