package org.nas4j.examples.first;

import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.SmallExample;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import picocli.CommandLine.Command;

/** A space of one's own, over a type that is no network, with an ordinary function as evaluator. */
@Command(name = "custom-space", description = "Searches a tin that needs little metal.")
public final class CustomSpace extends SmallExample {

  /** A tin: what the space builds. Any type will do. */
  record Tin(double radius, double height) {}

  private static final Metric TIN_PER_LITRE = Metric.minimized("squareCentimetresPerLitre");
  private static final Decision<Double> RADIUS =
      Decision.of("radius", 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
  private static final Decision<Boolean> TALL = Decision.flag("tall");
  private static final Decision<Double> HEIGHT = Decision.of("height", 4.0, 8.0, 12.0, 16.0, 20.0);

  private static final SearchSpace<Tin> SPACE = choices -> {
    double radius = choices.pick(RADIUS);
    boolean tall = choices.pick(TALL);
    return new Tin(radius, choices.pick(HEIGHT, height -> tall == height > 2 * radius));
  };

  static SearchBuilder<Tin> search(long seed) {
    return NasSearch.builder(SPACE)
        .evaluator((candidate, context) ->
            Evaluation.of(TIN_PER_LITRE, tinPerLitre(candidate.architecture())))
        .reward(RewardFunction.of(TIN_PER_LITRE))
        .stopAfter(StopRule.trials(25))
        .seed(seed);
  }

  static double tinPerLitre(Tin tin) {
    double metal = 2 * Math.PI * tin.radius() * (tin.radius() + tin.height());
    return metal / (Math.PI * tin.radius() * tin.radius() * tin.height() / 1000);
  }

  @Override
  protected void run(long seed, Path folder) throws IOException {
    var best = run(search(seed), SPACE).best().orElseThrow();
    print("%s at %.1f cm²/l", best.architecture(), -best.reward());
    best().put(TIN_PER_LITRE.name(), -best.reward());
  }

  /** Prints the best tin found; {@code args} are options. */
  public static void main(String[] args) {
    Program.main(new CustomSpace(), args);
  }
}
