package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.space.SearchSpace;

/**
 * A network and how it is trained, searched together: which rate, batch, decay or augmentation is
 * best depends on the network, and the other way round.
 *
 * <pre>{@code
 * SearchSpace<Design> space = Design.space(networks, choices -> Dl4jTraining.builder()
 *     .learningRate(LearningRate.cosine(
 *         choices.pick(Decision.logarithmic("rate", 3e-4, 3e-2, 9))))
 *     .batch(choices.pick(Decision.of("batch", 32, 64, 128)))
 *     .build());
 * NasSearch.builder(space).evaluator(Design.evaluator(dl4jEvaluator)) …
 * }</pre>
 *
 * @param architecture what is trained
 * @param training how
 */
public record Design(Architecture architecture, Dl4jTraining training) implements Priced {

  /** Checks. */
  public Design {
    requireNonNull(architecture, "architecture");
    requireNonNull(training, "training");
  }

  /** Those of its network, so that methods and constraints know them as they know a network's. */
  @Override
  public Map<Metric, Double> costs() {
    return Priced.costsOf(architecture);
  }

  /**
   * All networks of a space with all trainings of another. The network is decided first, then how
   * it is trained.
   *
   * @param architectures asks for the network
   * @param trainings asks for the training, under names that the other does not use
   * @return the space of both
   */
  public static SearchSpace<Design> space(
      SearchSpace<Architecture> architectures, SearchSpace<Dl4jTraining> trainings) {
    requireNonNull(architectures, "architectures");
    requireNonNull(trainings, "trainings");
    return choices -> new Design(architectures.build(choices), trainings.build(choices));
  }

  /**
   * Trains each network as its design says.
   *
   * @param evaluator data, threads and what is measured; how it trains does not count
   * @return an evaluator of designs, which is as safe from threads
   */
  public static Evaluator<Design> evaluator(Dl4jEvaluator evaluator) {
    return new DesignEvaluator(requireNonNull(evaluator, "evaluator"));
  }

  private record DesignEvaluator(Dl4jEvaluator evaluator) implements Evaluator<Design> {

    @Override
    public void requireFit(Design design) {
      evaluator.requireFit(design.architecture());
    }

    @Override
    public Evaluation evaluate(Candidate<Design> candidate, EvaluationContext context)
        throws InterruptedException {
      Design design = candidate.architecture();
      Candidate<Architecture> network = new Candidate<>(
          candidate.trialId(), candidate.genotype(), design.architecture(), candidate.parent());
      return evaluator.with(design.training()).evaluate(network, context);
    }

    /** Without the training, of which each trial has its own. */
    @Override
    public Map<String, String> provenance() {
      Map<String, String> facts = new LinkedHashMap<>(evaluator.provenance());
      facts.keySet().removeIf(name -> name.startsWith("training."));
      return facts;
    }
  }
}
