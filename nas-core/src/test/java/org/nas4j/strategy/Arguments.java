package org.nas4j.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.predict.CellEnsemble;
import org.nas4j.predict.CellPredictor;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.qlearning.ActionValues;
import org.nas4j.strategy.qlearning.EpsilonSchedule;
import org.nas4j.strategy.qlearning.Tabular;
import org.nas4j.strategy.uct.Uct;

/**
 * Values that the setters of builders may be called with; of each type two, so that one differs
 * from what is set.
 */
final class Arguments {

  private static final Map<Class<?>, List<?>> VALUES = Map.ofEntries(
      Map.entry(int.class, List.of(11, 12)),
      Map.entry(double.class, List.of(0.37, 1.0)),
      Map.entry(boolean.class, List.of(true, false)),
      Map.entry(LstmSettings.class, List.of(LstmSettings.of(3, 7))),
      Map.entry(Advantages.class, List.of(Advantages.raw(new Baseline.BatchMean(true)))),
      Map.entry(LinkPrior.class, List.of(new LinkPrior(0.1, 0.2, LinkPrior.Mode.EXACT))),
      Map.entry(RejectedReward.class, List.of(RejectedReward.of(-1))),
      Map.entry(Imitation.class, List.of(new Imitation(4, 2, 0.7))),
      Map.entry(ActionValues.class, List.of(Tabular.builder().learningRate(0.5).build())),
      Map.entry(EpsilonSchedule.class, List.of(EpsilonSchedule.of(0.3, 9))),
      Map.entry(Uct.Guide.class, List.of(new Uct.Guide(9, 0.5, 3, 2, 8))),
      Map.entry(CellPredictor.class, List.of(CellEnsemble.builder().members(2).build())),
      Map.entry(Uct.Bisection.class, List.of(Uct.Bisection.NUMERIC)),
      Map.entry(SearchStrategy.class, List.of(new RandomSearch())));

  private Arguments() {}

  /** One array for each value of the types, the same place of each list taken together. */
  static List<Object[]> of(Class<?>... types) {
    List<Object[]> all = new ArrayList<>();
    for (int choice = 0; choice < 3; choice++) {
      Object[] arguments = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        List<?> values = values(types[i]);
        arguments[i] = values.get(choice % values.size());
      }
      all.add(arguments);
    }
    return all;
  }

  private static List<?> values(Class<?> type) {
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    }
    List<?> known = VALUES.get(type);
    if (known == null) {
      throw new AssertionError("There is no argument known of " + type + ".");
    }
    return known;
  }
}
