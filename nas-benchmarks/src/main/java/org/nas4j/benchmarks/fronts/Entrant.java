package org.nas4j.benchmarks.fronts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchSession;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.objective.Objectives;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.nsga.Nsga2;
import org.nas4j.strategy.surrogate.ParEgo;
import org.nas4j.tabular.TableEntry;

/** A strategy that takes part, by the name that the command line uses. */
enum Entrant {
  /** What the others are compared with. */
  RANDOM,
  /** {@link Nsga2} with its defaults. */
  NSGA2,
  /** {@link ParEgo} as published. */
  PAREGO,
  /** {@link ParEgo} with our defaults. */
  SPREAD,
  /** {@link ParEgo}, judging by hypervolume, with more candidates. */
  RAYS;

  private static final int MORE_CANDIDATES = 400;

  /** All names. */
  static List<String> names() {
    return Stream.of(values()).map(Entrant::toString).toList();
  }

  /**
   * By its name.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Entrant named(String name) {
    return Stream.of(values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no strategy [" + name + "].\nMaybe use one of " + names() + "."));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private SearchStrategy strategy(Objectives objectives) {
    return switch (this) {
      case RANDOM -> new RandomSearch();
      case NSGA2 -> Nsga2.builder(objectives).build();
      case PAREGO -> ParEgo.builder(objectives).build();
      case SPREAD -> ParEgo.spread(objectives).build();
      case RAYS ->
        ParEgo.builder(objectives)
            .judgement(ParEgo.Judgement.HYPERVOLUME)
            .candidates(MORE_CANDIDATES)
            .build();
    };
  }

  /** The share of the table's hypervolume after each of these numbers of evaluations. */
  double[] run(TradeOff tradeOff, int[] evaluations, long seed) {
    int most = evaluations[evaluations.length - 1];
    SearchSession<TableEntry> session = NasSearch.builder(tradeOff.table().space())
        .strategy(strategy(tradeOff.objectives()))
        .reward(tradeOff.table().reward())
        .stopAfter(StopRule.trials(most))
        .lookahead(1)
        .seed(seed)
        .open();
    List<Evaluation> found = new ArrayList<>();
    for (Optional<Candidate<TableEntry>> asked = session.ask();
        asked.isPresent();
        asked = session.ask()) {
      Evaluation evaluation = tradeOff.table().evaluate(asked.get().architecture());
      found.add(evaluation);
      session.tell(asked.get().trialId(), evaluation);
    }
    double[] shares = new double[evaluations.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = tradeOff.share(found.subList(0, Math.min(found.size(), evaluations[i])));
    }
    return shares;
  }
}
