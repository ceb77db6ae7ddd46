package org.nas4j.strategy.treecell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.math.Adam;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.TreeCellSpace;
import org.nas4j.policy.EditLearning;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;
import org.nas4j.strategy.LearningRun;

/** What a search tells its policy: twins that are told the same by hand propose the same. */
class TreeCellControllerTest {

  private static final CellSkeleton SKELETON =
      CellSkeleton.chain(Shape.image(1, 8, 8), 3).groups(1).blocks(1).width(2).build();
  private static final TreeCellSpace SPACE = TreeCellSpace.of(SKELETON);

  /** Steps so long that each batch changes what is drawn. */
  private static final EditLearning LEARNING =
      new EditLearning(new Adam(0.3, 0.9, 0.999, 1e-8), 40, 2, 0.95, 0.01);

  private final LearningRun<Architecture> run = new LearningRun<>(SPACE, 1);

  private static TreeCellSettings settings(boolean startFirst) {
    return new TreeCellSettings(LEARNING, false, startFirst, 3, 4, 5, 20);
  }

  private static Proposal next(TreeCellController controller, long seed) {
    return controller.propose(new SplittableRandom(seed)).orElseThrow();
  }

  private Walk byHand(CellPolicy policy, Genotype unchanged, long seed) {
    return policy.propose(
        run::walk,
        walk -> walk.isFeasible() && !walk.genotype().equals(unchanged),
        new SplittableRandom(seed));
  }

  /** The unchanged network is what others are compared with, and nothing that is learned from. */
  @Test
  void unchangedNetworkIsWhatIsExpected() {
    TreeCellController controller = new TreeCellController(settings(true), run);
    CellPolicy policy = new CellPolicy(settings(true), run::random);
    Proposal first = next(controller, 0);
    Genotype unchanged = run.walk(point -> point.legalOption(0)).genotype();
    assertThat(first).isEqualTo(Proposal.of(unchanged));
    assertThat(next(controller, 1).parent()).isEmpty();
    run.tellFailure(controller, unchanged);
    run.tell(controller, unchanged, 0.4);
    run.tell(controller, unchanged, 0.9);
    policy.expect(0.4);
    for (int i = 0; i < 12; i++) {
      Proposal proposal = next(controller, 10 + i);
      assertThat(proposal.parent()).hasValue(1);
      Walk expected = byHand(policy, unchanged, 10 + i);
      assertThat(proposal.genotype()).as("proposal %s", i).isEqualTo(expected.genotype());
      double reward = 0.41 + 0.05 * (i % 3);
      run.tell(controller, proposal.genotype(), reward);
      policy.learn(expected, reward);
    }
  }

  /** Every trial is learned from, and none is the parent; failures teach their penalty. */
  @Test
  void withoutAStartAllTrialsAreLearnedFrom() {
    TreeCellController controller = new TreeCellController(settings(false), run);
    CellPolicy policy = new CellPolicy(settings(false), run::random);
    Genotype unchanged = run.walk(point -> point.legalOption(0)).genotype();
    run.tell(controller, unchanged, 0.2);
    policy.learn(run.walk(unchanged), 0.2);
    for (int i = 0; i < 12; i++) {
      Proposal proposal = next(controller, i);
      assertThat(proposal.parent()).isEmpty();
      Walk expected = byHand(policy, unchanged, i);
      assertThat(proposal.genotype()).as("proposal %s", i).isEqualTo(expected.genotype());
      if (i % 4 == 0) {
        run.tellFailure(controller, proposal.genotype());
      } else if (i % 4 == 1) {
        run.tell(
            controller, proposal.genotype(), new Outcome.Failed("toy", "", OptionalDouble.of(-1)));
        policy.learn(expected, -1);
      } else {
        run.tell(controller, proposal.genotype(), i / 20.0);
        policy.learn(expected, i / 20.0);
      }
    }
  }

  /** Alone, too, a policy that was taught answers otherwise than one that was not. */
  @Test
  void policyOfANetworkLearns() {
    TreeCell recipe = TreeCell.small().toBuilder()
        .embedding(3)
        .hidden(4)
        .units(5)
        .batch(2)
        .learningRate(0.3)
        .tangent(false)
        .build();
    EditPolicy taught = recipe.policy(SKELETON, 3, 1);
    EditPolicy untaught = recipe.policy(SKELETON, 3, 1);
    List<Genotype> one = new ArrayList<>();
    List<Genotype> other = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      EditPlan plan = taught.propose(SKELETON.start(), new SplittableRandom(i));
      one.add(plan.answers());
      other.add(untaught.propose(SKELETON.start(), new SplittableRandom(i)).answers());
      taught.learn(plan, i / 10.0);
    }
    assertThat(one.subList(0, 2)).isEqualTo(other.subList(0, 2));
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void settingsAreWhatWasSet() {
    TreeCell recipe = TreeCell.paper().toBuilder()
        .startFirst(false)
        .embedding(7)
        .redraws(9)
        .tangent(false)
        .build();
    assertThat(recipe.settings())
        .containsEntry("startFirst", "false")
        .containsEntry("embedding", "7")
        .containsEntry("redraws", "9")
        .containsEntry("tangent", "false");
    assertThat(recipe.toBuilder().build().settings()).isEqualTo(recipe.settings());
  }
}
