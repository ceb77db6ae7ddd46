package org.nas4j.internal.edits;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.NetworkState;
import org.nas4j.policy.EditLearning;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Gene;
import org.nas4j.space.Walk;

/**
 * REINFORCE over episodes of edits as cai2018eas' code has it: all steps of an episode get its
 * reward less the baseline, divided by the number of episodes; the baseline is an exponential
 * moving average of the batches' mean rewards that starts at 0 and is brought up to date before it
 * is subtracted: b ← b + w·(mean − b). For one thread.
 */
public final class EditLearner {

  private final EditNetwork network;
  private final EditMethod method;
  private final EditLearning settings;
  private final List<Episode> batch = new ArrayList<>();
  private double baseline;

  /**
   * A learner that has seen nothing.
   *
   * @param network what is trained
   * @param method how
   */
  public EditLearner(EditNetwork network, EditMethod method) {
    this.network = network;
    this.method = method;
    this.settings = method.learning();
  }

  private record Episode(List<Step> steps, double reward) {}

  private record Step(NetworkState before, EditSpace.Kind kind, List<Answer> answers) {}

  private record Answer(DecisionPoint point, int option) {}

  /**
   * Takes note of an episode, and learns if the batch is full.
   *
   * @param walk the whole walk
   * @param from its first point that belongs to the episode; those before are its parent's
   * @param reward what it was worth
   */
  public void add(Walk walk, int from, double reward) {
    List<Step> steps = steps(walk, from);
    if (steps.isEmpty()) {
      return;
    }
    batch.add(new Episode(steps, reward));
    if (batch.size() == settings.batch()) {
      update();
      batch.clear();
    }
  }

  /**
   * The baseline as it stands.
   *
   * @return 0 before the first update
   */
  public double baseline() {
    return baseline;
  }

  private static List<Step> steps(Walk walk, int from) {
    List<Step> steps = new ArrayList<>();
    for (int i = from; i < walk.points().size(); i++) {
      DecisionPoint point = walk.points().get(i);
      Gene gene = walk.genotype().genes().get(i);
      if (gene.decision().equals(EditSpace.STEP)) {
        EditSpace.Kind kind = (EditSpace.Kind) point.decision().options().get(gene.option());
        steps.add(new Step(States.of(point), kind, new ArrayList<>()));
      } else if (!steps.isEmpty()) {
        steps.get(steps.size() - 1).answers().add(new Answer(point, gene.option()));
      }
    }
    steps.removeIf(step -> step.answers().isEmpty());
    return steps;
  }

  private void update() {
    double mean = batch.stream()
        .mapToDouble(each -> method.scaled(each.reward()))
        .average()
        .orElseThrow();
    baseline += settings.baselineWeight() * (mean - baseline);
    gatherGradient();
    settings.adam().ascend(network.parameters(), settings.greatestNorm());
  }

  /**
   * Adds to the policy's gradient that of the objective of the episodes since the last update.
   *
   * @return the objective
   */
  public double gatherGradient() {
    int steps = batch.stream().mapToInt(each -> each.steps().size()).sum();
    double objective = 0;
    for (Episode episode : batch) {
      double advantage = (method.scaled(episode.reward()) - baseline) / batch.size();
      for (Step step : episode.steps()) {
        objective += trace(step).backward(advantage, settings.entropyWeight() / steps);
      }
    }
    return objective;
  }

  private EditNetwork.Step trace(Step step) {
    EditNetwork.Step trace = network.begin(step.before().layers(), step.kind());
    for (Answer answer : step.answers()) {
      trace.ask(answer.point());
      trace.take(answer.option());
    }
    return trace;
  }
}
