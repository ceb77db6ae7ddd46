package org.nas4j.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nas4j.eval.Candidate;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.store.Journal;

/**
 * The round after a search: a search of its own over the best, which proposes them in their order,
 * each with all its seeds, and writes into the journal of the first. Stateless.
 */
final class FinalRound {

  /** Names in the plan. */
  static final String SEEDS = "seeds";

  private static final String CANDIDATES = "candidates";

  /** What is said of the machine, on which figures do not depend. */
  private static final List<String> MACHINE = List.of("nd4j.", "evaluator.");

  private FinalRound() {}

  /** What identifies the round of a search whose best these are. */
  static <A> Map<String, String> plan(SearchSettings<A> settings, List<Trial> best) {
    Map<String, String> plan = new LinkedHashMap<>();
    plan.put("seed", Long.toString(settings.seed));
    plan.put(SEEDS, Integer.toString(settings.finals.seeds()));
    plan.put("reward", Fingerprints.stable(settings.reward.toString()));
    plan.put(
        CANDIDATES,
        best.stream().map(each -> each.genotype().code()).collect(Collectors.joining(" ")));
    settings.finals.longer().provenance().forEach((name, value) -> {
      if (MACHINE.stream().noneMatch(name::startsWith)) {
        plan.put(name, value);
      }
    });
    return plan;
  }

  /** The loop of the round, not yet run. */
  static <A> SearchLoop<A> open(
      SearchRun<A> run,
      Map<String, String> plan,
      List<Trial> best,
      Duration elapsed,
      SearchControl control) {
    SearchSettings<A> settings = run.settings;
    List<Genotype> candidates = best.stream()
        .flatMap(each -> Collections.nCopies(settings.finals.seeds(), each.genotype()).stream())
        .toList();
    SearchBuilder<A> round = new SearchBuilder<>(settings);
    round.finals = null;
    round.pruning = null;
    round.startFrom = null;
    round.listeners.clear();
    round
        .strategy(new FinalStrategy(candidates))
        .evaluator(settings.finals.longer())
        .stopAfter(StopRule.trials(candidates.size()))
        .limits(limits -> remaining(limits, elapsed))
        .deduplicateBy(Candidate::trialId)
        .asynchronous(false)
        .endOnShutdown(false)
        .seed(Seeds.derive(settings.seed, 0, "finalists"))
        .store(new FinalRoundStore(run.store, plan))
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            run.listeners.finalistEvaluated(trial);
          }
        });
    return new SearchLoop<>(SearchRun.evaluated(new SearchSettings<>(round)), control);
  }

  /**
   * A trial of the round may take longer than one of the search; all together have what is left.
   */
  private static Limits remaining(Limits limits, Duration elapsed) {
    Limits alone = Limits.NONE.grace(limits.grace());
    return limits.wholeRun().map(all -> alone.wholeRun(all.minus(elapsed))).orElse(alone);
  }

  /** Whether the time for the whole run leaves any. */
  static boolean fits(Limits limits, Duration elapsed) {
    return limits.wholeRun().filter(all -> all.compareTo(elapsed) <= 0).isEmpty();
  }

  /**
   * Those of the best whose evaluations have all ended well, by their mean reward.
   *
   * @param best of the search, best first
   */
  static <A> List<Finalist<A>> finalists(
      Journal.FinalRound round, List<Trial> best, Goals goals, Function<Trial, Ranked<A>> decoder) {
    int seeds = seeds(round.plan());
    Map<Genotype, List<Trial>> runs = round.trials().stream()
        .filter(goals::areMetBy)
        .collect(Collectors.groupingBy(Trial::genotype));
    return best.stream()
        .filter(each -> runs.getOrDefault(each.genotype(), List.of()).size() == seeds)
        .map(each -> new Finalist<>(decoder.apply(each), runs.get(each.genotype())))
        .sorted(Comparator.comparingDouble((Finalist<A> each) -> -each.reward()))
        .toList();
  }

  private static int seeds(Map<String, String> plan) {
    String seeds = plan.getOrDefault(SEEDS, "1");
    if (!seeds.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("The journal says [" + seeds
          + "] seeds of a finalist, which is no number of them.\nMaybe it was changed by hand.");
    }
    return Integer.parseInt(seeds);
  }
}
