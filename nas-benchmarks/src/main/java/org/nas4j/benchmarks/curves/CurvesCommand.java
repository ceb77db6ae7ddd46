package org.nas4j.benchmarks.curves;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.nas4j.predict.AsynchronousHalving;
import org.nas4j.predict.BayesianCurves;
import org.nas4j.predict.BestFamily;
import org.nas4j.predict.CurveExtrapolation;
import org.nas4j.predict.CurvePredictor;
import org.nas4j.predict.ImprovementRule;
import org.nas4j.predict.LearningCurve;
import org.nas4j.predict.PredictedValue;
import org.nas4j.predict.SequentialRegression;
import org.nas4j.search.PruningRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How near predictors of learning curves come on recorded curves, and how many epochs rules save
 * that use them.
 */
@Command(
    name = "curves",
    mixinStandardHelpOptions = true,
    description = {
      "Foretells the ends of recorded learning curves by the last value, the best of three "
          + "families, Domhan's families,",
      "Baker's regression and Klein's network, and replays searches under rules that stop early. "
          + "Ends with status 1 if Baker's or Domhan's rule",
      "needs more than half of the epochs, or misses the best by more than 0.005 in more than one search in ten."
    })
public final class CurvesCommand implements Callable<Integer> {

  private static final double NEAR = 0.005;
  private static final double OFTEN = 0.9;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      required = true,
      description = "CSV file: columns of features, then val_error_e1, val_error_e2 and so on.")
  private Path data;

  @Option(
      names = "--seen",
      defaultValue = "100",
      description = "Curves that the regression learns from: ${DEFAULT-VALUE}.")
  private int seen;

  @Option(
      names = "--curves",
      defaultValue = "265",
      description = "Of the others, so many are foretold: ${DEFAULT-VALUE}.")
  private int foretold;

  @Option(
      names = "--steps",
      split = ",",
      defaultValue = "4,10,20,30",
      description = "How much is seen of a curve that is foretold: ${DEFAULT-VALUE}.")
  private List<Integer> steps;

  @Option(names = "--searches", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
  private int searches;

  @Option(
      names = "--trials",
      defaultValue = "100",
      description = "Curves of each search, drawn without repetition: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--pool",
      defaultValue = "265",
      description = "Curves that searches are drawn from: ${DEFAULT-VALUE}.")
  private int pool;

  @Option(
      names = "--burn-in",
      defaultValue = "20",
      description = "Trials before Baker's rule judges: ${DEFAULT-VALUE}.")
  private int burnIn;

  @Option(
      names = "--every",
      defaultValue = "4",
      description = "After how many epochs Baker's rule judges: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--domhan-every",
      defaultValue = "10",
      description = "After how many epochs Domhan's rule judges: ${DEFAULT-VALUE}.")
  private int domhanEvery;

  @Option(
      names = "--walker-steps",
      defaultValue = "600",
      description =
          "Of Domhan's sampler, half of them burn-in; 2500 in the paper: ${DEFAULT-VALUE}.")
  private int walkerSteps;

  @Option(
      names = "--network-steps",
      defaultValue = "13000",
      description =
          "Of Klein's sampler, 3 of 13 of them burn-in, and as many again for each curve: "
              + "${DEFAULT-VALUE}.")
  private int networkSteps;

  @Option(
      names = "--predictors",
      split = ",",
      defaultValue = "best of three,domhan,baker,klein",
      description = "Which foretell, by name: ${DEFAULT-VALUE}.")
  private List<String> wanted;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "Rules whose names begin so, as baker or domhan; all unless set.")
  private String only;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private Remembering extrapolation;
  private boolean passed = true;

  /** Creates the command; picocli fills in its options. */
  public CurvesCommand() {}

  @Override
  public Integer call() throws IOException {
    extrapolation = new Remembering(
        CurveExtrapolation.builder().steps(walkerSteps).burnIn(walkerSteps / 2).build());
    List<LearningCurve> curves = CurveFile.read(data);
    int last = curves.get(0).steps();
    foretell(shuffled(curves, new SplittableRandom(seed)), last);
    Map<String, PruningRule> rules = rules(curves.get(0).features().size(), last);
    rules.keySet().removeIf(name -> !name.startsWith(only));
    List<LearningCurve> drawn =
        shuffled(curves, new SplittableRandom(seed)).subList(0, Math.min(pool, curves.size()));
    out().printf("%n%-20s %8s %9s %9s %9s%n", "rule", "epochs", "mean gap", "worst", "near");
    rules.forEach((name, rule) -> replay(name, rule, drawn, last));
    return passed ? 0 : 1;
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void foretell(List<LearningCurve> curves, int last) {
    List<LearningCurve> known = curves.subList(0, seen);
    List<LearningCurve> fresh = curves.subList(seen, Math.min(curves.size(), seen + foretold));
    Map<String, CurvePredictor> predictors = new LinkedHashMap<>();
    predictors.put("best of three", BestFamily.ofThree());
    predictors.put("domhan", extrapolation);
    predictors.put("baker", SequentialRegression.quick());
    int burnt = networkSteps * 3 / 13;
    predictors.put(
        "klein",
        BayesianCurves.builder()
            .steps(networkSteps)
            .burnIn(burnt)
            .further(burnt)
            .build());
    predictors.keySet().retainAll(wanted);
    out()
        .printf(
            "%-5s %-15s %6s %7s %8s %8s %7s %9s%n",
            "seen", "predictor", "curves", "silent", "median", "mean", "R2", "coverage");
    for (int step : steps) {
      Score plain = new Score();
      fresh.forEach(
          curve -> plain.add(curve.values().get(step - 1), curve.values().get(last - 1)));
      print(step, "last value", plain);
      predictors.forEach((name, predictor) -> print(
          step,
          name,
          score(predictor.learn(known, last, new SplittableRandom(seed)), fresh, step, last)));
    }
  }

  private static Score score(
      CurvePredictor.Learned learned, List<LearningCurve> fresh, int step, int last) {
    Score score = new Score();
    for (LearningCurve curve : fresh) {
      Optional<PredictedValue> value =
          learned.predict(curve.upTo(step), new SplittableRandom(step));
      value.ifPresentOrElse(
          found -> score.add(found, curve.values().get(last - 1)), score::addSilence);
    }
    return score;
  }

  private void print(int step, String name, Score score) {
    if (score.count() > 0) {
      out()
          .printf(
              Locale.ROOT,
              "%-5d %-15s %6d %7d %8.4f %8.4f %7.3f %9.2f%n",
              step,
              name,
              score.count(),
              score.silent(),
              score.medianError(),
              score.meanError(),
              score.r2(),
              score.coverage());
      out().flush();
    }
  }

  private Map<String, PruningRule> rules(int features, int last) {
    Map<String, PruningRule> rules = new LinkedHashMap<>();
    for (double probability : new double[] {0.1, 0.05, 0.01}) {
      rules.put(
          "baker " + (1 - probability),
          ImprovementRule.early(ReplayedSearch.ACCURACY, last).toBuilder()
              .features(ReplayedSearch.features(features))
              .probability(probability)
              .burnIn(burnIn)
              .every(every)
              .build());
    }
    rules.put(
        "domhan 0.05",
        ImprovementRule.builder(extrapolation, ReplayedSearch.ACCURACY, last)
            .probability(0.05)
            .every(domhanEvery)
            .build());
    rules.put("halving 1, 4, 16", AsynchronousHalving.of(ReplayedSearch.ACCURACY));
    return rules;
  }

  private void replay(String name, PruningRule rule, List<LearningCurve> curves, int last) {
    RandomGenerator random = new SplittableRandom(seed);
    double epochs = 0;
    double gaps = 0;
    double worst = 0;
    int near = 0;
    for (int search = 0; search < searches; search++) {
      ReplayedSearch replayed =
          ReplayedSearch.run(rule, shuffled(curves, random).subList(0, trials));
      epochs += (double) replayed.epochs() / (trials * last);
      gaps += replayed.gap();
      worst = Math.max(worst, replayed.gap());
      near += replayed.gap() <= NEAR ? 1 : 0;
    }
    out()
        .printf(
            Locale.ROOT,
            "%-20s %8.3f %9.5f %9.5f %9.2f%n",
            name,
            epochs / searches,
            gaps / searches,
            worst,
            (double) near / searches);
    out().flush();
    boolean isPublished = name.equals("baker 0.99") || name.startsWith("domhan");
    passed &= !isPublished || epochs / searches <= 0.5 && near >= OFTEN * searches;
  }

  private static List<LearningCurve> shuffled(List<LearningCurve> curves, RandomGenerator random) {
    List<LearningCurve> shuffled = new ArrayList<>(curves);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }
}
