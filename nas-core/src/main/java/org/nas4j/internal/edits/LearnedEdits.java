package org.nas4j.internal.edits;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.EditSpace;
import org.nas4j.space.Walk;

/** A method's policy without a search around it. For one thread. */
public final class LearnedEdits implements EditPolicy {

  private final EditMethod method;
  private final EditSpace edits;
  private final EditNetwork network;
  private final EditLearner learner;
  private long episodes;

  /**
   * A policy that has learned nothing.
   *
   * @param method how it chooses and learns
   * @param edits which there are, from whatever network
   * @param random gives a generator for each purpose, always the same for the same one
   */
  public LearnedEdits(
      EditMethod method, EditSpace edits, Function<String, RandomGenerator> random) {
    this.method = method;
    this.edits = edits;
    this.network = method.open(random);
    this.learner = new EditLearner(network, method);
  }

  @Override
  public EditPlan propose(Architecture current, RandomGenerator random) {
    EditSpace space = edits.from(current);
    StepPlan plan = new StepPlan(method.steps(episodes++, random));
    EditNetwork policy = method.isRandom() ? null : network;
    Walk walk = space.sample(new StepChooser(List.of(), plan, policy, random)).walk();
    return new EditPlan(current, walk.genotype(), space.edits(walk.genotype()));
  }

  @Override
  public void learn(EditPlan plan, double reward) {
    if (!method.isRandom()) {
      learner.add(edits.from(plan.start()).replay(plan.answers()).walk(), 0, reward);
    }
  }
}
